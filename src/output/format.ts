// Numbers, times and lists as people read them. Nothing here asks the machine for its language or time zone: the same result
// must give the same bytes everywhere, and every time is UTC and says so.
import { day, hour, minute } from '../util/time.js';
import { count } from '../util/words.js';

/** 2023-05-15T01:04:09Z -> 2023-05-15 01:04 UTC. Text that is no such time is given back as it came. */
export function utc(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? time : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The same for columns whose head says that it is UTC; nothing for no time. */
export const utcCell = (time: string | null) => (time === null ? '' : utc(time).replace(' UTC', ''));

/** The day of an instant, 2023-05-15. */
export const dayOf = (time: string) => utc(time).slice(0, 10);

/** 32 days, 14 h, 25 min: one unit, rounded down, since a tired reader compares sizes, not seconds. */
export function duration(ms: number): string {
  if (ms >= 2 * day) return count(Math.floor(ms / day), 'day');
  if (ms >= hour) return `${Math.floor(ms / hour)} h`;
  if (ms >= minute) return `${Math.floor(ms / minute)} min`;
  return 'under 1 min';
}

export const between = (from: string, to: string) => duration(Date.parse(to) - Date.parse(from));

/** The instant `ms` later (or earlier, when negative). */
export const shifted = (time: string, ms: number) => new Date(Date.parse(time) + ms).toISOString();

export const tokenLifeMs = 28 * hour;

/** 2023-05-15 02:00 to 04:00 UTC, naming the day twice only when it changes. */
export function span(from: string, to: string): string {
  const [start, end] = [utc(from), utc(to)];
  const sameDay = start.slice(0, 10) === end.slice(0, 10);
  return `${utcCell(from)} to ${sameDay ? end.slice(11) : end}`;
}

/** 38.2 MB; powers of ten, one decimal. */
export function bytes(value: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return unit === 0 ? count(value, 'byte') : `${size.toFixed(1)} ${units[unit]}`;
}

/** nonInteractive, purview-csv -> non interactive, purview csv: a name of the program made readable. */
export function humanised(code: string): string {
  if (!/^[\w-]+$/.test(code)) return code;
  return code
    .replace(/([a-z0-9])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replace(/[-_]+/g, ' ');
}
