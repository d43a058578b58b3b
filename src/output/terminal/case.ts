// One case on about a screen: whose mail, since when, what was read, from where, why we think so, and the way to the lines.
import type { Case, Result, Session } from '../../record/result.js';
import { count, some, thousands } from '../../util/words.js';
import { addressTexts } from '../address-text.js';
import {
  applicationNames,
  controlOf,
  findingsOf,
  isClosed,
  isTold,
  mailboxText,
  type SharedReason,
  sessionsOf,
  sharedReasons,
  watchedText,
} from '../case-view.js';
import { caseCommand, whoCommand } from '../command.js';
import { forTerminal } from '../escape.js';
import { idleVerdicts, judgementText } from '../judgement-text.js';
import { firstQuestions, questionText } from '../question-text.js';
import { cut } from '../text.js';
import { whoTexts } from '../who-text.js';
import { confidenceWords, levelWords } from '../words.js';
import { dwellLines } from './dwell.js';
import { exposureLines } from './exposure.js';
import { bullet, command, field, hanging, heading, type Page } from './layout.js';
import { storyPart } from './story.js';
import { levelFormat } from './style.js';

const reasonsShown = 4;
const findingsShown = 3;

/** What is said of one session stands for others too; figures are never added up over sessions. */
const standsIn = (reason: SharedReason, all: number): string =>
  reason.sessions === 1
    ? `${reason.message} (in 1 of ${count(all, 'session')})`
    : `${reason.message} (in the strongest of ${count(reason.sessions, 'session')} of which this can be said)`;

function firstFew(items: readonly string[], shown: number): string[] {
  const rest = items.length - shown;
  return rest > 0 ? [...items.slice(0, shown), `and ${thousands(rest)} more`] : [...items];
}

function reasonTexts(result: Result, each: Case, sessions: readonly Session[]): string[] {
  const shared = sharedReasons(sessions).slice(0, reasonsShown);
  const texts = shared.map((reason) => (sessions.length > 1 ? standsIn(reason, sessions.length) : reason.message));
  const control = controlOf(sessions);
  const told = shared.some((reason) => reason.code === 'missingSignIn');
  if (control !== null && !told) {
    const found = `${thousands(control.matched)} of ${count(control.comparable, 'comparable token')}`;
    texts.push(`The check works here: ${found} in this organisation did find their sign-in.`);
  }
  const others = findingsOf(result, each).filter(
    (finding) => !shared.some((known) => known.code === finding.detection),
  );
  const fresh = [...new Set(others.map((finding) => finding.reason))];
  return [...texts, ...fresh.slice(0, findingsShown)];
}

/** Whom to ask first, one of each who can answer; the readouts have them all. */
function settlePart(each: Case, page: Page): string[] {
  const first = firstQuestions(each);
  const rest = each.questions.length - first.length;
  const more = rest > 0 ? [`and ${count(rest, 'more question')}, in the readout for responders`] : [];
  if (first.length === 0) return [];
  return ['  What would settle it', ...[...first.map(questionText), ...more].flatMap((text) => bullet(page, text))];
}

const judgementLines = (each: Case, page: Page): string[] => {
  const text = judgementText(each);
  return text === null ? [] : field(page, 'Verdict', text);
};

const campaignLines = (result: Result, each: Case, page: Page): string[] =>
  field(
    page,
    'Campaign',
    ...result.campaigns
      .filter((campaign) => campaign.cases.includes(each.id))
      .map(({ id, cases }) => `${id}, with ${count(cases.length - 1, 'other case')}`),
  );

function caseLines(result: Result, each: Case, title: string, page: Page): string[] {
  const sessions = sessionsOf(result, each);
  const level = field(page, 'Level', `${each.level.toUpperCase()}: ${levelWords[each.level]}`);
  const addresses = addressTexts(each, sessions);
  const reasons = reasonTexts(result, each, sessions);
  return [
    ...hanging(page, '', `${title}: ${each.title}`).map((line) => page.style('bold', line)),
    ...level.map((line) => line.replace(each.level.toUpperCase(), (word) => page.style(levelFormat[each.level], word))),
    ...judgementLines(each, page),
    ...field(page, 'Confidence', `${each.confidence}: ${confidenceWords[each.confidence]}`),
    ...field(
      page,
      'Whose mail',
      ...firstFew(
        each.mailboxes.map((it) => mailboxText(result, it)),
        5,
      ),
    ),
    ...campaignLines(result, each, page),
    ...dwellLines(each, page),
    ...exposureLines(each, page),
    ...storyPart(each, page),
    ...field(page, 'From', ...firstFew(addresses, 4)),
    ...field(page, 'With', ...[some(applicationNames(sessions, each), 4)].filter((text) => text !== '')),
    ...(reasons.length > 0 ? ['  Why we think so', ...reasons.flatMap((text) => bullet(page, text))] : []),
    ...settlePart(each, page),
    ...field(page, 'Who', ...whoTexts(each.judgements)),
    ...(each.judgements.length > 0 ? command('Why them', whoCommand(each.id, page.exports)) : []),
    ...command('Line by line', caseCommand(each.id, page.exports)),
  ];
}

/** The cases that matter in full, each after an empty line; the others with one line each. */
export function casePart(result: Result, page: Page): string[][] {
  const told = result.cases.filter(isTold);
  const closed = result.cases.filter(isClosed);
  const others = result.cases.filter((each) => !isTold(each) && !isClosed(each));
  const parts = told.map((each, index) =>
    caseLines(result, each, `CASE ${index + 1} of ${told.length}${watchedText(each)}`, page),
  );
  return [...parts, lesserPart(others, told.length > 0, page), closedPart(result, closed, page)];
}

function lesserPart(others: readonly Case[], besideOthers: boolean, page: Page): string[] {
  if (others.length === 0) return [];
  const text = (each: Case): string => `${each.level}${watchedText(each)}, ${each.id}: ${each.title}`;
  const lines = others.map((each) => `  ${cut(forTerminal(text(each)), page.width - 2)}`);
  return [heading(page, besideOthers ? 'LESSER CASES' : 'CASES, NONE URGENT'), ...lines];
}

/** Closed is not hidden: what was decided, by whom, why, and what the logs say all the same. */
function closedPart(result: Result, closed: readonly Case[], page: Page): string[] {
  const idle = idleVerdicts(result);
  if (closed.length + idle.length === 0) return [];
  const texts = closed.map((each) => `${each.id}${watchedText(each)}: ${each.title}; ${judgementText(each)}`);
  return [heading(page, 'VERDICTS OF ANALYSTS'), ...[...texts, ...idle].flatMap((text) => bullet(page, text))];
}
