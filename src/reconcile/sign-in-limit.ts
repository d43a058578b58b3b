// What the sign-in logs could not show: kinds that were not exported, holes, filters, outcomes that an export lost.
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';
import type { Note } from '../record/result.js';
import { isoTime } from '../util/time.js';
import { count, some, thousands } from '../util/words.js';
import type { SignInCoverage } from './coverage.js';
import { placeOf } from './file-span.js';

const kindWords: Readonly<Record<string, string>> = {
  interactive: 'interactive sign-ins',
  nonInteractive: 'non-interactive sign-ins',
  servicePrincipal: 'service principal sign-ins',
  managedIdentity: 'managed identity sign-ins',
  microsoftServicePrincipal: "sign-ins of Microsoft's own services",
};

interface TenantNeeds {
  tenant: string;
  people: number;
  applications: number;
}

async function tenantNeeds(database: Database): Promise<TenantNeeds[]> {
  return database.rows<TenantNeeds>(sql`SELECT "signInTenant" AS tenant, count(*) FILTER (WHERE "principalKind" = 'person') AS people,
    count(*) FILTER (WHERE "principalKind" = 'application') AS applications FROM access GROUP BY ALL ORDER BY ALL`);
}

function missingKinds(needs: TenantNeeds, coverage: readonly SignInCoverage[]): Note[] {
  const has = (kind: string): boolean => coverage.some((log) => log.tenant === needs.tenant && log.kind === kind);
  const entra = ['interactive', 'nonInteractive', 'servicePrincipal', 'managedIdentity'];
  if (!entra.some(has)) {
    const message = `There is no sign-in log for ${needs.tenant === 'unknown' ? 'records that name no tenant' : `tenant ${needs.tenant}`}: whether a sign-in stands behind an access cannot be told.`;
    return [{ code: 'noSignIns', message }];
  }
  const wanted = [...(needs.people > 0 ? entra.slice(0, 2) : []), ...(needs.applications > 0 ? entra.slice(2, 3) : [])];
  return wanted
    .filter((kind) => !has(kind))
    .map((kind) => ({
      code: 'signInKindNotExported',
      message: `The ${kindWords[kind]} of tenant ${needs.tenant} were not exported: accesses with such tokens cannot be assessed.`,
    }));
}

function filterNote(log: SignInCoverage): Note[] {
  const { filteredTo, filterShownBy: shown } = log;
  if (filteredTo === null || shown === null) return [];
  const files = some(
    log.files.map(({ path }) => path),
    3,
  );
  const [to, who] =
    filteredTo.users === null
      ? ['one application', 'applications']
      : [`${count(filteredTo.users.length, 'user')}`, 'people'];
  const message = `The sign-in export of tenant ${log.tenant} (${files}) seems to be filtered to ${to}: of ${shown.acting} ${who} that read mail with tokens ${shown.seen} sign in there. Accesses by the others cannot be assessed.`;
  return [{ code: 'signInExportFiltered', message }];
}

function holes(log: SignInCoverage): Note[] {
  // Nothing rests on the audit log's own sign-ins being complete: they never are.
  if (log.kind === 'auditLog') return [];
  const notes = log.gaps.map((gap) => ({
    code: 'signInGap',
    message: `The ${kindWords[log.kind]} of tenant ${log.tenant} have a hole from ${isoTime(gap.fromMs)} to ${isoTime(gap.toMs)}, where even on quiet days ${thousands(gap.expected)} would stand: ${placeOf(gap, log.files)}.`,
  }));
  return notes;
}

/** Sign-ins of which nobody can say whether they succeeded: their ids count, but they explain nothing by themselves. */
async function outcomeNotes(database: Database): Promise<Note[]> {
  const files = await database.rows<{ path: string; rows: number }>(sql`SELECT f.path, count(*) AS "rows"
    FROM "signIn" s JOIN input f ON f.number = s.file WHERE s."errorCode" IS NULL GROUP BY f.path ORDER BY f.path`);
  const unknown = files.reduce((sum, file) => sum + file.rows, 0);
  if (unknown === 0) return [];
  const names = some(
    files.map(({ path }) => path),
    5,
  );
  const message = `Of ${count(unknown, 'sign-in', 'sign-ins')} the export does not say whether they succeeded (${names}): failures among them were not seen, and an access that only such a sign-in fits is not decided.`;
  return [{ code: 'signInOutcomeUnknown', message }];
}

/** In the order of tenant and kind. */
export async function signInLimits(database: Database, coverage: readonly SignInCoverage[]): Promise<Note[]> {
  const needs = await tenantNeeds(database);
  return [
    ...needs.flatMap((tenant) => missingKinds(tenant, coverage)),
    ...coverage.flatMap(holes),
    // Both kinds of people's sign-ins carry it.
    ...coverage
      .filter(
        (log, i) => coverage.findIndex(({ tenant, filteredTo }) => tenant === log.tenant && filteredTo !== null) === i,
      )
      .flatMap(filterNote),
    ...(await outcomeNotes(database)),
  ];
}
