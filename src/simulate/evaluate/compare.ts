// What should be there against what is there: sets of things, and windows of time.
import { byText } from '../../util/order.js';

export interface Compared {
  readonly right: number;
  readonly missing: number;
  readonly extra: number;
  /** The first few, so that somebody can look. */
  readonly missed: readonly string[];
  readonly surplus: readonly string[];
}

const shown = 20;

export function compareSets(truth: Iterable<string>, found: Iterable<string>): Compared {
  const wanted = new Set(truth);
  const given = new Set(found);
  const missed = [...wanted].filter((item) => !given.has(item)).sort(byText);
  const surplus = [...given].filter((item) => !wanted.has(item)).sort(byText);
  return {
    right: wanted.size - missed.length,
    missing: missed.length,
    extra: surplus.length,
    missed: missed.slice(0, shown),
    surplus: surplus.slice(0, shown),
  };
}

export interface Window {
  readonly mailbox: string;
  readonly fromAt: string;
  readonly toAt: string;
}

type Span = readonly [fromMs: number, toMs: number];

/** The windows of each mailbox, those that touch joined. */
function joined(windows: readonly Window[]): Map<string, Span[]> {
  const spans = windows.map(({ mailbox, fromAt, toAt }) => ({
    mailbox,
    from: Date.parse(fromAt),
    to: Date.parse(toAt),
  }));
  const byMailbox = new Map<string, Span[]>();
  for (const { mailbox, from, to } of spans.sort((a, b) => a.from - b.from)) {
    const list = byMailbox.get(mailbox) ?? [];
    const last = list.at(-1);
    if (last !== undefined && from <= last[1]) list[list.length - 1] = [last[0], Math.max(last[1], to)];
    else list.push([from, to]);
    byMailbox.set(mailbox, list);
  }
  return byMailbox;
}

const length = (spans: Map<string, Span[]>): number =>
  [...spans.values()].flat().reduce((sum, [from, to]) => sum + to - from, 0);

function overlap(a: Map<string, Span[]>, b: Map<string, Span[]>): number {
  let sum = 0;
  for (const [mailbox, spans] of a) {
    for (const [from, to] of spans) {
      for (const [start, end] of b.get(mailbox) ?? []) sum += Math.max(0, Math.min(to, end) - Math.max(from, start));
    }
  }
  return sum;
}

export interface Overlap {
  readonly truthMs: number;
  /** Of the truth's, how much is covered. */
  readonly rightMs: number;
  readonly extraMs: number;
}

/** Windows of a mailbox against the truth's, by time covered, not by how they are cut. */
export function compareWindows(truth: readonly Window[], found: readonly Window[]): Overlap {
  const [wanted, given] = [joined(truth), joined(found)];
  const rightMs = overlap(wanted, given);
  return { truthMs: length(wanted), rightMs, extraMs: length(given) - rightMs };
}
