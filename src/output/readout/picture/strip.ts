// What the logs cover, mailbox by day: seen, silent, outside; and where cases stand in it. A gap that nobody sees is taken for peace.
import type { Result } from '../../../record/result.js';
import { byText } from '../../../util/order.js';
import { day } from '../../../util/time.js';
import { count } from '../../../util/words.js';
import { dayOf } from '../../format.js';
import { kindWords } from '../../words.js';
import type { Cell, Strip } from './picture.js';

const mostCells = 62;

interface Cover {
  readonly name: string;
  readonly log: 'signIns' | 'mailbox';
  readonly firstAt: string;
  readonly lastAt: string;
  readonly gaps: readonly { readonly fromAt: string; readonly toAt: string }[];
  readonly cases: readonly { readonly fromAt: string; readonly toAt: string }[];
}

function coversOf(result: Result): Cover[] {
  const inCase = new Set(result.cases.flatMap(({ sessions }) => sessions));
  const sessions = result.sessions.filter(({ id }) => inCase.has(id));
  const signIns = result.coverage.signIns.map(({ kind, firstAt, lastAt, gaps }) => ({
    ...{ name: `Sign-ins, ${kindWords[kind]}`, log: 'signIns' as const, firstAt, lastAt, gaps, cases: [] },
  }));
  const mailboxes = result.coverage.mailboxes.map(({ tenant, mailbox, firstAt, lastAt, gaps }) => {
    const cases = sessions
      .filter((it) => it.mailbox === mailbox && it.tenant === tenant)
      .map((it) => ({ fromAt: it.firstAt, toAt: it.lastAt }));
    return { name: mailbox, log: 'mailbox' as const, firstAt, lastAt, gaps, cases };
  });
  return [
    ...signIns,
    ...mailboxes.sort(
      (a, b) => b.cases.length - a.cases.length || b.gaps.length - a.gaps.length || byText(a.name, b.name),
    ),
  ];
}

const start = (time: string): number => Date.parse(`${dayOf(time)}T00:00:00Z`);

/** Nothing where the logs have no days. */
export function stripOf(result: Result, most: number): Strip[] {
  const covers = coversOf(result).filter(({ firstAt, lastAt }) => !Number.isNaN(start(firstAt) + start(lastAt)));
  if (covers.length === 0) return [];
  const from = Math.min(...covers.map(({ firstAt }) => start(firstAt)));
  const to = Math.max(...covers.map(({ lastAt }) => start(lastAt)));
  const daysPerCell = Math.max(1, Math.ceil((to - from + day) / day / mostCells));
  const cell = daysPerCell * day;
  const starts = Array.from({ length: Math.ceil((to - from + day) / cell) }, (_none, i) => from + i * cell);
  const cellOf = (cover: Cover, at: number): Cell => {
    const meets = ({ fromAt, toAt }: Cover['gaps'][number]): boolean =>
      Date.parse(fromAt) < at + cell && Date.parse(toAt) >= at;
    if (cover.cases.some(meets)) return 'case';
    if (cover.gaps.some(meets)) return 'gap';
    return meets({ fromAt: cover.firstAt, toAt: cover.lastAt }) ? 'seen' : 'none';
  };
  const signIns = covers.filter(({ log }) => log === 'signIns');
  const mailboxes = covers.filter(({ log }) => log === 'mailbox');
  const rest = mailboxes.length - most;
  const gaps = covers.filter((cover) => cover.gaps.length > 0).length;
  return [
    {
      kind: 'strip',
      title: 'What the logs cover',
      description: `${count(signIns.length, 'sign-in log')} and ${count(mailboxes.length, 'mailbox', 'mailboxes')} from ${dayOf(new Date(from).toISOString())} to ${dayOf(new Date(to).toISOString())}, ${daysPerCell === 1 ? 'a cell a day' : `${daysPerCell} days a cell`}. ${gaps === 0 ? 'None has a gap' : `${count(gaps, 'row')} with gaps`}; days before the first and after the last record are outside.`,
      more:
        rest > 0
          ? `${count(rest, 'mailbox', 'mailboxes')} with less activity of cases ${rest === 1 ? 'is' : 'are'} not drawn.`
          : null,
      days: starts.map((ms) => dayOf(new Date(ms).toISOString())),
      daysPerCell,
      rows: [...signIns, ...mailboxes.slice(0, most)].map((cover) => ({
        name: cover.name,
        log: cover.log,
        cells: starts.map((at) => cellOf(cover, at)),
      })),
    },
  ];
}
