// A line of time: from instants to places on it, and the days to write below it.
import { day } from '../../../util/time.js';
import { dayOf } from '../../format.js';
import { nameWidth, width } from './frame.js';

export interface Scale {
  readonly at: (time: string) => number;
  /** Midnights to mark, with the day to write. */
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

const steps = [1, 2, 7, 14, 28, 56, 112, 365, 730, 3650];
const mostTicks = 7;

export function scaleOf(fromAt: string, toAt: string): Scale {
  const from = Math.floor(Date.parse(fromAt) / day) * day;
  const to = Math.max(from + day, Math.ceil(Date.parse(toAt) / day) * day);
  const room = width - nameWidth - 10;
  const x = (ms: number): number => nameWidth + ((ms - from) / (to - from)) * room;
  const days = (to - from) / day;
  const step = steps.find((each) => days / each <= mostTicks) ?? Math.ceil(days / mostTicks);
  const ticks = Array.from({ length: Math.floor(days / step) + 1 }, (_none, i) => from + i * step * day);
  return {
    at: (time) => x(Date.parse(time)),
    ticks: ticks.map((ms) => ({ x: x(ms), text: dayOf(new Date(ms).toISOString()) })),
  };
}
