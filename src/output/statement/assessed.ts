// Judgements: that a reader was someone else than the owner. The level says what to do about it, the confidence how good the
// evidence is; after ICD 203 they never share a sentence. Words that stand for a probability are those of ICD 203, in judgements of
// who may be behind it alone.
import type { Case, Level, Result } from '../../record/result.js';
import { count, some, thousands } from '../../util/words.js';
import { elsewhereText, judgedText, whatItIs } from '../campaign-text.js';
import { caseName, controlOf, findingsOf, recordsOf, sessionsOf, sharedReasons } from '../case-view.js';
import { caseCommand, findingCommand, whoCommand } from '../command.js';
import { utc } from '../format.js';
import { judgementText } from '../judgement-text.js';
import { whoTexts } from '../who-text.js';
import { confidenceWords, levelWords } from '../words.js';
import type { Statement } from './statement.js';

export const judged: Readonly<Record<Level, string>> = {
  critical: 'we judge that someone other than the owner did this',
  high: 'we judge that someone other than the owner did this',
  medium: 'this may be the work of someone other than the owner',
  low: 'this departs from the usual, and an owner can do it too',
  informational: 'this is noted and not held against anyone',
};

function caseStatement(result: Result, each: Case): Statement {
  const sessions = sessionsOf(result, each);
  const reasons = sharedReasons(sessions)
    .slice(0, 3)
    .map(
      (reason) =>
        `${reason.message.replace(/[.\s]+$/, '')}${reason.sessions > 1 ? ` (in the strongest of ${count(reason.sessions, 'session')})` : ''}`,
    );
  const control = controlOf(sessions);
  const told = reasons.some((reason) => reason.includes('comparable token'));
  const checked =
    control === null || told
      ? ''
      : ` Of ${count(control.comparable, 'comparable token')}, ${thousands(control.matched)} found their sign-in.`;
  const why = reasons.length > 0 ? ` The main reasons: ${reasons.join('; ')}.${checked}` : '';
  const level = each.judgement?.levelByLogs ?? each.level;
  return {
    topic: 'case',
    about: each.id,
    text: `The case “${each.title}” (${each.id}): ${judged[level]}. Level: ${level} (${levelWords[level]}).${why} Our confidence is ${each.confidence}: ${confidenceWords[each.confidence]}.`,
    rests: `${count(sessions.length, 'access session')} and ${count(each.findings.length, 'finding')}`,
    command: caseCommand(each.id),
    records: recordsOf(result, each),
  };
}

/** What an analyst decided, apart from what we judge. */
function verdictStatement(each: Case): Statement[] {
  const text = judgementText(each);
  if (text === null || each.judgement === null) return [];
  const rests = `${each.judgement.verdictId}, which the workspace keeps; a person's judgement, not the logs`;
  return [{ topic: 'verdict', about: each.id, text: `The case ${each.id} was ${text}`, rests }];
}

const restsOn = (items: number): string =>
  items === 0
    ? 'the profiles of docs/attribution.md'
    : `the profiles of docs/attribution.md and, above all, ${count(items, 'item')} of evidence`;

function whoStatement({ id, judgements }: Pick<Case, 'id' | 'judgements'>, what: string): Statement[] {
  return whoTexts(judgements).map((text, i) => ({
    topic: i === 0 ? 'kind' : 'name',
    about: id,
    text: `${i === 0 ? 'What kind of thing' : 'Whose work'} ${what} is: ${text}`,
    rests: restsOn(judgements[i]?.carriedBy.length ?? 0),
    command: whoCommand(id),
  }));
}

function lateStatement(result: Result, each: Case): Statement[] {
  const { detectableAt } = each.dwell;
  if (detectableAt === null) return [];
  const rests =
    each.findings.length > 0
      ? `${count(each.findings.length, 'finding')}: ${some(each.findings, 3)}`
      : `${caseName(each)}`;
  const text = `With these logs at hand, ${caseName(each)} could have been noticed on ${utc(detectableAt)}.`;
  const first = each.findings[0];
  const records = findingsOf(result, each).flatMap(({ id, evidence }) => (id === first ? evidence : []));
  return [
    {
      topic: 'late',
      about: each.id,
      text,
      rests,
      records,
      ...(first === undefined ? {} : { command: findingCommand(first) }),
    },
  ];
}

const elsewhereStatement = ({ elsewhere }: Result, { id }: Case): Statement[] =>
  elsewhere.includes(id)
    ? [
        {
          topic: 'elsewhere',
          about: id,
          text: `The case ${id}: ${elsewhereText}`,
          rests: 'what its traces share with theirs',
        },
      ]
    : [];

function campaignStatement(each: Result['campaigns'][number]): Statement {
  const shared = each.links.filter((link) => !link.generic).length;
  const rests = `${count(shared, 'shared thing')} in campaign ${each.id}`;
  return { topic: 'campaign', about: each.id, text: `${judgedText(each)} ${whatItIs}`, rests };
}

export function assessed(result: Result): Statement[] {
  if (result.cases.length > 0) {
    const ofCases = result.cases.flatMap((each) => [
      caseStatement(result, each),
      ...verdictStatement(each),
      ...lateStatement(result, each),
      ...whoStatement(each, caseName(each)),
      ...elsewhereStatement(result, each),
    ]);
    return [
      ...ofCases,
      ...result.campaigns.flatMap((each) => [campaignStatement(each), ...whoStatement(each, `campaign ${each.id}`)]),
    ];
  }
  const rests = `${count(result.reconciliation.total, 'access', 'accesses')} and ${count(result.run.rules.count, 'detection rule')}`;
  const text = 'We found nothing that we would hold against anyone. This speaks only of what the logs show.';
  return [{ topic: 'nothing', text, rests }];
}
