// An attribution on the terminal: the judgement, then the matrix that it rests on, then what carries it and what would change it.
import type { Attribution, Question } from '../../record/attribution.js';
import { forTerminal } from '../escape.js';
import { bullet, field, hanging, heading, type Page, pageFor, type TerminalOptions } from '../terminal/layout.js';
import { padEnd, wrap } from '../text.js';
import {
  bandNote,
  cellsOf,
  letterOf,
  likelihoodWords,
  sign,
  signWords,
  telling,
  titles,
  untelling,
} from './matrix-text.js';

const cellWidth = 4;
const tellsWidth = 10;
/** More columns than that stand in a second matrix. */
const columnsAtOnce = 10;

function hypotheses({ hypotheses: list }: Question, page: Page): string[] {
  return list.flatMap(({ name, likelihood, inconsistency }, i) => {
    const tail = `${likelihoodWords(likelihood)}; against it ${inconsistency.toFixed(1)}`;
    return hanging(page, `  ${padEnd(letterOf(i), 3)}`, `${name}: ${tail}`);
  });
}

function matrix(question: Question, page: Page, from: number): string[] {
  const count = Math.min(columnsAtOnce, question.hypotheses.length - from);
  const room = page.width - 2 - count * cellWidth - tellsWidth;
  const letters = Array.from({ length: count }, (_, i) => padEnd(letterOf(from + i), cellWidth)).join('');
  const head = `  ${padEnd('Evidence', room)}${letters}tells`;
  const rows = telling(question).flatMap((item) => {
    const cells = cellsOf(question, item).slice(from, from + count);
    const signs = cells.map((cell) => padEnd(sign(cell), cellWidth)).join('');
    const [first = '', ...rest] = wrap(forTerminal(item.statement), room - 2);
    return [`  ${padEnd(first, room)}${signs}${item.diagnostic}`, ...rest.map((line) => `    ${line}`)];
  });
  return [page.style('bold', head), ...rows];
}

function matrices(question: Question, page: Page): string[] {
  const starts = Array.from(
    { length: Math.ceil(question.hypotheses.length / columnsAtOnce) },
    (_, i) => i * columnsAtOnce,
  );
  return telling(question).length === 0
    ? ['  Nothing in the case speaks for one of these rather than for another.']
    : [...starts.flatMap((from) => matrix(question, page, from)), ...hanging(page, '  ', signWords)];
}

function part(question: Question, page: Page): string[] {
  const same = untelling(question);
  const { carriedBy, confidence, wouldChange } = question;
  return [
    heading(page, titles[question.question]),
    ...hanging(page, '  ', question.statement),
    ...hanging(page, '  ', confidence.statement),
    '',
    ...hypotheses(question, page),
    '',
    ...matrices(question, page),
    ...(same.length > 0 ? field(page, 'Says nothing', ...same) : []),
    ...(carriedBy.length > 0 ? field(page, 'Carried by', ...carriedBy.map(({ statement }) => `· ${statement}`)) : []),
    ...(wouldChange.length > 0
      ? field(page, 'Would change it', ...wouldChange.map(({ statement }) => `· ${statement}`))
      : []),
  ];
}

function named({ questions, profiles }: Attribution, page: Page): string[] {
  const answer = questions.find(({ question }) => question === 'name')?.answer ?? null;
  const profile = profiles.find(({ id }) => id === answer);
  return profile?.attribution == null
    ? []
    : hanging(page, '  ', `What is published of ${profile.name}: ${profile.attribution}.`);
}

/** Text with a line break at its end. Nothing from a log or a profile can command the terminal. */
export function renderAttribution(attribution: Attribution, options: TerminalOptions): string {
  const page = pageFor(options);
  const { subject, questions, missing, outsideDates, profiles } = attribution;
  const parts = [
    hanging(page, '', `WHO MAY BE BEHIND ${subject.id}: ${subject.title}`).map((line) => page.style('bold', line)),
    ...questions.map((question) => part(question, page)),
    named(attribution, page),
    outsideDates.length === 0
      ? []
      : [
          heading(page, 'INDICATORS THAT COUNT NOTHING'),
          ...outsideDates.flatMap(({ statement }) => bullet(page, statement)),
        ],
    [heading(page, 'WHAT IS MISSING'), ...missing.flatMap(({ statement }) => bullet(page, statement))],
    [
      ...hanging(page, '', bandNote),
      ...hanging(
        page,
        '',
        `Compared with ${profiles.length} profiles; where each expectation comes from stands in the JSON (--json).`,
      ),
    ],
  ];
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}
