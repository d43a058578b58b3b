// The readout as a Markdown document, to be sent on and filed: the verdict, what is established, assessed, not established and
// could not be assessed, what to do, and the tables behind it.
import type { Result } from '../../record/result.js';
import { isClosed } from '../case-view.js';
import { anyExports } from '../command.js';
import { forMarkdown } from '../escape.js';
import { nextSteps } from '../next-step/next-step.js';
import { verdictWords } from '../words.js';
import { campaignTables } from './campaign-tables.js';
import { caseTables } from './case-tables.js';
import { statementLines } from './statements.js';
import { otherTables } from './tables.js';

const absence =
  'This result says what these logs show. They show neither other days and mailboxes nor what was never logged, so finding nothing in them does not prove that nothing happened; the statements C1 and after say what could not be seen.';

/** The whole document. It holds no HTML, link or image, whatever the logs hold. */
export function renderMarkdown(result: Result): string {
  const { code, sentence } = result.verdict;
  const lines = [
    '# Who has been reading the mail: readout',
    '',
    `**${verdictWords[code]}.** ${forMarkdown(sentence)}`,
    '',
    ...(result.cases.every(isClosed) ? [absence, ''] : []),
    `In the commands below ${anyExports} stands for the folder with the exports, or for the workspace that was kept.`,
    '',
    ...statementLines(result),
    '## What to do next',
    '',
    ...nextSteps(result).map((step, index) => `${index + 1}. ${forMarkdown(step)}`),
    '',
    ...caseTables(result),
    ...campaignTables(result),
    ...otherTables(result),
    `Made by Letterlock ${forMarkdown(result.letterlock)}, contract ${result.contract}. All times are UTC.`,
  ];
  return `${lines.join('\n')}\n`;
}
