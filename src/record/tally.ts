// The sums of a reconciliation, which add up over the mailboxes.
import type { Result } from './result.js';

type Reconciliation = Result['reconciliation'];
type Sums = Pick<Reconciliation, 'total' | 'explained' | 'background' | 'notAssessable' | 'unexplained'>;

export function sumsOf(byMailbox: Reconciliation['byMailbox']): Sums {
  const sum = (key: keyof Sums): number => byMailbox.reduce((all, mailbox) => all + mailbox[key], 0);
  return {
    total: sum('total'),
    explained: sum('explained'),
    background: sum('background'),
    notAssessable: sum('notAssessable'),
    unexplained: sum('unexplained'),
  };
}
