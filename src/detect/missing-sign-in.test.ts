// Tokens that no sign-in issued: one is everyday life, several hours of them are not; and since when it could be told.
import { describe, expect, it } from 'vitest';
import { forged, life, person, type Rows, together } from '../../test/store/life.js';
import { at, bind, type Fields, guid, signIn, tokenOf } from '../../test/store/row.js';
import { sessionWorld } from '../../test/store/world.js';
import { silent } from '../util/progress.js';
import { detect } from './detect.js';
import type { Clue } from './evidence.js';
import type { Suspicion } from './weigh.js';

const hour = 3_600_000;
const suspicions = async (rows: Rows): Promise<Suspicion[]> => [
  ...(await detect((await sessionWorld(rows)).database, silent)).values(),
];
const missing = (all: readonly Suspicion[]): (Suspicion & { own: Clue })[] =>
  all.flatMap((suspicion) => {
    const own = suspicion.evidence.find((evidence) => evidence.detection === 'missingSignIn');
    return own === undefined ? [] : [{ ...suspicion, own }];
  });
/** Ordinary life in which one token of one person misses its sign-in. */
const lossy = (rows: Rows): Rows => ({
  ...rows,
  signIns: rows.signIns.filter((row) => row.id !== guid(`token ${person(1)} 6 9`)),
});

describe('missingSignIn', () => {
  it('one loss stays low or less', async () => {
    const [only, ...more] = missing(await suspicions(lossy(life({ people: 6 }))));
    expect(more).toEqual([]);
    expect(['informational', 'low']).toContain(only?.level ?? 'informational');
    expect(only?.own.records ?? []).toHaveLength(only === undefined ? 0 : 1);
  });

  // missing-sign-in.ts weighs each session as if it were the only one looked at. Of 500 tokens one is lost: its session, which
  // has no other, stands at medium and makes a case; of 42,500 tokens one is lost: high, and the verdict is an intrusion.
  it('one loss stays a hint in a larger export too', async () => {
    const all = missing(await suspicions(lossy(life({ people: 5, days: 110, hours: [9] }))));
    expect(all.map((suspicion) => suspicion.level)).toEqual(['informational']);
  });

  it('three hours of one session stand at high, and the control is counted', async () => {
    const [only] = missing(await suspicions(together(life({ people: 10 }), { audit: forged(at(5, 2), 3) })));
    expect(only).toMatchObject({ level: 'high' });
    expect(only?.own.records).toHaveLength(3);
    expect(only?.own.firstMs).toBe(at(5, 2) + 60_000);
    expect(only?.own.lastMs).toBe(at(5, 4) + 60_000);
  });

  it('many tokens of one hour are one loss', async () => {
    const one = Array.from(
      { length: 4 },
      (_, n) => forged(at(5, 2), 1, { id: guid(`o${n}`), token: tokenOf(guid(`one ${n}`)) })[0] as Fields,
    );
    const [only] = missing(await suspicions(together(life({ people: 10 }), { audit: one })));
    expect(['informational', 'low', 'medium']).toContain(only?.level);
    expect(only?.own.records).toHaveLength(4);
  });

  it('the tokens of one network and application are judged together', async () => {
    const audit = [0, 1, 2].flatMap((n) => forged(at(5, 2 + n), 1, { user: person(n) }));
    const all = missing(await suspicions(together(life({ people: 10 }), { audit })));
    expect(all.map((suspicion) => suspicion.level)).toEqual(['high', 'high', 'high']);
  });
});

describe('since when it was detectable', () => {
  const busy = together(life({ people: 10, days: 10 }));

  it('with the record that made it sufficient, not with the last', async () => {
    const rows = together(busy, { audit: forged(at(6, 1), 8, { session: guid('long') }) });
    const [only] = missing(await suspicions(rows));
    expect(only?.detectableMs).toBeGreaterThanOrEqual(at(6, 3));
    expect(only?.detectableMs).toBeLessThan(at(6, 6));
    const steps = only?.own.steps ?? [];
    expect(steps.map((step) => step.atMs)).toEqual([...steps.map((step) => step.atMs)].sort((a, b) => a - b));
  });

  it('never before the control stood: it uses earlier records only', async () => {
    const early = Array.from({ length: 10 }, (_, day) =>
      bind({
        id: `f${day}`,
        at: at(day, 3),
        user: person(0),
        ip: '192.0.2.66',
        session: guid('e'),
        token: tokenOf(guid(`early ${day}`)),
        issuedAt: at(day, 3) - 60_000,
      }),
    );
    const login = signIn({ at: at(-2), user: person(3), kind: 'interactiveUser' });
    const other = signIn({ at: at(-2), user: person(3) });
    const [only] = missing(
      await suspicions(together(life({ people: 5, days: 12 }), { audit: early, signIns: [login, other] })),
    );
    // Ten tokens a day find their sign-in, and the twentieth of them on the second afternoon.
    expect(only?.own.steps[0]?.atMs).toBeGreaterThan(at(1, 13));
  });

  // missing-sign-in.ts evidenceOf(): where the control came only after the last forged token, the finding is dated to that
  // token, days before its evidence was sufficient.
  it('nor where the forged tokens ended before the control stood', async () => {
    const signIns = [
      signIn({ at: at(-2), user: person(3), kind: 'interactiveUser' }),
      signIn({ at: at(-2), user: person(3) }),
    ];
    const all = life({ people: 10, days: 12 });
    const later = all.audit.filter((record) => String(record.CreationTime) >= new Date(at(2)).toISOString());
    const rows = together(
      { signIns: all.signIns, audit: later },
      { audit: forged(at(0, 2), 6, { session: guid('e') }), signIns },
    );
    const [only] = missing(await suspicions(rows));
    expect(only?.level).toBe('critical');
    expect(only?.detectableMs).toBeGreaterThan(at(2) + 9 * hour);
  });
});
