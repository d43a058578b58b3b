// Exports that were filtered to some users, and hours that are missing from a busy period, are plain statements with a code, the
// file and numbers; nights, weekends, quiet days and small tenants are none.
import { describe, expect, it } from 'vitest';
import { gapLimits } from '../src/exposure/gap-limit.js';
import { readAuditGaps } from '../src/exposure/unknown.js';
import { auditLimits } from '../src/reconcile/audit-limit.js';
import { signInLimits } from '../src/reconcile/sign-in-limit.js';
import type { Note } from '../src/record/result.js';
import { keep } from '../src/simulate/memory.js';
import { life, person, type Rows } from './store/life.js';
import { at, type Fields } from './store/row.js';
import { type Files, lines, load, reconcileStore } from './store/world.js';

/** What the answer to some files says of holes and filters. */
async function told(files: Files): Promise<Note[]> {
  const { database, reconciled } = await reconcileStore(await load(files));
  const limits = [
    ...(await signInLimits(database, reconciled.coverage)),
    ...(await auditLimits(database)),
    ...(await gapLimits(database, await readAuditGaps(database))),
  ];
  const codes = ['auditGap', 'signInGap', 'signInExportFiltered', 'auditExportFilteredToUsers'];
  return limits.filter(({ code }) => codes.includes(code));
}
const toldOf = ({ audit, signIns }: Rows): Promise<Note[]> =>
  told({ 'audit.jsonl': lines(audit), 'sign-ins.jsonl': lines(signIns) });
const timeOf = (row: Fields): string => String(row.CreationTime ?? row.createdDateTime);
const without = (rows: readonly Fields[], from: number, to: number): Fields[] =>
  rows.filter((row) => timeOf(row) < new Date(from).toISOString() || timeOf(row) >= new Date(to).toISOString());
/** Six people, a token an hour each, in the hours of an office, not at weekends. */
const office = (people = 6, days = 12): Rows => {
  const { audit, signIns } = life({ people, days, hours: [8, 9, 10, 11, 12, 13, 14, 15] });
  const workday = (row: Fields): boolean => new Date(`${timeOf(row).slice(0, 10)}T00:00:00Z`).getUTCDay() % 6 !== 0;
  return { audit: audit.filter(workday), signIns: signIns.filter(workday) };
};

describe('silent hours inside a busy period', () => {
  it('of the audit log: from when to when, how many records, and in which file', async () => {
    const { audit, signIns } = office();
    const notes = await toldOf({ audit: without(audit, at(8, 10), at(8, 14)), signIns });
    expect(notes.map(({ code }) => code)).toEqual(['auditGap']);
    expect(notes[0]?.message).toMatch(
      /from 2024-03-12T09:\d\d:00Z to 2024-03-12T14:05:00Z, where even on quiet days 24 would stand: within audit.jsonl/,
    );
  });

  it('of the sign-ins, and between two files', async () => {
    const { audit, signIns } = office();
    const [first, second] = [without(signIns, at(8, 9), at(40)), without(signIns, 0, at(8, 14))];
    const notes = await told({ 'audit.jsonl': lines(audit), 'a.jsonl': lines(first), 'b.jsonl': lines(second) });
    expect(notes.map(({ code }) => code)).toEqual(['signInGap']);
    expect(notes[0]?.message).toMatch(
      /non-interactive sign-ins of tenant \S+ have a hole .* quiet days 30 would stand: between a.jsonl and b.jsonl/,
    );
  });

  it('no hole: nights, weekends, a day on which one of three people works, a log of a few rows', async () => {
    expect(await toldOf(office())).toEqual([]);
    const { audit, signIns } = office(3);
    const alone = (rows: readonly Fields[]): Fields[] =>
      rows.filter(
        (row) => !timeOf(row).startsWith('2024-03-13') || String(row.UserId ?? row.userPrincipalName) === person(0),
      );
    expect(await toldOf({ audit: alone(audit), signIns: alone(signIns) })).toEqual([]);
    const few = life({ people: 2, days: 12, hours: [9] });
    expect(await toldOf({ audit: without(few.audit, at(5), at(6)), signIns: few.signIns })).toEqual([]);
  });

  it.each([3, 12])(
    'no hole in the simulated life of %d mailboxes',
    async (mailboxes) => {
      const { files } = keep({
        ...{ seed: 4, mailboxes, days: 21, start: '2024-04-08', scenarios: [], pace: 0.5 },
        ...{ shapes: ['auditDataLines'], signIns: 'graphBetaLines', defects: 'none' },
      });
      expect(await told(Object.fromEntries(files))).toEqual([]);
    },
    60_000,
  );
});

describe('exports filtered to some users', () => {
  const of = (rows: readonly Fields[], people: readonly number[]): Fields[] =>
    rows.filter((row) => people.some((n) => String(row.UserId ?? row.userPrincipalName) === person(n)));

  it('of the audit log: how many of those who signed in for mail it knows', async () => {
    const { audit, signIns } = life({ people: 10 });
    const notes = await toldOf({ audit: of(audit, [0, 1, 2]), signIns });
    expect(notes.map(({ code }) => code)).toEqual(['auditExportFilteredToUsers']);
    expect(notes[0]?.message).toContain('(audit.jsonl) holds records of 3 of the 10 people');
    const small = life({ people: 3 });
    expect((await toldOf({ ...small, audit: of(small.audit, [0]) }))[0]?.message).toContain('1 of the 3');
  });

  it('of the sign-ins: the file, and how many of those who read mail sign in there', async () => {
    const { audit, signIns } = life({ people: 10 });
    const notes = await toldOf({ audit, signIns: of(signIns, [0, 1, 2, 3]) });
    expect(notes.map(({ code }) => code)).toEqual(['signInExportFiltered']);
    expect(notes[0]?.message).toMatch(
      /\(sign-ins.jsonl\) seems to be filtered to 4 users: of 10 people that read mail with tokens 4 sign in there/,
    );
  });

  it('no filter: one of three who opened no mail, people who were away, most of whom were there', async () => {
    const small = life({ people: 3 });
    expect(await toldOf({ ...small, audit: of(small.audit, [0, 1]) })).toEqual([]);
    const away = life({ people: 10 });
    const there = [0, 1, 2];
    expect(await toldOf({ audit: of(away.audit, there), signIns: of(away.signIns, there) })).toEqual([]);
    expect(await toldOf({ ...away, audit: of(away.audit, [0, 1, 2, 3, 4, 5]) })).toEqual([]);
  });
});
