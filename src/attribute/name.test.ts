// What can name somebody, and what never can.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../record/result.js';
import { evidenceByFinding } from './evidence/by-finding.js';
import { alsoKnown, forged, inJune, judge, known, nameOf, question, termOf } from './fixtures/judge.js';
import { finding, place, ruled, session, visits, world } from './fixtures/world.js';
import { type Profile, profileSchema } from './profile/profile.js';

describe('a name', () => {
  it('is given for several indicators within their dates, and no further than their source goes', () => {
    const name = nameOf(judge(world(inJune(forged(known, alsoKnown)), [finding('missingSignIn')])));
    expect(name.answer).toBe('storm-0558');
    expect(termOf(name, 'storm-0558')).toBe('very likely');
    expect(name.statement).toContain('published as Antique Typhoon (Storm-0558)');
    expect(name.confidence.level).toBe('moderate');
  });

  it('for a single one is weaker, and the false flag gains', () => {
    const one = nameOf(judge(world(inJune(forged(known)), [finding('missingSignIn')])));
    const two = nameOf(judge(world(inJune(forged(known, alsoKnown)), [finding('missingSignIn')])));
    expect(termOf(one, 'storm-0558')).toBe('likely');
    expect(termOf(one, 'false-flag')).toBe('unlikely');
    expect(termOf(two, 'false-flag')).toBe('almost no chance');
    expect(one.confidence.level).toBe('low');
  });

  it('is not given for a single one beside a way that its owner is not known for: a planted trace', () => {
    const sessions = inJune(forged(known)).map((each) => ({
      ...each,
      classes: { ...each.classes, explained: 10, unexplained: 0 },
    }));
    const found = [finding('deviceCode'), ruled('inbox-rule-forwards'), ruled('inbox-rule-hides-words-of-warning')];
    const name = nameOf(judge(world(sessions, found)));
    expect(name.answer).toBeNull();
    expect(name.hypotheses[0]?.id).toBe('false-flag');
    expect(name.statement).toMatch(/^Not attributable from these logs/);
  });

  it.each<[string, Session[], string]>([
    ['after its dates', forged(known).filter(({ firstAt }) => firstAt > '2023-06-26'), 'outsideDates'],
    [
      'over the edge of its dates',
      [{ ...(forged(known)[0] as Session), firstAt: '2023-06-25T10:00:00Z', lastAt: '2023-06-26T01:00:00Z' }],
      'overEdge',
    ],
    [
      'where a VPN comes out',
      inJune(forged(known)).map((each) => ({ ...each, addresses: [place(known, 'vpn')] })),
      'shared',
    ],
  ])('is not given for an indicator %s, and that is told', (_, sessions, state) => {
    const attribution = judge(world(sessions, [finding('missingSignIn')]));
    const name = nameOf(attribution);
    expect(name.answer).toBeNull();
    expect(name.evidence.filter(({ specific }) => specific)).toEqual([]);
    expect(attribution.outsideDates.map((each) => each.state)).toContain(state);
    expect(termOf(name, 'storm-0558')).toBe('very unlikely');
  });

  it('is not asked for where no intruder is likely', () => {
    const own = session({ addresses: [place('192.0.2.4', 'home')] });
    expect(judge(world([own], [], { level: 'low' })).questions.map((each) => each.question)).toEqual(['kind']);
  });

  it('ends with its last indicator: leave one out', () => {
    const name = nameOf(judge(world(inJune(forged(known, alsoKnown)), [finding('missingSignIn')])));
    const carrying = name.evidence.find(({ evidence }) => evidence === 'indicator of storm-0558');
    expect(carrying?.without.leader).toBe('another-actor');
    expect(name.carriedBy[0]?.evidence).toBe('indicator of storm-0558');
  });
});

const own = (change: Record<string, unknown> = {}): Profile =>
  profileSchema.parse({
    ...{ id: 'our-actor', name: 'Our actor', question: 'name', about: 'Somebody.', date: '2024-01-01' },
    sources: [
      {
        id: 'paper',
        title: 'A paper',
        url: 'https://example.com/p',
        date: '2024-01-01',
        reliability: 'B',
        information: 2,
      },
    ],
    indicators: ['203.0.113.9', '203.0.113.10'].map((value) => ({
      ...{ type: 'address', value, from: '2023-06-01', until: '2023-07-31', source: 'paper' },
    })),
    ...change,
  });

