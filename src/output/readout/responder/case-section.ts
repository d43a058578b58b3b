// One case for those who work on it: whose mail, since when, what was read, from where, why we think so, what to look for.
import type { Case, Finding, Result } from '../../../record/result.js';
import { groupBy } from '../../../util/group.js';
import { sortedSet } from '../../../util/order.js';
import { count, thousands } from '../../../util/words.js';
import { addressTexts } from '../../address-text.js';
import { elsewhereText } from '../../campaign-text.js';
import { applicationNames, caseName, findingsOf, mailboxText, sessionsOf, sharedReasons } from '../../case-view.js';
import { caseCommand } from '../../command.js';
import { between, bytes, span, utc, utcCell } from '../../format.js';
import { judgementText } from '../../judgement-text.js';
import { whoTexts } from '../../who-text.js';
import { confidenceWords, levelWords } from '../../words.js';
import { containmentSections } from '../containment-section.js';
import { type Block, facts, list, paragraph, type Section, section } from '../content.js';
import { exposureBlocks } from '../exposure-block.js';
import { caseLinks } from '../picture/links.js';
import { timelineOf } from '../picture/timeline.js';
import { questionBlocks, storyBlocks } from '../story-block.js';
import { inResult, number, table, value, words } from '../table.js';
import { huntBlocks } from './hunt.js';

const lanes = 14;
const names = 12;

function firstText({ dwell }: Case): string[] {
  if (dwell.firstAccessAt === null) return [];
  return [`${utc(dwell.firstAccessAt)}${dwell.firstAccessIsFloor ? ', or earlier: the logs begin here' : ''}`];
}

const laterText = ({ dwell }: Case, at: string | null): string[] => {
  if (at === null) return [];
  const after =
    dwell.firstAccessAt === null || at < dwell.firstAccessAt
      ? ''
      : `, ${between(dwell.firstAccessAt, at)} after the first access`;
  return [`${utc(at)}${after}`];
};

function readText({ exposure }: Case): string[] {
  const { named, folders, unknown, diverted } = exposure;
  return [
    ...(named.messages > 0
      ? [`${count(named.messages, 'message')} opened by name${named.bytes > 0 ? `, ${bytes(named.bytes)}` : ''}`]
      : []),
    ...(folders.length > 0 ? [`${count(folders.length, 'folder')} copied whole: assume all of it was taken`] : []),
    ...(unknown.length > 0 ? [`${count(unknown.length, 'period')} when the log could not tell: assume the worst`] : []),
    ...diverted.map(
      ({ mailbox, to, by, fromAt, toAt }) =>
        `${mailbox} sent on to ${to.join(', ')} by ${by}, ${toAt === null ? `since ${utc(fromAt)}` : span(fromAt, toAt)}`,
    ),
  ];
}

function few(texts: readonly string[]): string[] {
  const rest = texts.length - names;
  return rest > 0 ? [...texts.slice(0, names), `and ${thousands(rest)} more, ${inResult}`] : [...texts];
}

export function caseFacts(result: Result, each: Case): Block[] {
  const sessions = sessionsOf(result, each);
  const judgement = judgementText(each);
  return facts([
    ['Id', [each.id]],
    ['Level', [`${each.level}: ${levelWords[each.level]}`]],
    ['Confidence', [`${each.confidence}: ${confidenceWords[each.confidence]}`]],
    ['Verdict', judgement === null ? [] : [judgement]],
    ['Whose mail', few(each.mailboxes.map((it) => mailboxText(result, it)))],
    ['In whose name', few(each.users.filter((it) => !each.mailboxes.includes(it)))],
    ['First access', firstText(each)],
    ['Detectable since', laterText(each, each.dwell.detectableAt)],
    ['Detected', laterText(each, each.dwell.detectedAt)],
    ['Last activity', laterText(each, each.dwell.lastActivityAt)],
    ['What was read', readText(each)],
    ['From', few(addressTexts(each, sessions))],
    ['With', few(applicationNames(sessions, each))],
    ['Clients', few([...new Set(sessions.flatMap(({ client }) => client ?? []))])],
    ['Elsewhere', result.elsewhere.includes(each.id) ? [elsewhereText] : []],
    ['Who', whoTexts(each.judgements)],
  ]);
}

function reasonBlocks(result: Result, each: Case): Block[] {
  const sessions = sessionsOf(result, each);
  const shared = sharedReasons(sessions);
  const said = new Set(shared.map(({ code }) => code));
  const weighed = [
    ...shared,
    ...each.suspicion.reasons.filter(({ code }) => !said.has(code)).map((it) => ({ ...it, sessions: 0 })),
  ];
  return table(
    'Why we think so',
    weighed,
    [
      words('Reason', ({ message }) => message),
      number('In sessions', (it) => (it.sessions === 0 ? null : it.sessions)),
      { title: 'Weight', as: 'number', cell: ({ weight }) => weight.toFixed(1) },
    ],
    { most: 20, rest: inResult },
  );
}

/** Findings of the same detection with the same words are one line. */
function findingBlocks(result: Result, each: Case): Block[] {
  const groups = groupBy(findingsOf(result, each), ({ detection, title }) => `${detection} ${title}`);
  const rows = [...groups.values()].map((same) => ({
    ...(same[0] as Finding),
    many: same.length,
    firstAt: sortedSet(same.map((it) => it.firstAt))[0] ?? '',
    lastAt: sortedSet(same.map((it) => it.lastAt)).at(-1) ?? '',
    techniques: sortedSet(same.flatMap((it) => it.techniques)),
  }));
  return table(
    'Findings',
    rows,
    [
      value('Finding', ({ title }) => title),
      words('Level', ({ level }) => level),
      number('Times', ({ many }) => many),
      words('First (UTC)', ({ firstAt }) => utcCell(firstAt)),
      words('Last (UTC)', ({ lastAt }) => utcCell(lastAt)),
      words('ATT&CK', ({ techniques }) => techniques.join(', ')),
      value('Such as', ({ reason }) => reason),
    ],
    { most: 30, rest: caseCommand(each.id) },
  );
}

export function caseSections(result: Result, each: Case): Section[] {
  const pictures = [...timelineOf(result, [each], 'When mail was read', lanes), ...caseLinks(result, each, lanes)];
  const drawn = (kind: string): Block[] =>
    pictures.filter((it) => it.kind === kind).map((picture) => ({ kind: 'picture', picture }));
  const name = caseName(each);
  return [
    section(`Case: ${each.title}`, [...caseFacts(result, each), ...drawn('timeline')]),
    section('How it went', [...storyBlocks(each), ...questionBlocks(each)], 3),
    section(
      'Why, and what was found',
      [...reasonBlocks(result, each), ...findingBlocks(result, each), ...drawn('links')],
      3,
    ),
    section('What was read, or may have been', exposureBlocks(each, 50), 3),
    section(
      'Look for it elsewhere',
      [
        paragraph(
          `Read them before you run them. The values are those of ${name}; times are a day wider than the activity on both sides.`,
        ),
        ...huntBlocks(result, each),
      ],
      3,
    ),
    ...containmentSections(result, each),
  ].filter(({ blocks }) => blocks.length > 0);
}

export const lesserCases = (cases: readonly Case[]): Section[] =>
  cases.length === 0 ? [] : [section('Other cases', list(cases.map(lesserText)))];

const lesserText = (each: Case): string => {
  const judgement = judgementText(each);
  return `${each.level}, ${each.id}: ${each.title}${judgement === null ? '' : ` (${judgement.replace(/\.$/, '')})`}`;
};
