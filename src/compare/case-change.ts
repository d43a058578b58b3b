// What became of each case: new, withdrawn, changed, split or merged, and of what changed in it each thing with its reason.
import { levelRank } from '../detect/weigh.js';
import type { CaseChange, ChangeReason, Direction, FieldChange } from '../record/comparison.js';
import type { Case } from '../record/result.js';
import { logLevel, type Value, valuesOf } from './case-value.js';
import type { Ground, Place, Side } from './ground.js';
import type { Held } from './held.js';
import { type Match, matchCases } from './match-case.js';
import { type Aspect, caseReason, type Stretch, unseenReason } from './reason.js';

export const isClosed = ({ judgement }: Case): boolean => judgement?.state === 'closed';

const placesOf = (list: readonly Held[]): Place[] =>
  list.flatMap(({ item }) => item.mailboxes.map((mailbox) => ({ tenant: item.tenant, mailbox })));

const spansOf = ({ sessions }: Pick<Held, 'sessions'>): Stretch[] =>
  sessions.map(({ tenant, mailbox, firstAt, lastAt }) => ({
    place: { tenant, mailbox },
    span: { fromAt: firstAt, toAt: lastAt },
  }));

/** Everything that a case rests on, with where and when it stands. */
const stretchesOf = (held: Held): Stretch[] => [
  ...spansOf(held),
  ...held.findings
    .filter(({ rule }) => rule !== null || held.sessions.length === 0)
    .map(({ firstAt, lastAt }) => ({ place: null, span: { fromAt: firstAt, toAt: lastAt } })),
];

/** What can bear on a part of a case that both answers have. */
function aspectOf(ground: Ground, field: string, old: Case, now: Case): Aspect {
  const ids = [old.judgement?.verdictId, now.judgement?.verdictId];
  // A verdict that stood before may only now concern the case, through what came to it.
  const judged = ids[0] !== ids[1] && ids.some((id) => ground.isOtherVerdict(id));
  if (field === 'watched') return 'watched';
  if (field === 'dwell.detectedAt') return 'detected';
  if (field.startsWith('judgements.')) return 'who';
  if (field.startsWith('judgement')) return judged ? 'verdict' : 'content';
  if (field !== 'level' || !judged) return 'content';
  return logLevel(old) === logLevel(now) ? 'verdict' : 'who';
}

/** Sessions and times that the logs of one side do not reach are new logs' doing, whatever else differs. */
function unseen(ground: Ground, field: string, lacking: Side, without: Held, having: Held): ChangeReason | null {
  if (field === 'sessions') {
    const [lacked, had] = [new Set(without.item.sessions), new Set(having.item.sessions)];
    const only = having.sessions.filter(({ id }) => !lacked.has(id));
    const isAll = only.length === had.size - lacked.size && without.item.sessions.every((id) => had.has(id));
    return isAll ? unseenReason(ground, lacking, spansOf({ sessions: only })) : null;
  }
  const [mine, its] = [without.item.dwell.lastActivityAt, having.item.dwell.lastActivityAt];
  if (field !== 'dwell.lastActivityAt' || its === null || (mine ?? '') >= its) return null;
  const last = having.sessions
    .filter(({ lastAt }) => lastAt === its)
    .map(({ tenant, mailbox }) => ({ tenant, mailbox }));
  const places = last.length > 0 ? last : [null];
  return unseenReason(
    ground,
    lacking,
    places.map((place) => ({ place, span: { fromAt: its, toAt: its } })),
  );
}

const differ = (a: readonly string[], b: readonly string[]): string[] => {
  const other = new Set(b);
  return [...new Set(a)].filter((text) => !other.has(text));
};

function fieldChange(
  ground: Ground,
  old: Held,
  now: Held,
  before: Value | undefined,
  after: Value | undefined,
): FieldChange[] {
  const value = (after ?? before) as Value;
  const [from, to] = [before?.one ?? null, after?.one ?? null];
  const added = differ(after?.many ?? [], before?.many ?? []);
  const removed = differ(before?.many ?? [], after?.many ?? []);
  if (from === to && added.length + removed.length === 0) return [];
  const { field, title, grave } = value;
  const reason =
    unseen(ground, field, 'old', old, now) ??
    unseen(ground, field, 'now', now, old) ??
    caseReason(ground, aspectOf(ground, field, old.item, now.item), placesOf([old, now]));
  const direction = value.many === null ? grave(from, to) : grave(removed[0] ?? null, added[0] ?? null);
  return [{ field, title, direction, from, to, added, removed, reason }];
}

