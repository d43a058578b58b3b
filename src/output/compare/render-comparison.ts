// A comparison on the terminal: the most important change first, then what the two were made from, then each change with its reason.
import type { CaseChange, Comparison } from '../../record/comparison.js';
import { count } from '../../util/words.js';
import { bullet, field, hanging, heading, type Page, pageFor, type TerminalOptions } from '../terminal/layout.js';
import {
  accessText,
  byReason,
  caseText,
  changeWords,
  exposureText,
  fieldText,
  headlineWords,
  labelOf,
  sideText,
  statementCounts,
} from './compare-text.js';

const fieldsShown = 8;
const casesShown = 12;
const mailboxesShown = 12;

const formats = {
  worse: ['bgRed', 'white', 'bold'],
  withdrawn: ['bgYellow', 'black', 'bold'],
  lower: ['bgYellow', 'black', 'bold'],
  changed: ['bgBlue', 'white', 'bold'],
  nothingNew: ['bgGreen', 'black', 'bold'],
} as const;

function headlinePart({ headline: { code, sentence } }: Comparison, page: Page): string[] {
  const label = ` ${headlineWords[code]} `;
  const [first = '', ...others] = hanging(page, `${label}  `, sentence);
  return [page.style([...formats[code]], label) + page.style('bold', first.slice(label.length)), ...others];
}

const rest = (page: Page, left: number, what: string): string[] =>
  left > 0 ? bullet(page, `and ${count(left, what)} more, in --markdown and --json`) : [];

function basisPart({ basis }: Comparison, page: Page): string[] {
  const title = heading(page, 'WHAT DIFFERS IN WHAT THEY WERE MADE FROM');
  return basis.length === 0
    ? [title, ...bullet(page, 'nothing that they tell of themselves')]
    : [title, ...basis.flatMap(({ id, statement }) => hanging(page, `  ${id.padEnd(4)}`, statement))];
}

function answerPart({ verdict, old, new: now }: Comparison, page: Page): string[] {
  if (verdict === null) return [];
  return [
    heading(page, 'THE ANSWER IN ONE SENTENCE'),
    ...field(page, 'Before', `${labelOf(old)}: ${verdict.from.sentence}`),
    ...field(page, 'Now', `${labelOf(now)}: ${verdict.to.sentence}`),
    ...field(page, '', verdict.reason.statement),
  ];
}

function caseLines(each: CaseChange, page: Page): string[] {
  const head = hanging(page, '  ', `${changeWords[each.change]}: ${caseText(each)}`);
  const why = each.reason === null ? [] : hanging(page, '      ', each.reason.statement);
  const fields = each.fields.slice(0, fieldsShown);
  return [
    ...head,
    ...why,
    ...byReason(fields).flatMap(([reason, list]) => [
      ...list.flatMap((change) => hanging(page, '    - ', fieldText(change))),
      ...hanging(page, '      ', reason),
    ]),
    ...(each.fields.length > fields.length
      ? hanging(
          page,
          '    - ',
          `and ${count(each.fields.length - fields.length, 'further detail')}, in --markdown and --json`,
        )
      : []),
  ];
}

function casesPart({ cases }: Comparison, page: Page): string[] {
  if (cases.length === 0) return [];
  const shown = cases.slice(0, casesShown);
  return [
    heading(page, 'CASES'),
    ...shown.flatMap((each) => caseLines(each, page)),
    ...rest(page, cases.length - shown.length, 'case'),
  ];
}

function exposurePart({ exposure }: Comparison, page: Page): string[] {
  if (exposure.length === 0) return [];
  const shown = exposure.slice(0, mailboxesShown);
  return [
    heading(page, 'WHAT WAS READ'),
    ...byReason(shown).flatMap(([reason, list]) => [
      ...list.flatMap((each) => bullet(page, `${each.mailbox}: ${exposureText(each)}`)),
      ...hanging(page, '    ', reason),
    ]),
    ...rest(page, exposure.length - shown.length, 'mailbox'),
  ];
}

function accessesPart({ accesses }: Comparison, page: Page): string[] {
  const [all, ...mailboxes] = accesses;
  if (all === undefined) return [];
  const total = all.mailbox === null ? [all] : [];
  const others = all.mailbox === null ? mailboxes : accesses;
  return [
    heading(page, 'ACCESSES'),
    ...total.flatMap((each) => [
      ...bullet(page, `all mailboxes: ${accessText(each)}`),
      ...hanging(page, '    ', each.reason.statement),
    ]),
    ...(others.length > 0
      ? bullet(page, `${count(others.length, 'mailbox', 'mailboxes')} in all, one by one in --markdown and --json`)
      : []),
  ];
}

const statementsPart = (comparison: Comparison, page: Page): string[] =>
  comparison.statements.length === 0
    ? []
    : [
        heading(page, 'STATEMENTS'),
        ...bullet(page, `${statementCounts(comparison)}; they stand in --markdown and --json`),
      ];

/** Text with a line break at its end; its first line says the most important change. Nothing from a log can command the terminal. */
export function renderComparison(comparison: Comparison, options: TerminalOptions): string {
  const page = pageFor(options);
  const { old, new: now, notes } = comparison;
  const parts = [
    headlinePart(comparison, page),
    [...field(page, 'Old', sideText(old)), ...field(page, 'New', sideText(now))],
    basisPart(comparison, page),
    answerPart(comparison, page),
    casesPart(comparison, page),
    exposurePart(comparison, page),
    accessesPart(comparison, page),
    statementsPart(comparison, page),
    notes.length === 0
      ? []
      : [heading(page, 'WHAT TO BEAR IN MIND'), ...notes.flatMap(({ message }) => bullet(page, message))],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}
