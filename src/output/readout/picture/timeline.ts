// When mail was read, lane by lane: the access sessions of cases, other findings, the times in which the log could not tell, and below
// them when the mailbox's owner signed in. Reading with tokens that no sign-in issued looks different from reading that has one.
import type { Case, Finding, Result, Session } from '../../../record/result.js';
import { groupBy } from '../../../util/group.js';
import { byText, sortedSet } from '../../../util/order.js';
import { count, some, thousands } from '../../../util/words.js';
import { accessSpan, findingsOf, sessionsOf } from '../../case-view.js';
import { span } from '../../format.js';
import { type Lane, type Stretch, stretchKinds, stretchWords, type Timeline } from './picture.js';
import { signInsOf, signInsTold, within } from './sign-in-lane.js';

const kindOf = ({ explanation }: Session): Stretch['kind'] =>
  explanation.class === 'unexplained' ? 'noSignIn' : explanation.class === 'notAssessable' ? 'undecided' : 'suspect';

const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));

function lanesOf(cases: readonly Case[], sessions: readonly Session[], findings: readonly Finding[]): Lane[] {
  const bySession = groupBy(sessions, ({ mailbox }) => mailbox);
  const blind = groupBy(
    cases.flatMap(({ exposure }) => exposure.unknown),
    ({ mailbox }) => mailbox,
  );
  // A finding that speaks of the reading itself is already a stretch.
  const shown = new Set(sessions.map(({ firstAt }) => firstAt));
  const others = findings.filter(({ firstAt }) => !shown.has(firstAt));
  const names = [...new Set([...cases.flatMap(({ mailboxes }) => mailboxes), ...bySession.keys(), ...blind.keys()])];
  return names.map((name) => ({
    name,
    stretches: [
      ...(blind.get(name) ?? []).map(({ fromAt, toAt }) => ({ kind: 'blind' as const, fromAt, toAt })),
      ...(bySession.get(name) ?? []).map((it) => ({ kind: kindOf(it), fromAt: it.firstAt, toAt: it.lastAt })),
    ]
      .filter(({ fromAt, toAt }) => isTime(fromAt) && isTime(toAt))
      .sort((a, b) => byText(a.fromAt, b.fromAt) || byText(a.toAt, b.toAt)),
    signIns: null,
    findings: sortedSet(others.filter((it) => it.mailboxes.includes(name)).map(({ firstAt }) => firstAt)).filter(
      isTime,
    ),
  }));
}

function marksOf(cases: readonly Case[]): Timeline['marks'] {
  const [only] = cases;
  if (only === undefined || cases.length > 1) return [];
  const { firstAccessAt, detectableAt, detectedAt, lastActivityAt } = only.dwell;
  const all: readonly (readonly [string | null, string])[] = [
    [firstAccessAt, 'first access'],
    [detectableAt, 'detectable'],
    [detectedAt, 'detected'],
    [lastActivityAt, 'last activity'],
  ];
  return all.flatMap(([at, label]) => (at !== null && isTime(at) ? [{ at, label }] : []));
}

const busy = ({ stretches, findings }: Lane): number => stretches.length + findings.length;

function told(lanes: readonly Lane[], fromAt: string, toAt: string): string {
  const kinds = stretchKinds.flatMap((kind) => {
    const many = lanes.flatMap((lane) => lane.stretches).filter((it) => it.kind === kind).length;
    return many === 0 ? [] : [`${thousands(many)} × ${stretchWords[kind]}`];
  });
  const other = lanes.reduce((sum, lane) => sum + lane.findings.length, 0);
  const parts = [...kinds, ...(other > 0 ? [count(other, 'other finding')] : [])];
  return `${count(lanes.length, 'mailbox', 'mailboxes')}, ${span(fromAt, toAt)}: ${some(parts, 5)}. ${signInsTold(lanes)}`;
}

/** The reading of these cases; nothing where there is nothing to draw. Times run over the logs, so that what is empty can be seen. */
export function timelineOf(
  result: Result,
  cases: readonly Case[],
  title: string,
  most: number,
  nameOf: (mailbox: string) => string = (mailbox) => mailbox,
): Timeline[] {
  const sessions = cases.flatMap((each) => sessionsOf(result, each));
  const findings = cases.flatMap((each) => findingsOf(result, each));
  const all = lanesOf(cases, sessions, findings).filter((lane) => busy(lane) > 0);
  if (all.length === 0) return [];
  const drawn =
    all.length <= most ? all : [...all].sort((a, b) => busy(b) - busy(a) || byText(a.name, b.name)).slice(0, most);
  const reach = accessSpan(result);
  const marks = marksOf(cases);
  const instants = [
    ...drawn.flatMap((lane) => [...lane.stretches.flatMap(({ fromAt, toAt }) => [fromAt, toAt]), ...lane.findings]),
    ...marks.map(({ at }) => at),
    ...(reach === null ? [] : [reach.firstAt, reach.lastAt]),
  ].filter(isTime);
  const sorted = instants.map((at) => Date.parse(at)).sort((a, b) => a - b);
  const [fromAt, toAt] = [sorted[0] ?? 0, sorted.at(-1) ?? 0].map((ms) => new Date(ms).toISOString()) as [
    string,
    string,
  ];
  const signIns = signInsOf(result, cases);
  const lanes = drawn.map((lane) => ({
    ...lane,
    signIns: within(signIns === null ? null : (signIns.get(lane.name) ?? []), fromAt, toAt),
  }));
  const rest = all.length - lanes.length;
  const more =
    rest > 0
      ? `${count(rest, 'mailbox', 'mailboxes')} with fewer accesses ${rest === 1 ? 'is' : 'are'} not drawn.`
      : null;
  return [
    {
      kind: 'timeline',
      title,
      description: told(lanes, fromAt, toAt),
      more,
      fromAt,
      toAt,
      lanes: lanes.map((lane) => ({ ...lane, name: nameOf(lane.name) })),
      marks,
    },
  ];
}
