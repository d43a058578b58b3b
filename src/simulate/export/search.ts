// How people cut an export into searches: spans of days, small enough for what a search gives, that overlap at their seams
// so that nothing falls between. With several shapes the searches take turns.
import { dateOf, dayMs, hourMs } from '../clock.js';
import type { Frame } from './shape.js';

export interface Search<F extends Frame> {
  readonly number: number;
  readonly shape: F;
  readonly fromAt: number;
  /** Exclusive. */
  readonly untilAt: number;
}

export interface Extent {
  readonly startAt: number;
  readonly endAt: number;
  readonly rowsADay: number;
}

/** `first` says with which shape to begin. */
export function searches<F extends Frame>(
  { startAt, endAt, rowsADay }: Extent,
  shapes: readonly F[],
  first: number,
): Search<F>[] {
  const days = Math.round((endAt - startAt) / dayMs);
  const most = Math.max(1, Math.min(Math.ceil(days * 0.53), Math.floor(30_000 / rowsADay)));
  const wanted = shapes.some(({ overlaps }) => overlaps) ? Math.ceil(days / most) : 1;
  const count = Math.min(days, Math.max(wanted, shapes.length));
  const seam = days / count >= 4 ? dayMs : hourMs;
  const edge = (i: number) =>
    startAt + Math.ceil((days * i) / count + (count === 2 && i === 1 ? days * 0.03 : 0)) * dayMs;
  return Array.from({ length: count }, (_, number) => {
    const shape = shapes[(first + number) % shapes.length] as F;
    const fromAt = Math.max(startAt, edge(number) - (number > 0 ? seam : 0));
    const untilAt = Math.min(endAt, edge(number + 1) + (number < count - 1 ? seam : 0));
    return { number, shape, fromAt, untilAt };
  });
}

/** Named by the first and the last whole day, as people name such downloads. */
export const namesOf = ({ fromAt, untilAt }: { readonly fromAt: number; readonly untilAt: number }) => ({
  from: dateOf(fromAt),
  to: dateOf(untilAt - 1),
});
