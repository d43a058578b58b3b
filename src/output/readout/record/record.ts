// The readout for the file: every statement numbered, with its evidence, the cases in full, and all that is needed to come to it again.
import type { Result } from '../../../record/result.js';
import { utcCell } from '../../format.js';
import { nextSteps } from '../../next-step/next-step.js';
import { type StatementClass, statementClasses } from '../../statement/statement.js';
import { classWords } from '../../words.js';
import { campaignSections } from '../campaign-section.js';
import { containmentSections } from '../containment-section.js';
import { list, paragraph, type Section, section } from '../content.js';
import { exposureBlocks } from '../exposure-block.js';
import { caseFacts } from '../responder/case-section.js';
import { questionBlocks, storyBlocks } from '../story-block.js';
import { inResult, number, table, value, words } from '../table.js';
import { annex, type Places, restsOf } from './evidence.js';
import { ledgerSections } from './ledger.js';
import { toldSections } from './told.js';

const messagesShown = 1000;

function classSection(result: Result, { letter, title, about, statements }: StatementClass, places: Places): Section {
  return section(title, [
    paragraph(
      places !== null && statements.some(({ records }) => records !== undefined)
        ? `${about} Every record stands under Evidence, with its row and line.`
        : about,
    ),
    {
      kind: 'statements',
      letter,
      title: null,
      statements: statements.map((each, i) => ({
        number: `${letter}${i + 1}`,
        text: each.text,
        rests: restsOf(result, each, places),
        command: each.command ?? null,
      })),
    },
  ]);
}

const sessionSection = ({ sessions }: Result): Section =>
  section(
    'Access sessions',
    table(
      'Access sessions that matter',
      sessions,
      [
        value('Session', (it) => it.id),
        words('Level', (it) => it.suspicion.level),
        words('First (UTC)', (it) => utcCell(it.firstAt)),
        words('Last (UTC)', (it) => utcCell(it.lastAt)),
        value('Mailbox', (it) => it.mailbox),
        value('Application', (it) => it.application.name ?? it.application.id ?? ''),
        value('Client', (it) => it.client ?? ''),
        value('Addresses', (it) => it.addresses.map(({ ip }) => ip).join(', ')),
        number('Accesses', (it) => it.accesses),
        words('Worst access', (it) => classWords[it.explanation.class]),
      ],
      { most: 500, rest: inResult },
    ),
  );

const caseSectionsOf = (result: Result, each: Result['cases'][number]): Section[] => [
  section(`Case: ${each.title}`, [
    ...caseFacts(result, each),
    ...storyBlocks(each),
    ...questionBlocks(each),
    ...exposureBlocks(each, messagesShown),
  ]),
  ...containmentSections(result, each),
];

export function recordSections(result: Result, places: Places): Section[] {
  return [
    ...statementClasses(result).map((each) => classSection(result, each, places)),
    section('What to do next', list(nextSteps(result), true)),
    ...result.cases.flatMap((each) => caseSectionsOf(result, each)),
    ...campaignSections(result),
    ...toldSections(result),
    sessionSection(result),
    ...ledgerSections(result),
    section('Evidence', annex(result, places)),
  ].filter(({ blocks }) => blocks.length > 0);
}
