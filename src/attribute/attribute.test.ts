// What kind of thing a case is, and how sure the words are.
import { describe, expect, it } from 'vitest';
import type { Finding, Result, Session } from '../record/result.js';
import { attributeIn } from './attribute.js';
import { alsoKnown, forged, inJune, judge, kindOf, known, question } from './fixtures/judge.js';
import { finding, owner, place, profiles, ruled, session, tenant, visits, world } from './fixtures/world.js';

describe('the question of kind', () => {
  it.each<[string, Session[], Finding[], string]>([
    ['forged tokens', forged('198.51.100.7'), [finding('missingSignIn', { level: 'critical' })], 'espionage'],
    [
      'a rule on invoices',
      [session({ addresses: [place('198.51.100.7')] })],
      [finding('stolenSession'), ruled('inbox-rule-hides-words-of-warning'), ruled('sent-then-erased')],
      'mail-fraud',
    ],
    [
      'a colleague from his own desk',
      visits(10, { user: 'clerk@ministry.example', addresses: [place('192.0.2.4', 'office')], messages: 1 }),
      [finding('quietDelegate', { level: 'medium' })],
      'insider',
    ],
  ])('of %s', (_, sessions, findings, answer) => {
    expect(kindOf(judge(world(sessions, findings))).answer).toBe(answer);
  });

  it('of lost sign-ins at home is answered with the logs, and no name is asked', () => {
    const lost = session({
      addresses: [place('192.0.2.4', 'office')],
      classes: { explained: 0, background: 0, notAssessable: 0, unexplained: 10 },
      explanation: { ...session().explanation, class: 'unexplained', control: { comparable: 400, matched: 300 } },
    });
    const attribution = judge(world([lost], [finding('missingSignIn', { level: 'low' })], { level: 'low' }));
    expect(kindOf(attribution).answer).toBe('fault');
    expect(question(attribution, 'name')).toBeUndefined();
  });

  it('ranks by least inconsistency and gives no band twice a meaning', () => {
    const { hypotheses } = kindOf(judge(world(forged('198.51.100.7'), [finding('missingSignIn')])));
    const against = hypotheses.map(({ inconsistency }) => inconsistency);
    expect(against).toEqual([...against].sort((a, b) => a - b));
    for (const { likelihood } of hypotheses) expect(likelihood.from).toBeGreaterThan(0);
    for (const { likelihood } of hypotheses) expect(likelihood.to).toBeLessThan(100);
  });

  it('with nothing that discriminates has no answer', () => {
    const kind = kindOf(
      judge(world([session({ client: null, user: owner })], [], { level: 'low', mailboxes: ['a', 'b'] })),
    );
    expect(kind.answer === null || kind.confidence.level !== 'high').toBe(true);
    expect(kind.statement).toMatch(/likely/);
  });
});

describe('absence', () => {
  it('counts only where a change would have been seen', () => {
    const result = world(forged('198.51.100.7'), [finding('missingSignIn')]);
    const kinds = (each: Result): string[] => kindOf(judge(each)).evidence.map(({ evidence }) => evidence);
    expect(kinds(result)).toContain('readingAlone');
    const filtered = { ...result.coverage, limits: [{ code: 'auditExportFiltered', message: 'x' }] };
    expect(kinds({ ...result, coverage: filtered })).not.toContain('readingAlone');
    const attribution = judge({ ...result, coverage: filtered });
    expect(attribution.missing.map(({ code }) => code)).toContain('changes');
  });
});

describe('a judgement', () => {
  const sessions = [
    ...inJune(forged(known, alsoKnown)),
    session({ id: 'other', addresses: [place('203.0.113.9', 'home')] }),
  ];
  const found = [finding('missingSignIn'), ruled('mailbox-audit-off'), finding('sharedStranger')];

  it('does not depend on any order', () => {
    const result = world(sessions, found);
    const turned = { ...world([...sessions].reverse(), [...found].reverse()), cases: result.cases };
    const listed = profiles();
    const backwards = { ...listed, profiles: [...listed.profiles].reverse() };
    const bytes = JSON.stringify(judge(result));
    expect(JSON.stringify(attributeIn(turned, 'case-1', listed))).toBe(bytes);
    const other = attributeIn(result, 'case-1', backwards);
    expect(other.questions.map(({ answer, hypotheses }) => [answer, hypotheses])).toEqual(
      judge(result).questions.map(({ answer, hypotheses }) => [answer, hypotheses]),
    );
  });

  it('keeps likelihood and confidence in different sentences', () => {
    for (const { statement, confidence } of judge(world(sessions, found)).questions) {
      expect(statement).not.toMatch(/confidence/i);
      expect(confidence.statement).not.toMatch(/likely|chance|certain|\d %/i);
    }
  });

  it('over a campaign is one over the cases together', () => {
    const result = world(sessions, found);
    const [first] = result.cases;
    if (first === undefined) throw new Error('no case');
    const second = {
      ...first,
      id: 'case-2',
      tenant: 'another',
      sessions: [],
      findings: [],
      mailboxes: ['x@y.example'],
    };
    const campaign = {
      id: 'campaign-1',
      tenants: [tenant, 'another'],
      cases: ['case-1', 'case-2'],
    } as Result['campaigns'][number];
    const both = attributeIn({ ...result, cases: [first, second], campaigns: [campaign] }, 'campaign-1', profiles());
    expect(both.subject).toMatchObject({ kind: 'campaign', cases: ['case-1', 'case-2'], mailboxes: 2 });
    expect(kindOf(both).evidence.map(({ evidence }) => evidence)).toContain('severalOrganisations');
  });

  it('of an unknown case is an error', () => {
    expect(() => attributeIn(world([]), 'case-9', profiles())).toThrow(/no case or campaign case-9/);
  });
});
