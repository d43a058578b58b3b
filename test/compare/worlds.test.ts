// Answers of the engine to the same small world, each asked with something else: what changed is known, and so is why.
import { beforeAll, describe, expect, it } from 'vitest';
import { partsOf, withVerdicts } from '../../src/case/judge.js';
import type { GivenVerdict } from '../../src/case/verdict-file.js';
import { discover, everything, investigate, loadAll, type Result } from '../../src/letterlock.js';
import { silent } from '../../src/util/progress.js';
import { forged, life, person, together } from '../store/life.js';
import { at, bind, guid, outlook, signIn, tokenOf } from '../store/row.js';
import { emptyWorkspace, lines, type Settings, writeFiles } from '../store/world.js';
import { between, expectSound } from './pair.js';

const ordinary = life({ people: 6, days: 12 });
/** Somebody whose sign-ins are late: his accesses look like those of a forger until then. */
const traveller = { user: person(3), ip: '198.51.100.77', app: outlook };
const hours = [1, 2, 3, 4, 5, 6];
const lateTokens = hours.map((hour) => ({ id: guid(`late ${hour}`), issuedAt: at(9, hour) }));
const travels = lateTokens.map(({ id, issuedAt }) =>
  bind({ ...traveller, at: issuedAt + 300_000, token: tokenOf(id), issuedAt, messages: [`<late-${issuedAt}>`] }),
);
const late = lateTokens.map(({ id, issuedAt }) => signIn({ ...traveller, id, at: issuedAt }));
const intruder = forged(at(8, 1), 8, { user: person(1), ip: '192.0.2.66', messages: ['<read-1>', '<read-2>'] });
const next = together(life({ people: 6, days: 2, fromDay: 12 }), {
  audit: forged(at(13, 1), 8, { user: person(5), ip: '198.18.7.9', messages: ['<read-3>'] }),
});

const first = {
  'audit.jsonl': lines([...ordinary.audit, ...travels, ...intruder]),
  'sign-ins.jsonl': lines(ordinary.signIns),
};
const withLate = { 'late.jsonl': lines(late) };
const tomorrow = { 'audit-2.jsonl': lines(next.audit), 'sign-ins-2.jsonl': lines(next.signIns) };
const allowed = {
  ...everything.allowed,
  networks: [{ range: '192.0.2.66', reason: 'our own test' }],
};

const oneMailbox = { ...everything.scope, mailboxes: [person(1)] };

/** What is loaded next into the one workspace, and what it is asked then. */
const steps: readonly (readonly [files: Record<string, string>, asked: Record<string, Settings>])[] = [
  [{ 'audit.jsonl': first['audit.jsonl'] }, { noSignIns: {} }],
  [{ 'sign-ins.jsonl': first['sign-ins.jsonl'] }, { base: {}, oneMailbox: { scope: oneMailbox } }],
  [withLate, { late: {}, lateAllow: { allowed } }],
  [tomorrow, { lateTomorrow: {} }],
];

const answers: Record<string, Result> = {};
const answer = (name: string): Result => answers[name] as Result;

const caseOf = (result: Result, user: string) => result.cases.find(({ mailboxes }) => mailboxes.includes(user));

function verdictOn(result: Result, user: string, verdict: 'benign' | 'hostile'): Result {
  const item = caseOf(result, user);
  if (item === undefined) throw new Error(`no case of ${user}`);
  const { id, tenant, title, mailboxes, level } = item;
  const said = { because: 'asked by telephone', by: 'A. Marrow', at: '2023-06-20T10:00:00Z' };
  const given: GivenVerdict = {
    ...{ id: `verdict-${user}-${verdict}`, verdict, case: id, tenant, title, level, mailboxes: [...mailboxes] },
    ...said,
    parts: partsOf(result, item),
  };
  return withVerdicts(result, [given]);
}

beforeAll(async () => {
  const workspace = await emptyWorkspace();
  for (const [files, asked] of steps) {
    await loadAll(workspace, await discover([writeFiles(files)]), silent);
    for (const [name, settings] of Object.entries(asked)) {
      answers[name] = await investigate(workspace, { ...everything, ...settings });
    }
  }
  answers.closed = verdictOn(answer('base'), person(1), 'benign');
  answers.confirmed = verdictOn(answer('base'), person(1), 'hostile');
  const cases = answer('base').cases.map((item) => ({
    ...item,
    dwell: { ...item.dwell, detectedAt: '2024-03-20T00:00:00Z' },
  }));
  const { run } = answer('base');
  answers.detected = {
    ...answer('base'),
    cases,
    run: { ...run, options: { ...run.options, detectedAt: '2024-03-20T00:00:00Z' } },
  };
});

