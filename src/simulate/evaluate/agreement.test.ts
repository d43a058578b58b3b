import { describe, expect, it } from 'vitest';
import { compareClasses, compareSums, readKnown } from './agreement.js';
import { access, result } from './fixtures/example.js';

const accesses = [
  access('a'),
  access('b'),
  access('c', { tier: 'session' }),
  access('d', { actor: 'service', class: 'background', tier: null }),
  access('e', { actor: 'intruder', class: 'unexplained', tier: null, intrusion: 'i1' }),
  access('f', { actor: 'intruder', class: 'unexplained', tier: null, intrusion: 'i1' }),
  access('g', { class: null, tier: null, undecided: 'signInLost' }),
];

const line = (id: string, name: string | null, reason: string | null) => ({ id, class: name, reason });
const records = [
  line('a', 'explained', 'token'),
  line('b', 'explained', 'context'),
  line('c', 'unexplained', 'noSignIn'),
  line('d', 'background', 'service'),
  line('e', 'unexplained', 'noSignIn'),
  line('g', 'notAssessable', 'noSignInLog'),
  line('a', 'unexplained', 'a copy that comes later'),
  line('rule', null, null),
  line('z', 'explained', 'token'),
];

describe('classes', () => {
  it('are compared access by access', async () => {
    const agreement = await compareClasses(await readKnown(accesses), records);
    expect(agreement.decided).toBe(6);
    expect(agreement.agreed).toBe(4); // a, b, d, e
    expect(agreement.confusion).toEqual({
      explained: { explained: 2, unexplained: 1 },
      background: { background: 1 },
      notAssessable: {},
      unexplained: { unexplained: 1, absent: 1 },
    });
    expect(agreement.tiers).toEqual({ token: { token: 1, context: 1 } });
    expect(agreement.undecided).toEqual({ signInLost: { notAssessable: 1 } });
    expect(agreement.hostile).toEqual({ unexplained: 1, absent: 1 });
    expect(agreement.surplus).toBe(1); // z
    expect(agreement.disagreements).toEqual([
      { expected: 'explained', got: 'unexplained', actor: 'owner', reason: 'noSignIn', accesses: 1, examples: ['c'] },
      { expected: 'unexplained', got: 'absent', actor: 'intruder', reason: null, accesses: 1, examples: ['f'] },
    ]);
  });

  it('are compared by their sums where the records are not given', async () => {
    const { reconciliation } = result();
    const found = { ...reconciliation, explained: 4, background: 1, unexplained: 2 };
    expect(compareSums(await readKnown(accesses), { reconciliation: found })).toEqual({
      undecided: 1,
      sums: [
        { class: 'explained', expected: 3, got: 4 },
        { class: 'background', expected: 1, got: 1 },
        { class: 'notAssessable', expected: 0, got: 0 },
        { class: 'unexplained', expected: 2, got: 2 },
      ],
    });
  });
});
