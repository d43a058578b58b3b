// A case's story as a handful of lines in the order of time, each with its part and the numbers of its steps, by which
// `letterlock records --step` lists the records. What the logs do not show is said in its place.
import type { Case, Stage, Story, StoryStep } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { byText } from '../../util/order.js';
import { count, some, thousands } from '../../util/words.js';
import { between, utc } from '../format.js';
import { doneSentence, readingSentence, refusalSentence, signInSentence } from './sentence.js';

export interface StoryLine {
  readonly stage: Stage;
  /** Null for what has no time. */
  readonly at: string | null;
  readonly text: string;
  /** Numbers of the steps, from 1. */
  readonly steps: readonly number[];
}

export const stageWords: Readonly<Record<Stage, string>> = {
  preparation: 'Preparation',
  entry: 'Entry',
  access: 'Access',
  persistence: 'Persistence',
  hiding: 'Hiding',
  end: 'End',
};

interface Numbered {
  readonly step: StoryStep;
  readonly number: number;
}

const line = (same: readonly Numbered[], text: string): StoryLine => ({
  stage: same[0]?.step.stage ?? 'access',
  at: same[0]?.step.firstAt ?? null,
  text,
  steps: same.map(({ number }) => number),
});

const stepsOf = (same: readonly Numbered[]) => same.map(({ step }) => step) as [StoryStep, ...StoryStep[]];

/** A renewed token says nothing new where the same person's sign-in from such a place is told. */
function signInLines(all: readonly Numbered[]): StoryLine[] {
  const key = ({ ownPlace, users }: StoryStep): string => `${ownPlace} ${users.join()}`;
  const begun = new Set(all.filter(({ step }) => step.manner !== 'nonInteractive').map(({ step }) => key(step)));
  const telling = all.filter(({ step }) => step.manner !== 'nonInteractive' || !begun.has(key(step)));
  const groups = groupBy(
    telling,
    ({ step }) => `${step.manner} ${step.ownPlace} ${step.applications.map(({ id }) => id).join()}`,
  );
  return [...groups.values()].map((same) => line(same, signInSentence(stepsOf(same))));
}

/** The same thing done to several is one line. */
function doneLines(all: readonly Numbered[]): StoryLine[] {
  const groups = groupBy(
    all,
    ({ step }) =>
      `${step.stage} ${step.kind} ${step.title} ${step.operations.join()} ${step.applications.map(({ id }) => id).join()}`,
  );
  return [...groups.values()].map((same) => {
    const [first, ...others] = stepsOf(same);
    const merged: StoryStep = {
      ...first,
      count: same.reduce((sum, { step }) => sum + step.count, 0),
      lastAt:
        same
          .map(({ step }) => step.lastAt)
          .sort(byText)
          .at(-1) ?? first.lastAt,
      users: [...new Set([first, ...others].flatMap(({ users }) => users))],
      targets: [...new Set([first, ...others].flatMap(({ targets }) => targets))],
      mailboxes: [...new Set([first, ...others].flatMap(({ mailboxes }) => mailboxes))],
    };
    return line(same, doneSentence(merged));
  });
}

function readingLines(all: readonly Numbered[]): StoryLine[] {
  const mailboxes = all.filter(({ step }) => step.kind === 'mailbox');
  if (mailboxes.length === 0) return [];
  const peak = all.find(({ step }) => step.kind === 'peak');
  const text = readingSentence(stepsOf(mailboxes), peak?.step);
  return [line([...mailboxes, ...(peak === undefined ? [] : [peak])], text)];
}

const taken =
  'the sessions began with the person’s own sign-ins, from places of his own: what was used elsewhere was taken from there';
const insider =
  'by an account of the house, from its usual place; how it got the right to read there is not in these logs';

/** How they came in, where no sign-in of theirs tells it. */
export function wayText({ way, sessions, sessionsWithSignIn: tied, tokenTenants }: Story): string | null {
  if (way === 'notSeen') {
    if (tokenTenants.length > 0)
      return `how they came in is not in these logs: the tokens were issued by another organisation (${some(tokenTenants, 2)}), whose sign-ins would show it`;
    const none = sessions - tied;
    const which =
      none === sessions
        ? `none of ${count(sessions, 'access session')} leads`
        : `${thousands(none)} of ${count(sessions, 'access session')} do not lead`;
    return `how they came in is not in these logs: ${which} to a sign-in. Sign-ins of every kind, from 28 hours before on, would show it, or Microsoft, who knows which tokens it issued`;
  }
  if (way === 'ownSession') return taken;
  return way === 'ownAccount' ? insider : null;
}

function wayLines({ story, dwell }: Case): StoryLine[] {
  const text = wayText(story);
  return text === null ? [] : [{ stage: 'entry', at: dwell.firstAccessAt, text, steps: [] }];
}

function endLines(all: readonly Numbered[], { goesOn, logsEndAt }: Story): StoryLine[] {
  const end = all.find(({ step }) => step.kind === 'end');
  if (end === undefined || logsEndAt === null) return [];
  const after = between(end.step.firstAt, logsEndAt);
  const text = goesOn
    ? `last seen; the logs end ${end.step.firstAt === logsEndAt ? 'with it' : `${after} later`}, so it may go on`
    : `last seen; nothing more in the ${after} until the logs end on ${utc(logsEndAt)}`;
  return [line([end], text)];
}

const order = (each: StoryLine): string => (each.stage === 'end' ? '~' : (each.at ?? ''));

/** In the order of time. */
export function storyLines(item: Case): StoryLine[] {
  const all = item.story.steps.map((step, i) => ({ step, number: i + 1 }));
  const of = (...kinds: readonly StoryStep['kind'][]) => all.filter(({ step }) => kinds.includes(step.kind));
  const lines = [
    ...wayLines(item),
    ...of('refusals').map((each) => line([each], refusalSentence(each.step))),
    ...signInLines(of('signIn')),
    ...readingLines(of('mailbox', 'peak')),
    ...doneLines(of('change', 'act', 'search', 'sent', 'deletion')),
  ];
  return [...lines.sort((a, b) => byText(order(a), order(b))), ...endLines(all, item.story)];
}

const most: Readonly<Record<Stage, number>> = {
  preparation: 2,
  entry: 3,
  access: 2,
  persistence: 2,
  hiding: 2,
  end: 1,
};

/** The first lines of each part, and how many are left out. */
export function shortStory(item: Case): { readonly lines: readonly StoryLine[]; readonly more: number } {
  const shown = new Map<Stage, number>();
  const all = storyLines(item);
  const lines = all.filter(({ stage }) => {
    const before = shown.get(stage) ?? 0;
    shown.set(stage, before + 1);
    return before < most[stage];
  });
  return { lines, more: all.length - lines.length };
}
