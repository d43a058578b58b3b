// The sum as a picture: all accesses, and those of the mailboxes that matter most, each bar adding up to its total.
import type { Result } from '../../../record/result.js';
import { byText } from '../../../util/order.js';
import { count, thousands } from '../../../util/words.js';
import { classWords } from '../../words.js';
import type { Bars } from './picture.js';

export const classes = ['explained', 'background', 'notAssessable', 'unexplained'] as const;

/** Nothing without accesses. */
export function barsOf({ reconciliation }: Result, most: number): Bars[] {
  const { total, byMailbox } = reconciliation;
  if (total === 0) return [];
  const parts = ({ explained, background, notAssessable, unexplained }: Bars['rows'][number]['parts']) => ({
    explained,
    background,
    notAssessable,
    unexplained,
  });
  const ordered = [...byMailbox].sort(
    (a, b) =>
      b.unexplained - a.unexplained ||
      b.notAssessable - a.notAssessable ||
      b.total - a.total ||
      byText(a.mailbox, b.mailbox),
  );
  const rest = ordered.length - most;
  const sums = classes.map((name) => `${thousands(reconciliation[name])} ${classWords[name].toLowerCase()}`).join(', ');
  return [
    {
      kind: 'bars',
      title: 'Every mailbox access, by what explains it',
      description: `Of ${count(total, 'access', 'accesses')}: ${sums}. Bars show shares; the figures beside them add up.`,
      more:
        rest > 0
          ? `${count(rest, 'mailbox', 'mailboxes')} with fewer unexplained accesses ${rest === 1 ? 'is' : 'are'} not drawn.`
          : null,
      rows: [
        { name: 'All mailboxes', total, parts: parts(reconciliation) },
        ...ordered.slice(0, most).map((it) => ({ name: it.mailbox, total: it.total, parts: parts(it) })),
      ],
    },
  ];
}
