// One reader without ids behind several mailboxes, from a new server each time: no mailbox alone shows much.
import { beforeAll, describe, expect, it } from 'vitest';
import { life, person, together } from '../../test/store/life.js';
import { at, bind, type Fields, guid } from '../../test/store/row.js';
import { sessionWorld } from '../../test/store/world.js';
import { absentIds } from './absent-ids.js';
import type { Evidence } from './evidence.js';

const odd = guid('an application of his own');
const read = (id: string, n: number, more: Partial<Parameters<typeof bind>[0]> = {}): Fields =>
  bind({ id, at: at(9, 2 + n), user: person(n), ip: `192.0.${41 + n}.1`, ...more });
const rotating = [0, 1, 2].map((n) => read(`rotating-${n}`, n, { app: odd }));
// The same with everybody's client, which others use in strange places too, and with ids.
const lost = [3, 4].map((n) => read(`lost-${n}`, n));
const travelling = read('travelling', 5, { session: guid('travelling') });

let found: Evidence[];
const of = (record: string): Evidence | undefined => found.find((evidence) => evidence.records.includes(record));

beforeAll(async () => {
  const rows = together(life({ people: 12 }), { audit: [...rotating, ...lost, travelling] });
  found = await absentIds.find((await sessionWorld(rows)).database);
});

describe('readers without ids', () => {
  it('of one client in strange places are judged together, as their hours came', () => {
    const [first, second, third] = [0, 1, 2].map((n) => of(`rotating-${n}`));
    expect(third?.message).toContain("none of this reader's accesses, nor of 2 others like it, in 3 different hours");
    expect(first?.steps.map((step) => step.atMs)).toEqual([at(9, 2), at(9, 3), at(9, 4)]);
    expect(second?.weight).toBe(first?.weight);
  });

  it('of a client that carries ids elsewhere are each judged alone', () => {
    expect(of('lost-3')?.message).toContain("none of this reader's accesses, in 1 different hour,");
    expect(of('lost-3')?.weight).toBeLessThan(of('rotating-0')?.weight ?? 0);
  });
});