describe("a user's profile", () => {
  const sessions = forged('203.0.113.9', '203.0.113.10');
  const result = world(sessions, [finding('missingSignIn')]);

  it('can name', () => {
    expect(nameOf(judge(result, own())).answer).toBe('our-actor');
  });

  it('without a source that can be opened cannot, whatever it lists', () => {
    for (const sources of [[], [{ id: 'paper', title: 'Hearsay', date: '2024-01-01' }]]) {
      const attribution = judge(result, own({ sources }));
      expect(nameOf(attribution).answer).toBeNull();
      expect(attribution.profiles.find(({ id }) => id === 'our-actor')?.canName).toBe(false);
      expect(attribution.outsideDates.map(({ state }) => state)).toContain('unsourced');
    }
  });

  it('of a doubtful source can note an indicator and not name', () => {
    const doubtful = own({ sources: [{ ...own().sources[0], reliability: 'E', information: 5 }] });
    expect(nameOf(judge(result, doubtful)).answer).toBeNull();
  });

  it('whose indicators were used only after they had been published raises the false flag', () => {
    const late = own({ indicators: own().indicators.map((each) => ({ ...each, published: '2023-06-02' })) });
    const name = nameOf(judge(result, late));
    expect(name.evidence.map(({ evidence }) => evidence)).toContain('lateIndicator');
    expect(name.hypotheses.findIndex(({ id }) => id === 'false-flag')).toBeLessThan(2);
  });

  it('beside indicators of another actor makes neither', () => {
    const name = nameOf(judge(world(inJune(forged('203.0.113.9', known)), [finding('missingSignIn')]), own()));
    expect(name.evidence.map(({ evidence }) => evidence)).toContain('mixedIndicators');
    expect(name.answer).toBeNull();
  });
});

const detections = [...evidenceByFinding().keys()];

describe('generic evidence', () => {
  it('never names a group, whatever comes together', () => {
    const many = fc.subarray(detections, { maxLength: 6 });
    const kinds = fc.constantFrom('hosting', 'vpn', 'home', 'office', 'mobile', null);
    fc.assert(
      fc.property(many, kinds, fc.integer({ min: 0, max: 30 }), (names, kind, count) => {
        const sessions = visits(count, { addresses: [place('203.0.113.9', kind)] });
        const found = names.map((name) =>
          name.startsWith('T1')
            ? finding('rule', { id: `finding-${name}`, rule: { id: name, source: 'own/own.yml' }, techniques: [name] })
            : name.includes('-')
              ? ruled(name)
              : finding(name),
        );
        const name = question(judge(world(sessions, found)), 'name');
        if (name === undefined) return;
        expect(name.answer).toBeNull();
        const groups = name.hypotheses.filter(({ id }) => id !== 'another-actor' && id !== 'false-flag');
        for (const { likelihood } of groups) expect(likelihood.from).toBeLessThan(45);
      }),
      { numRuns: 60 },
    );
  });

  it('of hours counts only with enough visits, and only against', () => {
    const few = nameOf(judge(world(forged('198.51.100.7').slice(0, 15), [finding('missingSignIn')])));
    expect(few.evidence.some(({ evidence }) => evidence.includes('hours of'))).toBe(false);
    const fits = nameOf(judge(world(forged('198.51.100.7'), [finding('missingSignIn')])));
    const hours = fits.evidence.find(({ evidence }) => evidence === 'fits the hours of storm-0558');
    expect(hours).toMatchObject({ diagnostic: 'not', specific: false });
    const night = forged('198.51.100.7').map((each) => ({
      ...each,
      firstAt: each.firstAt.replace('T0', 'T1'),
      lastAt: each.lastAt.replace('T0', 'T1'),
    }));
    const misses = nameOf(judge(world(night, [finding('missingSignIn')])));
    expect(termOf(misses, 'storm-0558')).toBe('almost no chance');
  });
});
