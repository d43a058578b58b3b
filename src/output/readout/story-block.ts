// How a case went, and what would confirm or refute it, as tables for those who work on it and for the file.
import type { Case, Question } from '../../record/result.js';
import { some } from '../../util/words.js';
import { stepCommand } from '../command.js';
import { utcCell } from '../format.js';
import { type StoryLine, stageWords, storyLines } from '../story/story-text.js';
import type { Block } from './content.js';
import { inResult, table, value, words } from './table.js';

const most = 60;

/** The numbers are those by which the records can be listed. */
export function storyBlocks(each: Case): Block[] {
  const lines = storyLines(each);
  if (lines.length === 0) return [];
  const columns = [
    words('When (UTC)', ({ at }: StoryLine) => utcCell(at)),
    words('Part', ({ stage }: StoryLine) => stageWords[stage]),
    value('What', ({ text }: StoryLine) => text),
    words('Steps', ({ steps }: StoryLine) => steps.join(', ')),
  ];
  const title = 'The records of a step, with file and line (here of step 1)';
  return [
    ...table('In the order of time', lines, columns, { most, rest: inResult }),
    { kind: 'code', title, language: 'shell', text: stepCommand(each.id, 1) },
  ];
}

const named = 40;

/** Everybody concerned, where the question names the first of them only. */
const wholeText = ({ ask, all }: Question): string => (all.length > 2 ? `${ask} In all: ${some(all, named)}.` : ask);

export const questionBlocks = ({ questions }: Case): Block[] =>
  table(
    'What would confirm or refute it',
    questions,
    [
      value('Ask or fetch', wholeText),
      words('For the case', ({ confirms }) => confirms),
      words('Against it', ({ refutes }) => refutes),
    ],
    { most, rest: inResult },
  );