describe('any two of them', () => {
  it('are told apart, in both directions alike, and nothing is left out', () => {
    for (const old of Object.values(answers)) for (const now of Object.values(answers)) expectSound(old, now);
  });

  it('give the same bytes each time', () => {
    const [old, now] = [answer('base'), answer('lateTomorrow')];
    expect(JSON.stringify(between(old, now))).toBe(JSON.stringify(between(structuredClone(old), structuredClone(now))));
  });
});

const codesOf = (old: string, now: string) => {
  const told = between(answer(old), answer(now));
  const of = (user: string) =>
    told.cases.find((each) => [...each.old, ...each.new].some(({ mailboxes }) => mailboxes.includes(user)));
  return { told, of, headline: told.headline.code, basis: told.basis.map(({ kind, change }) => `${kind} ${change}`) };
};

describe('the reason is right', () => {
  it('for late sign-ins: the case of the traveller goes, his accesses become explained', () => {
    const { told, of, headline, basis } = codesOf('base', 'late');
    expect(basis).toEqual(['signInLogs added']);
    expect([headline, of(person(3))?.change, of(person(3))?.reason?.code]).toEqual([
      'withdrawn',
      'withdrawn',
      'lateSignIns',
    ]);
    expect(told.accesses.map(({ mailbox, reason }) => [mailbox, reason.code])).toEqual([
      [null, 'lateSignIns'],
      [person(3), 'lateSignIns'],
    ]);
    expect(told.accesses[1]).toMatchObject({ from: { unexplained: 6 }, to: { unexplained: 0 } });
    expect(told.exposure[0]).toMatchObject({
      mailbox: person(3),
      removed: expect.any(Array),
      reason: { code: 'lateSignIns' },
    });
  });

  it('for tomorrow: the new case rests on days that the old logs do not reach', () => {
    const { of, headline, basis } = codesOf('late', 'lateTomorrow');
    expect(basis).toEqual(['auditLogs added', 'signInLogs added']);
    expect([headline, of(person(5))?.change, of(person(5))?.reason?.code]).toEqual(['worse', 'new', 'auditLogs']);
  });

  it('for both at once: each case has its own, and what cannot be told apart is not', () => {
    const { told, of, headline } = codesOf('base', 'lateTomorrow');
    expect([headline, of(person(5))?.reason?.code]).toEqual(['worse', 'auditLogs']);
    expect(of(person(3))?.reason).toMatchObject({ code: 'logs' });
    expect(of(person(3))?.reason?.statement).toContain('which of these logs is not known from these two results');
    expect(told.headline.sentence).toMatch(/^1 new case .*; 1 case is withdrawn/);
  });

  it('for an entry of the allow file', () => {
    const { told, of } = codesOf('late', 'lateAllow');
    expect(of(person(1))?.reason?.code ?? of(person(1))?.fields[0]?.reason.code).toBe('allow');
    expect(new Set(told.accesses.map(({ reason }) => reason.code))).toEqual(new Set(['allow']));
  });

  it('for an entry and late sign-ins at once: neither is chosen where both could be it', () => {
    const { told } = codesOf('base', 'lateAllow');
    const codes = new Set(
      told.cases.flatMap((each) => (each.reason === null ? each.fields : [each]).map((it) => it.reason?.code)),
    );
    expect([...codes]).toEqual(['oneOf']);
  });

  it('for verdicts: closed is no rise, confirmed is none by the logs', () => {
    const closed = codesOf('base', 'closed');
    expect([closed.headline, closed.basis]).toEqual(['lower', ['verdicts added']]);
    expect(closed.told.headline.sentence).toContain('1 case is closed as benign by an analyst');
    expect(new Set(closed.of(person(1))?.fields.map(({ reason }) => reason.code))).toEqual(new Set(['verdicts']));
    expect(closed.told.exposure).toEqual([]);
    expect(codesOf('base', 'confirmed').headline).toBe('worse');
    expect(codesOf('closed', 'base').told.headline.sentence).toContain('1 case is without its verdict again');
  });

  it('for what was asked: another scope, another time of detection', () => {
    expect(codesOf('base', 'oneMailbox').of(person(3))?.reason?.code).toBe('scope');
    expect(codesOf('base', 'oneMailbox').of(person(1))).toBeUndefined();
    expect(codesOf('base', 'oneMailbox').told.headline.sentence).toContain('made from less');
    const { told } = codesOf('base', 'detected');
    const fields = told.cases.flatMap(({ fields }) => fields.map(({ field, reason }) => `${field} ${reason.code}`));
    expect(new Set(fields)).toEqual(new Set(['dwell.detectedAt detected']));
  });

  it('for sign-ins that go: nobody is called cleared', () => {
    const { told, headline } = codesOf('base', 'noSignIns');
    expect(['withdrawn', 'lower']).toContain(headline);
    expect(told.headline.sentence).toContain('The new answer was made from less.');
    expect(told.notes.map(({ code }) => code)).toContain('madeFromLess');
  });
});
