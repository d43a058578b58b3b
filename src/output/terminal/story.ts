// How a case went, in a handful of lines in the order of time.
import type { Case } from '../../record/result.js';
import { count } from '../../util/words.js';
import { forTerminal } from '../escape.js';
import { utcCell } from '../format.js';
import { shortStory, stageWords } from '../story/story-text.js';
import { cut } from '../text.js';
import { field, type Page } from './layout.js';

export function storyPart(item: Case, page: Page): string[] {
  const { lines, more } = shortStory(item);
  if (lines.length === 0) return [];
  return [
    '  How it went (UTC)',
    ...lines.flatMap(({ at, stage, text }) =>
      field(page, cut(forTerminal(utcCell(at)), 16), `${stageWords[stage]}: ${text}`),
    ),
    ...(more > 0 ? field(page, '', `and ${count(more, 'more thing')}, in the readout for responders`) : []),
  ];
}
