// The three times that say how long it lasted and how long it need have lasted.
import type { Case } from '../../record/result.js';
import { between, utc } from '../format.js';
import { field, type Page } from './layout.js';

export function dwellLines({ dwell }: Case, page: Page): string[] {
  const { firstAccessAt: first, detectableAt, detectedAt, lastActivityAt: last } = dwell;
  const floor = dwell.firstAccessIsFloor ? ', or earlier: the logs begin here' : '';
  const later = (time: string, since: string | null, what: string) =>
    since === null || time <= since ? utc(time) : `${utc(time)}, ${between(since, time)} after ${what}`;
  return [
    ...field(page, 'First access', first === null ? 'not known' : `${utc(first)}${floor}`),
    ...(detectableAt === null ? [] : field(page, 'Detectable since', later(detectableAt, first, 'the first access'))),
    ...(detectedAt === null ? [] : field(page, 'Detected', later(detectedAt, detectableAt, 'it could have been'))),
    ...(last === null ? [] : field(page, 'Last activity', later(last, first, 'the first access'))),
  ];
}
