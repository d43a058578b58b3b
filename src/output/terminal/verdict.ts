// The answer, first and in one sentence.
import type { Result } from '../../record/result.js';
import { verdictWords } from '../words.js';
import { hanging, type Page } from './layout.js';
import { verdictFormat } from './style.js';

export function verdictPart(result: Result, page: Page): string[] {
  const { code, sentence } = result.verdict;
  const label = ` ${verdictWords[code]} `;
  const [first = '', ...others] = hanging(page, `${label}  `, sentence);
  return [page.style(verdictFormat[code], label) + page.style('bold', first.slice(label.length)), ...others];
}
