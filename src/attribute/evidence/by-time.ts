// When it happened. Working hours are the weakest evidence that analysts like best: anybody can work at night, and a victim's own
// hours say nothing. So they count only with enough visits on enough days, and fit a profile only where it names hours.
import type { Session } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { day } from '../../util/time.js';
import { count } from '../../util/words.js';
import type { Subject } from '../subject.js';
import { type Evidence, item } from './evidence.js';

/** Visits and days below which hours say nothing. */
export const enough = { visits: 20, days: 8 };

/** A visit: one place and person, sessions within an hour of each other counted once. */
export function visitsOf({ sessions }: Subject): string[] {
  return [
    ...groupBy(sessions, ({ tenant, mailbox, firstAt }) => `${tenant} ${mailbox} ${firstAt.slice(0, 13)}`).values(),
  ].map(([first]) => (first as Session).firstAt);
}

const hourOf = (time: string): number => Number(time.slice(11, 13));
const isWorkday = (time: string): boolean => ![0, 6].includes(new Date(time).getUTCDay());
const inside = (hour: number, from: number, length: number): boolean => (hour - from + 24) % 24 < length;

/** The nine hours that hold most visits: where they begin, and their share. */
export function busiest(visits: readonly string[]): { from: number; share: number } {
  const starts = Array.from({ length: 24 }, (_, from) => ({
    from,
    share: visits.filter((time) => inside(hourOf(time), from, 9)).length / Math.max(1, visits.length),
  }));
  return starts.reduce((best, each) => (each.share > best.share ? each : best));
}

/** The share of visits within some hours of a day (UTC), on working days if asked. */
export const shareWithin = (visits: readonly string[], from: number, until: number, workdays: boolean): number =>
  visits.filter((time) => inside(hourOf(time), from, (until - from + 24) % 24 || 24) && (!workdays || isWorkday(time)))
    .length / Math.max(1, visits.length);

export const hasEnough = (visits: readonly string[]): boolean =>
  visits.length >= enough.visits && new Set(visits.map((time) => time.slice(0, 10))).size >= enough.days;

const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`;

function hours(visits: readonly string[]): Evidence[] {
  if (!hasEnough(visits)) return [];
  const { from, share } = busiest(visits);
  const workdays = visits.filter(isWorkday).length / visits.length;
  const percent = Math.floor(share * 100);
  if (share >= 0.9 && workdays >= 0.95)
    return [
      item(
        'fixedHours',
        `${percent} % of ${count(visits.length, 'visit')} between ${clock(from)} and ${clock(from + 9)} UTC`,
      ),
    ];
  return share < 0.6
    ? [item('allHours', `no nine hours hold more than ${percent} % of ${count(visits.length, 'visit')}`)]
    : [];
}

/** One and the same hour on most of the days, for a week at least. */
function machine({ sessions }: Subject): Evidence[] {
  const days = new Map<string, number[]>();
  for (const { firstAt } of sessions)
    days.set(firstAt.slice(0, 10), [...(days.get(firstAt.slice(0, 10)) ?? []), hourOf(firstAt)]);
  if (days.size < 7) return [];
  const lists = [...days.values()];
  const firsts = lists.map((each) => Math.min(...each));
  const usual = firsts.filter((hour) => hour === mode(firsts)).length;
  const times = [...days.keys()].map((text) => Date.parse(text)).sort((a, b) => a - b);
  const dense = days.size / (((times.at(-1) ?? 0) - (times[0] ?? 0)) / day + 1);
  const weekends = times.some((ms) => [0, 6].includes(new Date(ms).getUTCDay()));
  const narrow = lists.every((each) => Math.max(...each) - Math.min(...each) <= 2);
  if (usual < 0.8 * days.size || dense < 0.6 || !narrow || !weekends) return [];
  return [item('machineHours', `on ${count(days.size, 'day')} about ${clock(mode(firsts))} UTC`)];
}

const mode = (values: readonly number[]): number =>
  [...groupBy(values, String).entries()].sort(
    (a, b) => b[1].length - a[1].length || Number(a[0]) - Number(b[0]),
  )[0]?.[1][0] ?? 0;

export function byTime(subject: Subject): Evidence[] {
  const times = [...subject.sessions, ...subject.findings].flatMap(({ firstAt, lastAt }) => [firstAt, lastAt]).sort();
  const [first = '', last = ''] = [times[0], times.at(-1)];
  const days = new Set(subject.sessions.map(({ firstAt }) => firstAt.slice(0, 10)));
  const length = (Date.parse(last) - Date.parse(first)) / day;
  const span =
    length > 14 && days.size >= 4
      ? [item('severalWeeks', `${count(Math.floor(length), 'day')}, ${days.size} of them with accesses`)]
      : length < 1 && subject.sessions.length > 0
        ? [item('oneDay', first.slice(0, 10))]
        : [];
  return [...hours(visitsOf(subject)), ...machine(subject), ...span];
}
