// What is not known, said before somebody asks: questions that such logs do not answer, and where these logs do not reach.
import type { Case, Result } from '../../../record/result.js';
import { count, thousands } from '../../../util/words.js';
import { reasonCounts } from '../../case-view.js';
import { forTerminal } from '../../escape.js';
import { span } from '../../format.js';
import { notEstablished } from '../../statement/not-established.js';
import { cut } from '../../text.js';
import { unableTexts } from '../../unable-text.js';
import { reasonClass, reasonWords } from '../../words.js';
import { ownerText, tellable } from './people.js';

function blindText(result: Result, cases: readonly Case[]): string[] {
  const windows = cases.flatMap(({ exposure }) => exposure.unknown);
  const [first] = windows;
  if (first === undefined) return [];
  const rest = windows.length - 1;
  const more = rest > 0 ? ` There ${rest === 1 ? 'is' : 'are'} ${count(rest, 'more such period')}.` : '';
  return [
    `What was read in the mail of ${ownerText(result, first.mailbox)} from ${span(first.fromAt, first.toAt)}: the log does not tell for that time, so the whole mailbox must be taken as read.${more}`,
  ];
}

function undecidedText(result: Result): string[] {
  const { notAssessable, total } = result.reconciliation;
  if (notAssessable === 0) return [];
  const [reason] = reasonCounts(result, (code) => (reasonClass(code) ?? 'notAssessable') === 'notAssessable');
  const why = reason === undefined ? '' : `, mostly for this reason: ${reasonWords(reason[0])}`;
  return [
    `What stands behind ${thousands(notAssessable)} of ${count(total, 'access', 'accesses')}: they cannot be decided from the logs given${why}.`,
  ];
}

/** Questions that the logs do not answer. */
export const whatIsNotKnown = (result: Result): string[] => notEstablished(result).map(({ text }) => text);

/** The first limits where there is nothing else to tell: they are what a clean answer is worth. */
function limitTexts(result: Result, shown: number): string[] {
  const all = [...result.coverage.limits.map(({ message }) => message), ...unableTexts(result)];
  const first = all.slice(0, shown).map((text) => cut(forTerminal(text), 240));
  const rest = all.length - first.length;
  const further = first.length > 0 ? 'more limit' : 'further limit';
  return [
    ...first,
    ...(rest > 0 ? [`${count(rest, further)} of the logs ${rest === 1 ? 'stands' : 'stand'} in the full record.`] : []),
  ];
}

/** Where the logs do not reach. */
export function whatCannotBeSeen(result: Result): string[] {
  const cases = tellable(result);
  return [...blindText(result, cases), ...undecidedText(result), ...limitTexts(result, cases.length === 0 ? 3 : 0)];
}
