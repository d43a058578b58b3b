// The statements on paper, numbered E1, A1, N1, C1 so that people can speak of them on the telephone.
import type { Result } from '../../record/result.js';
import { codeSpan, forMarkdown } from '../escape.js';
import { type Statement, statementClasses } from '../statement/statement.js';

function restsLine({ rests, command }: Statement): string {
  const list = command === undefined ? '' : `; to list them: ${codeSpan(command)}`;
  return `  Rests on: ${forMarkdown(rests)}${list}`;
}

export function statementLines(result: Result): string[] {
  return statementClasses(result).flatMap(({ letter, title, about, statements }) => [
    `## ${title}`,
    '',
    about,
    '',
    ...statements.flatMap((each, index) => [
      `- **${letter}${index + 1}.** ${forMarkdown(each.text)}`,
      '',
      restsLine(each),
      '',
    ]),
  ]);
}
