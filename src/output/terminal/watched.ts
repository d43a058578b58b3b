// Watched people: that they were looked for at all, and who of them the logs do not know.
import type { Result } from '../../record/result.js';
import { watchedTexts } from '../watched-text.js';
import { bullet, heading, type Page } from './layout.js';

export function watchedPart(result: Result, page: Page): string[] {
  const texts = watchedTexts(result);
  return texts.length === 0 ? [] : [heading(page, 'WATCHED PEOPLE'), ...texts.flatMap((text) => bullet(page, text))];
}