/** Everything in which two accounts of one case differ, the gravest kind first. */
function fieldChanges(ground: Ground, old: Held, now: Held): FieldChange[] {
  const before = new Map(valuesOf(old).map((value) => [value.field, value]));
  const after = new Map(valuesOf(now).map((value) => [value.field, value]));
  const fields = [...new Set([...after.keys(), ...before.keys()])];
  const changes = fields.flatMap((field) => fieldChange(ground, old, now, before.get(field), after.get(field)));
  const level = changes.find(({ field }) => field === 'level');
  // Where no analyst judged, the two levels are one.
  return changes.filter(({ field, from, to }) => field !== 'levelByLogs' || from !== level?.from || to !== level?.to);
}

const graveFields = new Set([
  'level',
  'judgement.state',
  'mailboxes',
  'exposure.messages',
  'exposure.folders',
  'exposure.unknown',
  'exposure.diverted',
]);

export function directionOf(directions: readonly Direction[]): Direction {
  const [worse, lower] = (['worse', 'lower'] as const).map((each) =>
    directions.some((it) => it === each || it === 'mixed'),
  );
  return worse ? (lower ? 'mixed' : 'worse') : lower ? 'lower' : 'other';
}

const ref = ({ item }: Held): CaseChange['old'][number] => {
  const { id, tenant, title, level, mailboxes } = item;
  return { id, tenant, title, level, closed: isClosed(item), mailboxes: [...mailboxes] };
};

/** Open, and grave enough to be looked at today. */
const counts = ({ item }: Held): boolean => !isClosed(item) && levelRank(item.level) >= levelRank('medium');

const gravest = (list: readonly Held[]): number =>
  Math.max(-1, ...list.filter(({ item }) => !isClosed(item)).map(({ item }) => levelRank(item.level)));

function movedDirection({ old, now }: Match): Direction {
  if (!old.some(counts) && !now.some(counts)) return 'other';
  const [before, after] = [gravest(old), gravest(now)];
  return after > before ? 'worse' : after < before ? 'lower' : 'other';
}

const changeOf = ({ old, now }: Match): CaseChange['change'] => {
  if (old.length === 0) return 'new';
  if (now.length === 0) return 'withdrawn';
  if (old.length === 1) return now.length === 1 ? 'changed' : 'split';
  return now.length === 1 ? 'merged' : 'regrouped';
};

function moved(ground: Ground, match: Match): CaseChange {
  const { old, now, by } = match;
  const all = [...old, ...now];
  const change = changeOf(match);
  const alone = change === 'new' ? 'old' : change === 'withdrawn' ? 'now' : null;
  const reason =
    (alone === null ? null : unseenReason(ground, alone, all.flatMap(stretchesOf))) ??
    caseReason(ground, 'case', placesOf(all), alone);
  return {
    change,
    direction: movedDirection(match),
    old: old.map(ref),
    new: now.map(ref),
    matchedBy: by,
    reason,
    fields: [],
  };
}

function caseChange(ground: Ground, match: Match): CaseChange[] {
  const { old, now, by } = match;
  const [before, after] = [old[0], now[0]];
  if (before === undefined || after === undefined || old.length + now.length > 2) return [moved(ground, match)];
  const fields = fieldChanges(ground, before, after);
  if (fields.length === 0) return [];
  const grave = fields.filter(({ field }) => graveFields.has(field)).map(({ direction }) => direction);
  const direction = counts(before) || counts(after) ? directionOf(grave) : 'other';
  return [{ change: 'changed', direction, old: [ref(before)], new: [ref(after)], matchedBy: by, reason: null, fields }];
}

export interface CaseChanges {
  readonly changes: CaseChange[];
  /** By the id of a case in the old answer its id in the new one, where one is the other. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** In the order of the new answer's cases, then the cases that only the old one had. */
export function caseChanges(ground: Ground, old: readonly Held[], now: readonly Held[]): CaseChanges {
  const matches = matchCases(old, now);
  const pairs = matches.flatMap((match): [string, string][] => {
    const [before, after] = [match.old[0], match.now[0]];
    return before === undefined || after === undefined || match.old.length + match.now.length > 2
      ? []
      : [[before.item.id, after.item.id]];
  });
  return { changes: matches.flatMap((match) => caseChange(ground, match)), renamed: new Map(pairs) };
}
