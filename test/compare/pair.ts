// What must hold for any two answers, whatever they say: used on answers of the engine and on invented ones.
import { expect } from 'vitest';
import { type Compared, compare } from '../../src/compare/compare.js';
import { statedIn } from '../../src/output/compare/stated.js';
import { type Comparison, comparison } from '../../src/record/comparison.js';
import type { Case, Result } from '../../src/record/result.js';

export const compared = (name: string, result: Result): Compared => ({ name, result, statements: statedIn(result) });

export const between = (old: Result, now: Result): Comparison =>
  comparison.parse(compare(compared('old', old), compared('new', now)));

export const isEmpty = ({ verdict, cases, exposure, accesses, statements }: Comparison): boolean =>
  verdict === null && cases.length + exposure.length + accesses.length + statements.length === 0;

const turned: Readonly<Record<string, string>> = {
  ...{ new: 'withdrawn', withdrawn: 'new', split: 'merged', merged: 'split', worse: 'lower', lower: 'worse' },
  ...{ lateSignIns: 'signInsGone', signInsGone: 'lateSignIns', added: 'removed', removed: 'added' },
};
const turn = (word: string): string => turned[word] ?? word;
const sorted = (list: readonly unknown[]): string[] => list.map((each) => JSON.stringify(each)).sort();
const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id).sort();

/** Everything that is told, without words and order, as it would stand from the one side; `back`: turned round. */
function gist({ basis, verdict, cases, exposure, accesses, statements }: Comparison, back: boolean) {
  const word = back ? turn : (text: string): string => text;
  const kinds = new Map(basis.map(({ id, kind, change }) => [id, `${kind} ${word(change)}`]));
  const why = (reason: { code: string; basis: readonly string[] } | null) =>
    reason === null ? null : [word(reason.code), ...reason.basis.map((id) => kinds.get(id) ?? '').sort()];
  const two = <T>(a: T, b: T): readonly [T, T] => (back ? [b, a] : [a, b]);
  return {
    basis: sorted(basis.map(({ kind, change, names }) => [kind, word(change), names])),
    verdict: verdict === null ? null : [two(verdict.from, verdict.to), why(verdict.reason)],
    cases: sorted(
      cases.map((each) => [
        word(each.change),
        word(each.direction),
        two(ids(each.old), ids(each.new)),
        each.matchedBy,
        why(each.reason),
        sorted(
          each.fields.map((it) => [
            it.field,
            word(it.direction),
            two(it.from, it.to),
            two([...it.added].sort(), [...it.removed].sort()),
            why(it.reason),
          ]),
        ),
      ]),
    ),
    exposure: sorted(
      exposure.map((it) => [
        it.mailbox,
        it.kind,
        two(it.from, it.to),
        two(it.added, it.removed),
        it.changed,
        it.level,
        why(it.reason),
      ]),
    ),
    accesses: sorted(accesses.map((it) => [it.mailbox, two(it.from, it.to), why(it.reason)])),
    statements: sorted(statements.map((it) => [it.class, word(it.change), two(it.from, it.to), why(it.reason)])),
  };
}

const messages = (result: Result): string[] => [
  ...new Set(result.cases.flatMap(({ exposure }) => exposure.named.items.map((it) => `${it.mailbox} ${it.messageId}`))),
];

/** Without how far the logs reach, which is no part of it. */
const whole = ({ story, ...item }: Case): string => JSON.stringify({ ...item, story: { ...story, logsEndAt: null } });

/** Nothing in which cases, exposure or the answer differ remains untold. */
function expectTold(old: Result, now: Result, told: Comparison): void {
  const named = new Set(told.cases.flatMap((each) => [...each.old, ...each.new].map(({ id }) => id)));
  const [before, after] = [old, now].map(({ cases }) => new Map(cases.map((item) => [item.id, whole(item)])));
  for (const { id } of [...old.cases, ...now.cases])
    if (before?.get(id) !== after?.get(id)) expect(named).toContain(id);
  const gone = messages(old).filter((each) => !messages(now).includes(each));
  const come = messages(now).filter((each) => !messages(old).includes(each));
  const listed = (key: 'added' | 'removed'): string[] =>
    told.exposure
      .filter(({ kind }) => kind === 'messages')
      .flatMap((it) => it[key].map((name) => `${it.mailbox} ${name}`));
  expect(listed('added').sort()).toEqual(come.sort());
  expect(listed('removed').sort()).toEqual(gone.sort());
  if (old.verdict.sentence !== now.verdict.sentence) expect(told.verdict).not.toBeNull();
  const texts = (result: Result): string[] => compared('', result).statements.map(({ text }) => text);
  const renamed = told.statements.flatMap(({ from, to }) => [from, to]);
  const other = [texts(old), texts(now)].map((list, i, both) =>
    list.filter((text) => both[1 - i]?.includes(text) === false),
  );
  // A case that only has another id is called by that in both, so its statements need not be told.
  const sameIds = told.cases.every((each) => each.change !== 'changed' || each.old[0]?.id === each.new[0]?.id);
  if (sameIds) for (const text of other.flat()) expect(renamed).toContain(text);
}

/** Reasons name only what really differs, and a single difference is the reason of everything that can come from it. */
function expectReasons(told: Comparison): void {
  const reasons = [
    ...(told.verdict === null ? [] : [told.verdict.reason]),
    ...told.cases.flatMap((each) => [
      ...(each.reason === null ? [] : [each.reason]),
      ...each.fields.map((it) => it.reason),
    ]),
    ...[...told.exposure, ...told.accesses, ...told.statements].map((it) => it.reason),
  ];
  const kinds = new Map(told.basis.map(({ id, kind }) => [id, kind]));
  for (const { code, basis, statement } of reasons) {
    for (const id of basis) expect(kinds.has(id), statement).toBe(true);
    const own = new Set(basis.map((id) => kinds.get(id)));
    if (own.size > 1) expect(['logs', 'oneOf', 'lateSignIns', 'signInsGone'], statement).toContain(code);
    if (basis.length === 0) expect(code).toBe('notKnown');
    if (code === 'oneOf') expect(statement).toContain('not known from these two results');
  }
}

/** Of a pair: itself empty, mirrored, complete, with reasons that are there. What was found. */
export function expectSound(old: Result, now: Result): Comparison {
  const told = between(old, now);
  expect(isEmpty(between(old, old))).toBe(true);
  expect(gist(between(now, old), true)).toEqual(gist(told, false));
  expectTold(old, now, told);
  expectReasons(told);
  if (isEmpty(told)) expect(told.headline.code).toBe('nothingNew');
  else expect(told.headline.code).not.toBe('nothingNew');
  return told;
}
