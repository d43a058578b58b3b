// What could not have been seen, in words. Absence of evidence is said to be just that: every hole that we know of in the
// logs, with what it means for the answer.
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';
import type { Input, Note, Result } from '../record/result.js';
import { isoTime } from '../util/time.js';
import { count, some, thousands } from '../util/words.js';
import { auditLimits } from './audit-limit.js';
import type { Reconciled } from './reconcile.js';
import { signInLimits } from './sign-in-limit.js';
import { stateLimits } from './state/limit.js';
import type { TenantState } from './state/state.js';

/** An entry of the allow file that swallows this share of all accesses says more about the file than about the accesses. */
const broadShare = 0.5;

function allowedNotes({ reconciliation, allowed: uses }: Reconciled): Note[] {
  const allowed = reconciliation.byReason.allowed ?? 0;
  const notes: Note[] = [];
  const add = (code: string, message: string): number => notes.push({ code, message });
  if (allowed > 0)
    add(
      'allowed',
      `${count(allowed, 'access was', 'accesses were')} taken for known because the allow file says so, not because of anything in the logs.`,
    );
  const broad = uses.filter((use) => use.uses > 0 && use.uses >= broadShare * reconciliation.total);
  for (const { kind, value, uses: many } of broad)
    add(
      'allowedBroad',
      `The allow file takes ${thousands(many)} of ${count(reconciliation.total, 'access', 'accesses')} for known by one entry (${kind} ${value}): who hides behind that is not looked for.`,
    );
  const ended = uses.filter((use) => use.afterEnd > 0);
  const late = ended.reduce((sum, use) => sum + use.afterEnd, 0);
  if (ended.length > 0)
    add(
      'allowedEnded',
      `${count(ended.length, 'entry', 'entries')} of the allow file had ended before ${count(late, 'access that it fits', 'accesses that they fit')}: those were judged like any other (${some(
        ended.map((use) => `${use.value} until ${use.until}`),
        3,
      )}).`,
    );
  return notes;
}

function fileNotes(inputs: readonly Input[]): Note[] {
  const notes: Note[] = [];
  const holding = (code: string): string[] =>
    inputs.filter((input) => input.warnings.some((w) => w.code === code)).map((input) => input.path);
  const rejects = inputs.reduce((sum, input) => sum + input.rejects, 0);
  const add = (code: string, message: string): number => notes.push({ code, message });
  if (rejects > 0)
    add(
      'rejectedRows',
      `${count(rejects, 'row')} could not be read; what was recorded there is missing unless another file holds it.`,
    );
  const searches = holding('incompleteSearch');
  if (searches.length > 0)
    add(
      'incompleteSearch',
      `Searches in ${count(searches.length, 'file')} promised more results than are there (${some(searches, 5)}): what is missing was not seen.`,
    );
  const shifted = holding('shiftedTimes');
  if (shifted.length > 0)
    add(
      'shiftedTimes',
      `Files hold the same records at different times (${some(shifted, 5)}): one of them is not in UTC, and what stands in that one alone may be off.`,
    );
  const lost = holding('valuesLost');
  if (lost.length > 0)
    add(
      'valuesLost',
      `In ${count(lost.length, 'file')} PowerShell's words stand in place of what records held (${some(lost, 5)}): tokens, folders and messages are missing there, and whoever is to be judged by them cannot be.`,
    );
  const cut = holding('notReadToEnd');
  if (cut.length > 0)
    add('notReadToEnd', `${count(cut.length, 'file')} could not be read to the end: ${some(cut, 5)}.`);
  return notes;
}

/** Files, and members of archives, that could not be read at all in this run. */
export function unreadNotes(unread: readonly Input[]): Note[] {
  const paths = unread
    .filter((input) => input.warnings.some((w) => w.code !== 'notRecognised'))
    .map((input) => input.path);
  if (paths.length === 0) return [];
  const message = `${count(paths.length, 'file')} could not be read at all (${some(paths, 5)}): what is in them was not seen.`;
  return [{ code: 'unreadable', message }];
}

async function accessNotes(database: Database, accesses: Result['accesses']): Promise<Note[]> {
  const [all] = await database.rows<{ total: number; inside: number; graph: number }>(
    sql`SELECT count(*) AS total, count(*) FILTER (WHERE "inScope") AS inside, count(*) FILTER (WHERE kind = 'graph') AS graph FROM access`,
  );
  const total = all?.total ?? 0;
  const graph = all?.graph ?? 0;
  const notes: Note[] = [];
  if (total === graph) {
    const message =
      'There is no record of access to mail (MailItemsAccessed): it was not exported, not licensed at the time, or switched off.';
    notes.push({ code: 'noAccessRecords', message });
  }
  if (total === 0) return notes;
  if (graph > 0) {
    const message = `${count(graph, 'call of Microsoft Graph read', 'calls of Microsoft Graph read')} mail without an access record that tells of it; lists of messages do not say which messages they gave.`;
    notes.push({ code: 'graphCallsAlone', message });
  }
  const outside = total - (all?.inside ?? 0);
  if (outside > 0)
    notes.push({
      code: 'scope',
      message: `${thousands(outside)} of ${count(total, 'access', 'accesses')} lie outside what was asked for and are left out; a case that reaches beyond it is told whole.`,
    });
  if (accesses.throttled > 0) {
    const message = `${count(accesses.throttled, 'record says', 'records say')} that recording stopped for 24 hours because a mailbox was read too much; what was opened then is unknown.`;
    notes.push({ code: 'throttled', message });
  }
  if (accesses.sync > 0) {
    const message = `${count(accesses.sync, 'access', 'accesses')} synchronised a whole folder: reading the copy afterwards leaves no trace.`;
    notes.push({ code: 'syncedFolders', message });
  }
  return notes;
}

async function renamedNotes(database: Database): Promise<Note[]> {
  const renamed = await database.rows<{ old: string; person: string; atMs: number }>(
    sql`SELECT old, person, "atMs" FROM renamed ORDER BY old`,
  );
  return renamed.map(({ old, person, atMs }) => ({
    code: 'renamedUser',
    message: `${old} is called ${person} since ${isoTime(atMs)}: the mailbox or account stayed the same, and stands under its new name.`,
  }));
}

/** All limits of this answer, the gravest kinds first. */
export async function findLimits(
  database: Database,
  reconciled: Reconciled,
  inputs: readonly Input[],
  accesses: Result['accesses'],
  state: TenantState,
): Promise<Note[]> {
  const { coverage, incomparable } = reconciled;
  const fields = incomparable.map((field) => ({
    code: 'fieldNotComparable',
    message: `Tokens and sign-ins disagree about the ${field} for most people here, so that field was not used to test tokens.`,
  }));
  return [
    ...(await accessNotes(database, accesses)),
    ...allowedNotes(reconciled),
    ...(await signInLimits(database, coverage)),
    ...stateLimits(state),
    ...(await auditLimits(database)),
    ...(await renamedNotes(database)),
    ...fileNotes(inputs),
    ...fields,
  ];
}
