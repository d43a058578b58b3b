// What could not be seen. An empty answer is not a clean one, so this part is never left out.
import type { Result } from '../../record/result.js';
import { limitTexts } from '../limit.js';
import { bullet, heading, type Page } from './layout.js';

export const limitPart = (result: Result, page: Page): string[] => [
  heading(page, 'WHAT COULD NOT BE SEEN'),
  ...limitTexts(result).flatMap((text) => bullet(page, text)),
];
