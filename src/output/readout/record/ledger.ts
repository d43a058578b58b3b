// What the files were, what became of every row, and with which versions, tables and rules it was worked out: what somebody needs who
// wants to come to the same result.
import type { Result } from '../../../record/result.js';
import { count, thousands } from '../../../util/words.js';
import { reasonCounts } from '../../case-view.js';
import { utcCell } from '../../format.js';
import { unableName } from '../../unable-text.js';
import { reasonWords, shapeWords, tierWords } from '../../words.js';
import { type Block, facts, list, paragraph, type Section, section } from '../content.js';
import { barsOf } from '../picture/bars.js';
import { stripOf } from '../picture/strip.js';
import { inResult, number, table, value, words } from '../table.js';

function sumText({ inputs }: Result): string {
  const sum = (key: 'rows' | 'records' | 'duplicates' | 'rejects'): number =>
    inputs.reduce((all, it) => all + it[key], 0);
  return `${count(inputs.length, 'file')}: ${thousands(sum('rows'))} rows = ${thousands(sum('records'))} records + ${thousands(sum('duplicates'))} duplicates + ${thousands(sum('rejects'))} rejects.`;
}

function ledger(result: Result): Block[] {
  const warnings = result.inputs.flatMap(({ path, warnings }) => warnings.map((it) => ({ path, ...it })));
  const limits = { most: 1000, rest: inResult };
  return [
    paragraph(sumText(result)),
    ...table(
      'Files',
      result.inputs,
      [
        value('File', (it) => it.path),
        words('Taken for', (it) => shapeWords(it.shape)),
        number('Bytes', (it) => it.bytes),
        number('Rows', (it) => it.rows),
        number('= records', (it) => it.records),
        number('+ duplicates', (it) => it.duplicates),
        number('+ rejects', (it) => it.rejects),
        words('From (UTC)', (it) => utcCell(it.firstAt)),
        words('To (UTC)', (it) => utcCell(it.lastAt)),
        value('SHA-256', (it) => it.sha256),
      ],
      limits,
    ),
    ...table(
      'Warnings about files',
      warnings,
      [value('File', (it) => it.path), value('Warning', (it) => it.message)],
      limits,
    ),
    ...table(
      'Rows that could not be read',
      result.rejects,
      [
        value('File', (it) => it.path),
        number('Row', (it) => it.row),
        number('Line', (it) => it.line),
        value('Why', (it) => it.reason),
        value('Time, as far as readable', (it) => utcCell(it.salvaged.time)),
        value('User, as far as readable', (it) => it.salvaged.user ?? ''),
      ],
      limits,
    ),
  ];
}

function sums(result: Result): Block[] {
  const { byTier, byMailbox } = result.reconciliation;
  const tiers = (['token', 'session', 'context'] as const).map((tier) => ({
    why: `explained ${tierWords[tier]}`,
    many: byTier[tier],
  }));
  const reasons = reasonCounts(result, () => true).map(([code, many]) => ({ why: reasonWords(code), many }));
  return [
    ...[...barsOf(result, 14), ...stripOf(result, 28)].map((picture): Block => ({ kind: 'picture', picture })),
    ...table(
      'Accesses by reason',
      [...tiers, ...reasons].filter(({ many }) => many > 0),
      [words('Reason', ({ why }) => why), number('Accesses', ({ many }) => many)],
      { most: 100, rest: inResult },
    ),
    ...table(
      'Accesses by mailbox: every row adds up to its total',
      byMailbox,
      [
        value('Mailbox', (it) => it.mailbox),
        number('Explained', (it) => it.explained),
        number('Background', (it) => it.background),
        number('Cannot be decided', (it) => it.notAssessable),
        number('Unexplained', (it) => it.unexplained),
        number('Total', (it) => it.total),
      ],
      { most: 500, rest: inResult },
    ),
  ];
}

const methods = [
  'Every access to a mailbox is compared with the sign-ins: first by the id of its token, then by its session, then by user, application, address and time. It ends in exactly one class: explained, background, cannot be decided, unexplained. The four add up.',
  'Unexplained needs a sign-in log that covers the time in which the sign-in must lie, and comparable accesses that do find theirs. How often sign-ins are missing without cause is measured, and decides how much a missing one says.',
  'Accesses that belong together are a session. A session is weighed against that mailbox’s own past and against the organisation; weights are natural logarithms of likelihood ratios and add up. A level says what to do. Confidence is another thing: how good the evidence is.',
  'Detection rules run over all records beside that. Sessions and findings of one actor in one organisation become a case; cases that share more than chance allows become a campaign.',
  'Likelihood is told in the words and bands of ICD 203 (2015). How sure we are of it stands in a sentence of its own.',
  'Times are UTC. The same files give the same result, byte for byte, in whatever order they are read.',
];

function versions({ letterlock, contract, run }: Result): Block[] {
  const options = Object.entries(run.options)
    .filter(([, told]) => told !== null && told !== false && JSON.stringify(told) !== '[]')
    .map(([name, told]) => `${name}: ${JSON.stringify(told)}`)
    .sort();
  return [
    ...facts([
      ['Program', [`Letterlock ${letterlock}, contract ${contract}`]],
      ['Detection rules', [`${count(run.rules.count, 'rule')}, SHA-256 ${run.rules.hash}`]],
      ['Asked with', options],
    ]),
    ...table(
      'Tables in which names and networks were looked up',
      run.tables,
      [value('Table', (it) => it.name), words('Of', (it) => it.date), value('Source', (it) => it.source)],
      { most: 200, rest: inResult },
    ),
  ];
}

/** Each with all that it lacks; what is not named here looked at everything. */
const detections = ({ coverage }: Result): Block[] =>
  table(
    'Detections that could not run, or only on a part of the data',
    coverage.detections,
    [
      value('Detection', unableName),
      words('Ran', ({ state }) => (state === 'notRun' ? 'no' : 'in part')),
      value('In', (it) => (it.tenants === null ? 'all' : it.tenants.join(', '))),
      value('Because', ({ lacks }) => lacks.map(({ message }) => message).join('; ')),
    ],
    { most: 500, rest: inResult },
  );

export const ledgerSections = (result: Result): Section[] =>
  [
    section('Every access in one class', sums(result)),
    section('Inputs: what the files were', ledger(result)),
    section('Detections that could not look', detections(result)),
    section('Methods', list(methods)),
    section('Versions, tables and rules', versions(result)),
  ].filter(({ blocks }) => blocks.length > 0);
