// What was taken for known because somebody declared it: a blind spot of choice, so it is shown whenever there is one.
import type { Result } from '../../record/result.js';
import { count } from '../../util/words.js';
import { allowedInOrder, allowOutcome, allowSubject } from '../allow-text.js';
import { bullet, heading, type Page } from './layout.js';

const shown = 10;

export function allowedPart(result: Result, page: Page): string[] {
  const entries = allowedInOrder(result);
  if (entries.length === 0) return [];
  const rest = entries.length - shown;
  return [
    heading(page, 'TAKEN FOR KNOWN (--allow)'),
    ...entries
      .slice(0, shown)
      .flatMap((use) => bullet(page, `${allowSubject(use)}: ${allowOutcome(use)}. Why: ${use.reason}`)),
    ...(rest > 0 ? [`  and ${count(rest, 'more entry', 'more entries')}; --json lists all of them`] : []),
  ];
}
