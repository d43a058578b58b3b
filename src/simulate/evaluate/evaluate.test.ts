// Every figure here can be computed in the head: three intrusions, of which one is found at high in two cases, one at low and
// one not at all; two false cases; 2,000 mailbox-days.
import { describe, expect, it } from 'vitest';
import { readKnown } from './agreement.js';
import { evaluate } from './evaluate.js';
import { access, campaign, caseOf, finding, intrusion, opened, result, session, truth } from './fixtures/example.js';
import { renderEvaluation } from './render.js';

const [m1, m2, m3] = ['m1@a.example', 'm2@a.example', 'm3@a.example'];
const at = (hour: number) => `2024-01-01T${String(hour).padStart(2, '0')}:00:00Z`;

const found = intrusion('i1', {
  ...{ campaign: 'c', variant: 'copied-ids', mailboxes: [m1, m2], records: ['h1', 'h2', 'r1'] },
  accessRecords: ['h1', 'h2'],
  messages: ['x', 'y', 'z'].map((messageId) => ({ mailbox: m1, messageId })),
  folders: [{ mailbox: m1, folder: '\\Inbox' }],
  unknown: [{ mailbox: m1, fromAt: at(2), toAt: at(6), reason: 'throttled' }],
  diverted: [{ mailbox: m2, to: 'Drop@Else.example' }],
  ...{ firstAccessAt: at(1), detectableAt: at(2) },
});
const weak = intrusion('i2', { campaign: 'c', variant: 'no-ids', mailboxes: [m3], records: ['h3'] });
const missed = intrusion('i3', { scenario: 'slow-insider', records: ['h4'] });
const silent = intrusion('i4', { scenario: 'slow-insider', detectableAt: null });

const cases = [
  caseOf('case-a', 'high', {
    ...{ sessions: ['s1'], mailboxes: [m1], detectableAt: at(3) },
    exposure: {
      named: { messages: 3, bytes: 0, items: [opened(m1, 'x'), opened(m1, 'y'), opened(m1, 'o'), opened(m1, null)] },
      folders: [{ mailbox: m1, folder: '\\Inbox', firstAt: at(1), lastAt: at(1), records: [] }],
      unknown: [{ mailbox: m1, fromAt: at(4), toAt: at(9), reason: 'throttled' }],
    },
  }),
  caseOf('case-b', 'medium', {
    ...{ findings: ['f1'], mailboxes: [m2], detectableAt: at(2) },
    exposure: {
      diverted: [
        {
          ...{ mailbox: m2, to: ['drop@else.example'], by: 'rule', condition: null, fromAt: at(2), toAt: null },
          records: [],
        },
      ],
    },
  }),
  caseOf('case-c', 'low', { sessions: ['s3'], mailboxes: [m3], detectableAt: at(2) }),
  caseOf('case-d', 'medium', { sessions: ['s4'], mailboxes: [m3] }),
  caseOf('case-e', 'low', { sessions: ['s5'], mailboxes: ['m9@a.example'] }),
];
const weakly = { score: 5, level: 'medium' as const, reasons: [{ code: 'newReader', message: 'new', weight: 3 }] };
const given = result({
  cases,
  sessions: [
    ...[session('s1', ['h1', 'h2', 'o1']), session('s3', ['h3'], { suspicion: weakly })],
    ...[session('s4', ['o2', 'o3'], { suspicion: weakly }), session('s5', ['o4'], { suspicion: weakly })],
  ],
  findings: [finding('f1', ['r1'])],
});
const world = truth({ intrusions: [found, weak, missed, silent] });
const material = { result: given, truth: world, known: null, records: null };

