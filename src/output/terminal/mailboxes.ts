// The same sum per mailbox, but only for those that somebody must be rung up about.
import type { Result } from '../../record/result.js';
import { count, thousands } from '../../util/words.js';
import { isTold } from '../case-view.js';
import { type Column, figures, figuresHeading, type Page } from './layout.js';

const shown = 12;
const columns: readonly Column[] = [
  { title: 'explained', width: 10 },
  { title: 'service', width: 9 },
  { title: 'undecided', width: 11 },
  { title: 'unexplained', width: 13 },
  { title: 'total', width: 9 },
];

export function mailboxPart(result: Result, page: Page): string[] {
  const inCases = new Set(result.cases.filter(isTold).flatMap((each) => each.mailboxes));
  const all = result.reconciliation.byMailbox;
  const wanted = all
    .filter((each) => each.unexplained > 0 || inCases.has(each.mailbox))
    .sort((a, b) => b.unexplained - a.unexplained || (a.mailbox < b.mailbox ? -1 : 1));
  if (wanted.length === 0) return [];
  const rows = wanted.slice(0, shown).flatMap((each) => {
    const values = [each.explained, each.background, each.notAssessable, each.unexplained, each.total];
    return figures(page, columns, each.mailbox, values.map(thousands));
  });
  const hidden = wanted.slice(shown);
  const others = all.length - wanted.length;
  const more = [
    ...(hidden.length > 0
      ? [`  and ${count(hidden.length, 'more mailbox like these', 'more mailboxes like these')}`]
      : []),
    ...(others > 0 ? [`  and ${count(others, 'more mailbox', 'more mailboxes')} with nothing unexplained`] : []),
  ];
  return [figuresHeading(page, columns, 'MAILBOXES CONCERNED'), ...rows, ...more];
}
