// Published indicators: how many were looked for, which were seen, and which could not be looked for and why.
import type { Result } from '../../record/result.js';
import { count } from '../../util/words.js';
import { fileText, problemTexts, useText } from '../intel-text.js';
import { bullet, heading, type Page } from './layout.js';

const shown = 6;

function few(page: Page, texts: readonly string[], what: string): string[] {
  const rest = texts.length - shown;
  const lines = texts.slice(0, shown).flatMap((text) => bullet(page, text));
  return rest > 0 ? [...lines, `  and ${count(rest, what)} more; --json lists all`] : lines;
}

export function intelPart(result: Result, page: Page): string[] {
  const { files, indicators } = result.intel;
  if (files.length === 0) return [];
  const none = indicators.length === 0 ? ['None of them fits anything in these logs.'] : [];
  return [
    heading(page, 'PUBLISHED INDICATORS (--intel)'),
    ...few(page, files.map(fileText), 'file'),
    ...none.flatMap((text) => bullet(page, text)),
    ...few(page, indicators.map(useText), 'indicator'),
    ...few(page, problemTexts(result.intel), 'reason'),
  ];
}
