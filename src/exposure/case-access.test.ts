// Whose accesses count in a session that also holds its owner's, or of which a sign-in is lost.
import { beforeAll, expect, it } from 'vitest';
import { home, life, person, together } from '../../test/store/life.js';
import { at, bind, type Fields, guid, signIn, tokenOf } from '../../test/store/row.js';
import { sessionWorld, type World } from '../../test/store/world.js';
import { sql } from '../query/sql.js';
import { makeCaseAccesses } from './case-access.js';

const rented = (n: number): string => `104.248.${n}.7`;
const begin = at(10, 3);
const own = guid('a session of the intruder');
const shared = guid('a session of the owner');
const [entry, lost] = [guid('entry'), guid('a token whose sign-in the export lost')];

const opened = (id: string, hours: number, who: number, ip: string, session: string, token: string): Fields =>
  bind({ id, at: begin + hours * 3_600_000, user: person(who), ip, session, token: tokenOf(token), issuedAt: begin });

const audit = [
  opened('first', 1, 0, rented(1), own, entry),
  opened('lost', 2, 0, rented(1), own, lost),
  opened('moved', 3, 0, rented(2), own, entry),
  opened('at-home', 1, 1, home(1), shared, guid('of the owner')),
  opened('stolen', 2, 1, rented(3), shared, guid('forged')),
];
const signIns = [
  signIn({ id: entry, at: begin, user: person(0), ip: rented(1), session: own, kind: 'interactiveUser' }),
  signIn({
    id: guid('of the owner'),
    at: begin,
    user: person(1),
    ip: home(1),
    session: shared,
    kind: 'interactiveUser',
  }),
];

let world: World;
let held: string[];
beforeAll(async () => {
  world = await sessionWorld(together(life({ people: 8, days: 14 }), { audit, signIns }));
  const { database } = world;
  const sessions = await database.rows<{ id: string }>(
    sql`SELECT DISTINCT "sessionId" AS id FROM "accessInSession" JOIN access a USING (n) WHERE a.id IN ('first', 'stolen') ORDER BY id`,
  );
  expect(sessions).toHaveLength(2);
  await makeCaseAccesses(database, [{ caseId: 'case', sessions: sessions.map(({ id }) => id) }]);
  const rows = await database.rows<{ id: string }>(
    sql`SELECT a.id FROM "caseAccess" JOIN access a USING (n) ORDER BY id`,
  );
  held = rows.map(({ id }) => id);
});

it('all of an intruder’s own session, though only one of its tokens lacks a sign-in', () => {
  expect(held).toEqual(expect.arrayContaining(['first', 'lost', 'moved']));
});

it('of an owner’s session what is not from a place of his', () => {
  expect(held).toContain('stolen');
  expect(held).not.toContain('at-home');
});