describe('an evaluation', async () => {
  const evaluation = await evaluate(material);
  const byScenario = (scenario: string, variant: string | null = null) =>
    evaluation.scenarios.find((row) => row.scenario === scenario && row.variant === variant);

  it('gives recall by scenario, variant and threshold', () => {
    expect(evaluation.scenarios.map((row) => [row.scenario, row.variant])).toEqual([
      ['forged-token', null],
      ['forged-token', 'copied-ids'],
      ['forged-token', 'no-ids'],
      ['slow-insider', null],
    ]);
    expect(byScenario('forged-token')?.recall.high).toMatchObject({ hits: 1, of: 2, share: 0.5 });
    expect(byScenario('forged-token')?.recall.low).toMatchObject({ hits: 2, of: 2, share: 1 });
    expect(byScenario('forged-token', 'no-ids')?.recall.medium).toMatchObject({ hits: 0, of: 1, share: 0 });
    expect(byScenario('slow-insider')).toMatchObject({ intrusions: 2, undetectable: 1 });
    expect(byScenario('slow-insider')?.recall.low).toMatchObject({ hits: 0, of: 1 });
    expect(evaluation.overall.recall.critical).toMatchObject({ hits: 0, of: 3 });
  });

  it('measures the scope of what was found', () => {
    const [check] = evaluation.intrusions;
    expect(check).toMatchObject({ level: 'high', score: 12, cases: ['case-a', 'case-b'], worked: 2, mixedWith: [] });
    expect(check).toMatchObject({ records: 3, recordsHeld: 3, ordinary: 1 });
    expect(check?.scope?.mailboxes).toMatchObject({ right: 2, missing: 0, extra: 0 });
    expect(check?.scope?.messages).toMatchObject({ right: 2, missing: 1, extra: 1, missed: [`${m1} z`] });
    expect(check?.scope?.nameless).toBe(1);
    expect(check?.scope?.folders).toMatchObject({ right: 1, missing: 0, extra: 0 });
    expect(check?.scope?.diverted).toMatchObject({ right: 1, missing: 0, extra: 0 });
    const hour = 3_600_000;
    expect(check?.scope?.unknown).toEqual({ truthMs: 4 * hour, rightMs: 2 * hour, extraMs: 3 * hour });
    expect(evaluation.overall.exactMailboxes).toMatchObject({ hits: 1, of: 1 });
    expect(evaluation.overall.exactMessages).toMatchObject({ hits: 0, of: 1 });
    expect(evaluation.intrusions[1]).toMatchObject({ level: 'low', scope: null, worked: 0, score: 5 });
    expect(evaluation.intrusions[1]?.reasons.map((reason) => reason.code)).toEqual(['newReader']);
  });

  it('takes the time from the case at high, not from an earlier weaker one', () => {
    expect(evaluation.overall.fromFirstAccess).toEqual({ of: 1, median: 120, p90: 120 });
    expect(evaluation.overall.afterTruth).toEqual({ of: 1, median: 60, p90: 60 });
  });

  it('lists false cases with their reasons and rates', () => {
    const { atLeast, list, reasons } = evaluation.falseCases;
    expect(list.map((item) => [item.id, item.level, item.inVictim])).toEqual([
      ['case-d', 'medium', true],
      ['case-e', 'low', false],
    ]);
    expect(list[0]).toMatchObject({ score: 5, actors: {}, records: ['o2', 'o3'], reasons: [{ code: 'newReader' }] });
    // 2, 1 and 0 cases in 2,000 mailbox-days; the bounds are 6.2958, 4.7439 and 2.9957 cases.
    expect(atLeast.low).toEqual({ cases: 2, rate: 1, upper: 3.1479 });
    expect(atLeast.medium).toEqual({ cases: 1, rate: 0.5, upper: 2.3719 });
    expect(atLeast.high).toEqual({ cases: 0, rate: 0, upper: 1.4979 });
    expect(reasons).toEqual([{ code: 'newReader', cases: 2, byLevel: { low: 1, medium: 1 } }]);
  });

  it('counts campaign links over pairs of intrusions', async () => {
    // i1 and i2 are one campaign, but i2 was not found at medium.
    const nothing = { right: 0, missed: 0, wrong: 0, mixed: 0, notFound: 1, falseCases: 0 };
    expect(evaluation.campaigns).toMatchObject(nothing);
    const raised = cases.map((item) => (item.id === 'case-c' ? { ...item, level: 'medium' as const } : item));
    const told = (campaigns: ReturnType<typeof campaign>[], about = 'c') =>
      evaluate({
        ...material,
        truth: truth({ intrusions: [found, { ...weak, campaign: about }] }),
        result: { ...given, cases: raised, campaigns },
      });
    expect((await told([])).campaigns).toMatchObject({ ...nothing, missed: 1, notFound: 0 });
    const joined = [campaign(['case-b', 'case-c', 'case-e'])];
    expect((await told(joined)).campaigns).toMatchObject({ ...nothing, right: 1, notFound: 0, falseCases: 1 });
    expect((await told(joined)).campaigns.cases).toEqual({ right: 1, missed: 2, wrong: 0, unrelated: 3 });
    expect((await told(joined, 'other')).campaigns).toMatchObject({ right: 0, wrong: 1, mixed: 0 });
    expect((await told(joined, 'other')).campaigns.cases).toEqual({ right: 0, missed: 1, wrong: 1, unrelated: 5 });
  });

  it('does not blame linking for a case that mixes up two campaigns', async () => {
    const sessions = [session('s1', ['h1', 'h3']), session('s3', ['h3'])];
    const raised = cases.map((item) => ({ ...item, level: 'medium' as const }));
    const campaigns = [campaign(['case-a', 'case-b'])];
    const told = await evaluate({
      ...material,
      truth: truth({ intrusions: [found, { ...weak, campaign: 'other' }] }),
      result: { ...given, sessions, cases: raised, campaigns },
    });
    expect(told.campaigns).toMatchObject({ right: 0, wrong: 0, mixed: 1 });
  });

  it('says which case mixes up two intrusions', async () => {
    const sessions = [session('s1', ['h1', 'h3', 'h2'])];
    const mixed = await evaluate({ ...material, result: result({ sessions, cases: cases.slice(0, 1) }) });
    expect(mixed.mixedCases).toEqual([{ id: 'case-a', intrusions: ['i1', 'i2'] }]);
    expect(mixed.intrusions[1]).toMatchObject({ level: 'high', mixedWith: ['i1'] });
    expect(mixed.overall.mixed).toBe(2);
  });

  it('knows who made the records of a false case', async () => {
    const known = await readKnown([access('o2'), access('o3', { actor: 'delegate' })]);
    const { falseCases } = await evaluate({ ...material, known });
    expect(falseCases.list[0]?.actors).toEqual({ owner: 1, delegate: 1 });
    expect(falseCases.list[1]?.actors).toEqual({ notAnAccess: 1 });
  });

  it('is told in lines', () => {
    const text = renderEvaluation(evaluation).join('\n');
    expect(text).toContain('RECONCILIATION  not compared');
    expect(text).toMatch(/copied-ids +1\/1 100\.0 % \(20\.7-100\.0\)/);
    expect(text).toContain('Missed: i3 (slow-insider), 1 hostile record, best level none');
    expect(text).toMatch(/medium and above +1 +0\.500 +2\.372/);
  });
});
