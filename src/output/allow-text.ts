// What the allow file was used for, entry by entry, in words that the terminal and the documents share. Entries that need a
// look come first: those that have ended, and those behind which something was kept.
import type { Result } from '../record/result.js';
import { count } from '../util/words.js';
import { dayOf } from './format.js';

type Use = Result['allowed'][number];

/** What was declared, as the file has it. */
export function allowSubject({ kind, value, mailbox }: Use): string {
  if (kind !== 'delegate') return `${kind} ${value}`;
  return `delegate ${value} ${mailbox === null ? 'in any mailbox' : `in ${mailbox}`}`;
}

const days = (first: string, last: string): string =>
  dayOf(first) === dayOf(last) ? `on ${dayOf(first)}` : `${dayOf(first)} to ${dayOf(last)}`;

function usesText({ uses, explained, kept, afterEnd, firstAt, lastAt }: Use): string {
  const when = firstAt === null || lastAt === null ? '' : `, ${days(firstAt, lastAt)}`;
  if (uses > 0) return `${count(uses, 'access', 'accesses')} taken for known${when}`;
  if (explained > 0)
    return `not needed: a sign-in explains ${explained === 1 ? 'the access' : `the ${count(explained, 'access', 'accesses')}`} that it fits`;
  return kept + afterEnd > 0 ? 'not used' : 'never used: nothing in these logs fits it';
}

/** What became of an entry, in a sentence or two. */
export function allowOutcome(use: Use): string {
  const { until, afterEnd, kept } = use;
  const parts = [
    usesText(use),
    ...(afterEnd > 0
      ? [`ended ${until}: ${count(afterEnd, 'later access was', 'later accesses were')} judged like any other`]
      : []),
    ...(kept > 0
      ? [
          `${count(kept, 'access', 'accesses')} that it fits stayed suspect, since a sanction does not cover a token that contradicts its sign-in or comes from another organisation`,
        ]
      : []),
    ...(until === null ? ['no end given'] : afterEnd > 0 ? [] : [`until ${until}`]),
  ];
  return parts.join('; ');
}

const urgency = ({ kept, afterEnd, uses }: Use): number => (kept > 0 ? 0 : afterEnd > 0 ? 1 : uses > 0 ? 2 : 3);

/** The entries, those that need a look first, else in the order of the file. */
export const allowedInOrder = (result: Result): Use[] => [...result.allowed].sort((a, b) => urgency(a) - urgency(b));
