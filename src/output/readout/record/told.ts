// What people told the program, and what became of it: verdicts, watched people, declared readers, published indicators.
import type { Result } from '../../../record/result.js';
import { allowedInOrder, allowOutcome, allowSubject } from '../../allow-text.js';
import { utcCell } from '../../format.js';
import { datesText, fileText, problemTexts, stateText } from '../../intel-text.js';
import { idleVerdicts } from '../../judgement-text.js';
import { watchedTexts } from '../../watched-text.js';
import { type Block, list, type Section, section } from '../content.js';
import { inResult, number, table, value, words } from '../table.js';

const limits = { most: 200, rest: inResult };

function verdicts(result: Result): Block[] {
  return [
    ...table(
      'Verdicts of analysts',
      result.verdicts,
      [
        words('Verdict', (it) => it.verdict),
        value('Case', (it) => it.case),
        value('Because', (it) => it.because),
        value('By', (it) => it.by ?? ''),
        words('At (UTC)', (it) => utcCell(it.at)),
        value('Concerns', (it) => it.cases.join(', ') || 'nothing in this answer'),
        value('Id', (it) => it.id),
      ],
      limits,
    ),
    ...list(idleVerdicts(result)),
  ];
}

function declared(result: Result): Block[] {
  return table(
    'Declared as known',
    allowedInOrder(result),
    [value('Declared', allowSubject), value('Why', (it) => it.reason), value('What became of it', allowOutcome)],
    limits,
  );
}

function indicators({ intel }: Result): Block[] {
  return [
    ...table(
      'Published indicators that fit something',
      intel.indicators,
      [
        value('Indicator', (it) => it.name),
        value('Pattern', (it) => it.pattern),
        value('Published by', (it) => it.source),
        words('Valid', datesText),
        words('State', stateText),
        number('Accesses', (it) => it.accesses),
        number('Sessions', (it) => it.sessions),
        number('Sign-ins', (it) => it.signIns),
        number('Other records', (it) => it.otherRecords),
        number('Outside its dates', (it) => it.outsideDates),
        value('Note', (it) => it.note ?? ''),
      ],
      limits,
    ),
    ...list([...intel.files.map(fileText), ...problemTexts(intel)]),
  ];
}

export const toldSections = (result: Result): Section[] =>
  [
    section('What people told the program', [
      ...verdicts(result),
      ...list(watchedTexts(result)),
      ...declared(result),
      ...indicators(result),
    ]),
  ].filter(({ blocks }) => blocks.length > 0);
