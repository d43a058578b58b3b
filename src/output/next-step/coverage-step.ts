// Steps that would turn "cannot be decided" into an answer: exactly which export to fetch, and for which days. Entra keeps
// sign-ins for 30 days (7 without a premium licence), so the days are worth more than the advice.
import type { Result } from '../../record/result.js';
import { some } from '../../util/words.js';
import { accessSpan, reasonCounts } from '../case-view.js';
import { dayOf, shifted, tokenLifeMs } from '../format.js';
import { missingKinds } from '../limit.js';
import { type SignInKind, signInKinds } from '../words.js';

type SignIns = Result['coverage']['signIns'][number];
interface Days {
  readonly from: string;
  readonly to: string;
}

const where = 'Entra admin centre, Monitoring, Sign-in logs';
const quoted = (kinds: readonly SignInKind[]) =>
  some(
    kinds.map((kind) => `"${signInKinds[kind]}"`),
    4,
  );

// A token lives up to 28 hours, so its sign-in may lie that long before the first access.
function daysNeeded(result: Result): Days | null {
  const reach = accessSpan(result);
  return reach === null ? null : { from: dayOf(shifted(reach.firstAt, -tokenLifeMs)), to: dayOf(reach.lastAt) };
}

const outside = (signIns: SignIns, days: Days) => dayOf(signIns.firstAt) > days.from || dayOf(signIns.lastAt) < days.to;

function reachStep(result: Result, days: Days): string {
  const short = result.coverage.signIns.filter((each) => outside(each, days));
  const having = short.flatMap(({ kind, firstAt, lastAt }) =>
    kind === 'auditLog' || kind === 'microsoftServicePrincipal'
      ? []
      : [`${signInKinds[kind]} ${dayOf(firstAt)} to ${dayOf(lastAt)}`],
  );
  const now = having.length > 0 ? ` (now: ${some(having, 4)})` : '';
  return `Fetch the sign-in logs for the whole time, ${days.from} to ${days.to}${now}. Older days may exist only in a SIEM or archive.`;
}

function gapStep(result: Result): string {
  const gaps = result.coverage.signIns.flatMap((each) => each.gaps.map((gap) => [dayOf(gap.fromAt), dayOf(gap.toAt)]));
  const days = [...new Set(gaps.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)))].sort();
  return `Export the sign-in logs again for the days with gaps${days.length > 0 ? `: ${some(days, 6)}` : ''}.`;
}

const kindStep = (result: Result, { from, to }: Days): string =>
  `Fetch the missing sign-in logs (${where}), ${quoted(missingKinds(result)) || 'all tabs'}, for ${from} to ${to}. Entra keeps them for 30 days at most: do it today.`;

// A session outlives its tokens by weeks, so its first sign-in may be older than all days that accesses need.
const sessionStep = (result: Result, days: Days): string =>
  missingKinds(result).some((kind) => kind === 'interactive' || kind === 'nonInteractive')
    ? kindStep(result, days)
    : `Fetch older sign-in logs, from before ${days.from}, out of a SIEM or archive: some records name sessions that may have begun earlier.`;

const steps: Readonly<Record<string, (result: Result, days: Days) => string>> = {
  noSignIns: (_result, { from, to }) =>
    `Fetch the sign-in logs (${where}) for ${from} to ${to}, all four tabs: ${quoted(['interactive', 'nonInteractive', 'servicePrincipal', 'managedIdentity'])}. Entra keeps them for 30 days at most: do it today.`,
  signInKindNotExported: kindStep,
  sessionNotSeen: sessionStep,
  outsideSignInCoverage: reachStep,
  signInGap: gapStep,
  signInExportFiltered: (_result, { from, to }) =>
    `Export the sign-in logs again without a filter on users or applications, for ${from} to ${to}.`,
  outcomeUnknown: (_result, { from, to }) =>
    `Export the sign-in logs again in a form that says whether each sign-in succeeded (from PowerShell as JSON, not with Export-Csv), for ${from} to ${to}.`,
  noIds: () =>
    'Some records name no token. If they came through a SIEM, fetch them from Purview or the Management Activity API instead, which keep the ids that exist.',
  foreignTenantToken: () =>
    'Ask the other organisation whose tokens were used for its sign-in logs, or ask them who these users are.',
  noControl: () =>
    'Add the mailbox audit log of more mailboxes or days: the check needs ordinary accesses to compare with.',
};

const aboutKinds = ['signInKindNotExported', 'sessionNotSeen'];

export function coverageSteps(result: Result): string[] {
  const days = daysNeeded(result);
  if (days === null) return [];
  // The largest group first; with no sign-in log at all, asking for single kinds besides would only say it twice.
  const none = (result.reconciliation.byReason.noSignIns ?? 0) > 0;
  const wanted = (code: string) => Object.hasOwn(steps, code) && !(none && aboutKinds.includes(code));
  return [...new Set(reasonCounts(result, wanted).flatMap(([code]) => steps[code]?.(result, days) ?? []))];
}
