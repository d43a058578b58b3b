// An attribution as a Markdown document, to be filed beside the readout: the same content as on the terminal, and the source of
// every expectation that counts.
import type { Attribution, Question } from '../../record/attribution.js';
import { count } from '../../util/words.js';
import { codeSpan, forMarkdown } from '../escape.js';
import { type Column, table } from '../markdown/table.js';
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

const all = '`letterlock attribute --json FILE` with the same case.';
const list = (texts: readonly string[]): string[] => [...texts.map((text) => `- ${forMarkdown(text)}`), ''];

const sentence = (text: string): string => `${text.charAt(0)}${text.slice(1).toLowerCase()}`;

function hypotheses({ hypotheses: ranked }: Question): string[] {
  const rows = ranked.map((each, i) => ({ ...each, letter: letterOf(i) }));
  const columns: Column<(typeof rows)[number]>[] = [
    { title: 'Hypothesis', cell: ({ letter }) => letter, as: 'words' },
    { title: 'Explanation', cell: ({ name }) => name, as: 'words' },
    { title: 'Likelihood', cell: ({ likelihood }) => likelihoodWords(likelihood), as: 'words' },
    { title: 'Against it', cell: ({ inconsistency }) => inconsistency.toFixed(1), as: 'number' },
  ];
  return table(rows, columns, all);
}

function matrix(question: Question): string[] {
  type Row = Question['evidence'][number];
  const columns: Column<Row>[] = [
    { title: 'Evidence', cell: ({ statement }) => statement, as: 'words' },
    ...question.hypotheses.map(
      (_, i): Column<Row> => ({
        title: letterOf(i),
        cell: (item) => {
          const cell = cellsOf(question, item)[i];
          return cell === undefined ? '' : sign(cell);
        },
        as: 'words',
      }),
    ),
    { title: 'Tells', cell: ({ diagnostic }) => diagnostic, as: 'words' },
  ];
  const rows = telling(question);
  return rows.length === 0
    ? ['Nothing in the case speaks for one of these rather than for another.', '']
    : [...table(rows, columns, all), forMarkdown(signWords), ''];
}

function reasons(question: Question): string[] {
  const rows = telling(question).flatMap((item) =>
    cellsOf(question, item)
      .filter(({ because, weight }) => because !== null && weight !== 0)
      .map((cell) => ({ item, cell })),
  );
  const nameOf = (id: string): string => question.hypotheses.find((each) => each.id === id)?.name ?? id;
  return table(
    rows,
    [
      { title: 'Evidence', cell: ({ item }) => item.evidence, as: 'value' },
      { title: 'Explanation', cell: ({ cell }) => nameOf(cell.hypothesis), as: 'words' },
      { title: 'Weight', cell: ({ cell }) => cell.weight.toFixed(2), as: 'number' },
      { title: 'Because', cell: ({ cell }) => cell.because ?? '', as: 'words' },
      { title: 'Source', cell: ({ cell }) => cell.source ?? '', as: 'value' },
    ],
    all,
  );
}

function part(question: Question): string[] {
  const same = untelling(question);
  const { carriedBy, wouldChange, statement, confidence } = question;
  return [
    `## ${sentence(titles[question.question])}`,
    '',
    forMarkdown(statement),
    '',
    forMarkdown(confidence.statement),
    '',
    ...hypotheses(question),
    ...matrix(question),
    ...(same.length > 0 ? ['Of no use for telling them apart:', '', ...list(same)] : []),
    ...(carriedBy.length > 0
      ? ['The judgement is carried by:', '', ...list(carriedBy.map((each) => each.statement))]
      : []),
    ...(wouldChange.length > 0
      ? ['What would change it:', '', ...list(wouldChange.map((each) => each.statement))]
      : []),
    '### Where each weight comes from',
    '',
    ...reasons(question),
  ];
}

function sources({ profiles }: Attribution): string[] {
  const rows = profiles.flatMap((profile) => profile.sources.map((source) => ({ profile, source })));
  return table(
    rows,
    [
      { title: 'Profile', cell: ({ profile }) => profile.name, as: 'words' },
      { title: 'Source', cell: ({ source }) => `${source.id}: ${source.title}`, as: 'words' },
      { title: 'Address', cell: ({ source }) => source.url ?? '', as: 'value' },
      { title: 'Date', cell: ({ source }) => source.date, as: 'words' },
      {
        title: 'Rating',
        cell: ({ source }) => `${source.rating}${source.verified ? '' : ', not verified'}`,
        as: 'words',
      },
    ],
    all,
  );
}

/** The whole document. It holds no HTML, link or image, whatever the logs or a profile hold. */
export function markdownAttribution(attribution: Attribution): string {
  const { subject, questions, missing, outsideDates, profiles, letterlock, contract } = attribution;
  const answer = questions.find(({ question }) => question === 'name')?.answer ?? null;
  const named = profiles.find(({ id }) => id === answer);
  const published =
    named?.attribution == null ? [] : [forMarkdown(`What is published of ${named.name}: ${named.attribution}.`), ''];
  const lines = [
    `# Who may be behind ${codeSpan(subject.id)}`,
    '',
    forMarkdown(
      `${subject.title}. ${count(subject.mailboxes, 'mailbox', 'mailboxes')} in ${count(subject.tenants.length, 'organisation')}.`,
    ),
    '',
    ...questions.flatMap(part),
    ...published,
    ...(outsideDates.length > 0
      ? ['## Indicators that count nothing', '', ...list(outsideDates.map((each) => each.statement))]
      : []),
    '## What is missing',
    '',
    ...list(missing.map((each) => each.statement)),
    '## Sources of the profiles',
    '',
    'The rating is the Admiralty code: how reliable the source is (A to F), how probable what it says (1 to 6).',
    '',
    ...sources(attribution),
    forMarkdown(bandNote),
    '',
    `Made by Letterlock ${forMarkdown(letterlock)}, contract ${contract}. All times are UTC.`,
  ];
  return `${lines.join('\n')}\n`;
}
