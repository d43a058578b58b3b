// Every access in exactly one class: a table that adds up, so that a reader can check it in the head.
import type { AccessClass, Result } from '../../record/result.js';
import { count, thousands } from '../../util/words.js';
import { accessSpan, reasonCounts } from '../case-view.js';
import { dayOf } from '../format.js';
import { padEnd, padStart } from '../text.js';
import { classWords, reasonClass, reasonWords, tierWords } from '../words.js';
import { hanging, heading, type Page } from './layout.js';

const reasonsShown = 3;

function tiers(result: Result): string {
  const { byTier } = result.reconciliation;
  const used = (['token', 'session', 'context'] as const).filter((tier) => byTier[tier] > 0);
  return used.map((tier) => `${thousands(byTier[tier])} ${tierWords[tier]}`).join('; ');
}

/** The main reasons of one class: "12 no sign-in log was given at all; ..."; the count is left out where it is the row's own. */
function reasons(result: Result, wanted: AccessClass): string {
  const all = reasonCounts(result, (code) => reasonClass(code) === wanted);
  const [only] = all;
  if (only !== undefined && only[1] === result.reconciliation[wanted]) return reasonWords(only[0]);
  const texts = all.slice(0, reasonsShown).map(([code, value]) => `${thousands(value)} ${reasonWords(code)}`);
  const rest = all.slice(reasonsShown).reduce((sum, [, value]) => sum + value, 0);
  return [...texts, ...(rest > 0 ? [`${thousands(rest)} for other reasons`] : [])].join('; ');
}

function row(page: Page, name: string, value: number, note: string): string[] {
  return hanging(page, `  ${padEnd(name, 22)}${padStart(thousands(value), 11)}   `, note).map((line) => line.trimEnd());
}

export function reconciliationPart(result: Result, page: Page): string[] {
  const { reconciliation } = result;
  if (reconciliation.total === 0) return [];
  const reach = accessSpan(result);
  const days = reach === null ? '' : `, ${dayOf(reach.firstAt)} to ${dayOf(reach.lastAt)}`;
  const mailboxes = count(reconciliation.byMailbox.length, 'mailbox', 'mailboxes');
  const lines = (['explained', 'background', 'notAssessable', 'unexplained'] as const).flatMap((name) => {
    const note = reconciliation[name] === 0 ? '' : name === 'explained' ? tiers(result) : reasons(result, name);
    return row(page, classWords[name], reconciliation[name], note);
  });
  const unknown = reasonCounts(result, (code) => reasonClass(code) === null);
  return [
    heading(page, `EVERY MAILBOX ACCESS (${mailboxes}${days})`),
    ...lines,
    ...row(page, 'Total', reconciliation.total, ''),
    ...unknown.flatMap(([code, value]) =>
      hanging(page, '  Also counted: ', `${thousands(value)} ${reasonWords(code)}`),
    ),
  ];
}
