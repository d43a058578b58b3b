// What can be said of two answers and what cannot: those that are refused, and reasons that are not guessed.
import { describe, expect, it } from 'vitest';
import {
  blankCase,
  blankInput,
  blankSession,
  coveredMailbox,
  signInsOf,
  tenant,
} from '../../src/output/fixtures/blank.js';
import { empty } from '../../src/output/fixtures/empty.js';
import type { Result } from '../../src/record/result.js';
import { between } from './pair.js';

const day = (n: number): string => `2023-05-${String(10 + n).padStart(2, '0')}`;

describe('what cannot be compared', () => {
  const of = (name: string): Result => {
    const cases = [blankCase({ tenant: name })];
    return { ...empty(), cases };
  };

  it('is refused: other organisations, pseudonyms', () => {
    expect(() => between(of(tenant), of('other'))).toThrow(/different organisations/);
    const redacted = { ...empty(), run: { ...empty().run, options: { redacted: ['users'] } } };
    expect(() => between(empty(), redacted)).toThrow(/redacted result cannot be compared/);
  });

  it('is told: organisations of one answer alone, nothing that differs', () => {
    const two = { ...empty(), cases: [blankCase({ tenant }), blankCase({ id: 'case-2', tenant: 'other' })] };
    expect(between(of(tenant), two).notes.map(({ code }) => code)).toEqual(['organisation', 'nothingDiffers']);
    expect(between(of(tenant), two).cases[0]?.reason).toMatchObject({
      code: 'notKnown',
      statement: expect.stringContaining('not known from these two results'),
    });
  });

  it('another version, file or table of knowledge is named', () => {
    const old = { ...of(tenant), inputs: [blankInput({ path: 'a.csv', sha256: 'one', rows: 3 })] };
    const now = {
      ...of(tenant),
      letterlock: '0.2.0',
      inputs: [blankInput({ path: 'a.csv', sha256: 'two', rows: 5 })],
      run: {
        options: {},
        rules: { count: 3, hash: 'x' },
        tables: [{ name: 'applications', date: '2027-01-01', source: 's' }],
      },
    };
    const { basis, headline } = between(old, now);
    expect(headline.code).toBe('nothingNew');
    expect(basis.map(({ kind, change }) => `${kind} ${change}`)).toEqual([
      'auditLogs changed',
      'rules changed',
      'tables added',
      'program changed',
    ]);
  });
});

describe('a reason is not guessed', () => {
  const audit = blankInput({
    path: 'b.csv',
    sha256: 'b',
    rows: 9,
    records: 9,
    firstAt: `${day(2)}T00:00:00Z`,
    lastAt: `${day(3)}T00:00:00Z`,
  });
  const signIns = blankInput({ path: 's.json', sha256: 's', shape: 'graphSignIn', rows: 9, records: 9 });
  const state = blankInput({ path: 'm.csv', sha256: 'm', shape: 'mailboxes', rows: 1, records: 1 });
  const session = blankSession({
    mailbox: 'b@x.example',
    records: ['r'],
    firstAt: `${day(2)}T01:00:00Z`,
    lastAt: `${day(2)}T02:00:00Z`,
  });
  const item = blankCase({ mailboxes: ['b@x.example'], sessions: [session.id] });
  const covering = (...names: string[]): Result => {
    const all = empty();
    return {
      ...all,
      coverage: {
        ...all.coverage,
        mailboxes: names.map((name) => ({
          ...coveredMailbox(name, 1),
          firstAt: `${day(2)}T01:00:00Z`,
          lastAt: `${day(2)}T02:00:00Z`,
        })),
      },
    };
  };
  const told = (result: Result, more: Partial<Result>): Result => ({
    ...result,
    sessions: [session],
    cases: [item],
    ...more,
  });

  it('where a mailbox is new in the logs, they are why; not where it may only have another name', () => {
    const inputs = [audit, state];
    const more = between(covering('a@x.example'), told(covering('a@x.example', 'b@x.example'), { inputs }));
    expect(more.cases[0]?.reason?.code).toBe('auditLogs');
    const renamed = between(covering('a@x.example'), told(covering('b@x.example'), { inputs }));
    expect(renamed.cases[0]?.reason?.code).toBe('oneOf');
  });

  it('where audit logs came with the sign-ins, but the facts are told', () => {
    const of = (explained: number, inputs: Result['inputs'], rows: number): Result => {
      const sum = { total: 4, explained, background: 0, notAssessable: 0, unexplained: 4 - explained };
      const base = covering('a@x.example');
      return {
        ...base,
        inputs,
        coverage: { ...base.coverage, signIns: [signInsOf('interactive', rows)] },
        reconciliation: { ...base.reconciliation, ...sum, byMailbox: [{ tenant, mailbox: 'a@x.example', ...sum }] },
      };
    };
    const [{ reason } = { reason: null }] = between(of(1, [], 5), of(3, [audit, signIns], 9)).accesses;
    expect(reason).toMatchObject({
      code: 'logs',
      statement: expect.stringContaining('a sign-in explains more of them now'),
    });
    expect(between(of(1, [], 5), of(3, [signIns], 9)).accesses[0]?.reason.code).toBe('lateSignIns');
    expect(between(of(3, [signIns], 9), of(1, [], 5)).accesses[0]?.reason.code).toBe('signInsGone');
  });

  it('where a verdict stood before and only now concerns a case', () => {
    const use = {
      id: 'v',
      case: 'x',
      title: '',
      verdict: 'benign' as const,
      because: 'asked',
      by: null,
      at: `${day(1)}T00:00:00Z`,
      cases: [],
    };
    const { id: verdictId, verdict, because, by, at } = use;
    const judgement = {
      verdict,
      state: 'reopened' as const,
      because,
      by,
      at,
      verdictId,
      levelByLogs: 'high' as const,
      reopened: ['more'],
    };
    const old = told(covering('b@x.example'), { verdicts: [use] });
    const now = told(covering('b@x.example'), { verdicts: [use], inputs: [audit], cases: [{ ...item, judgement }] });
    const codes = between(old, now).cases.flatMap(({ fields }) =>
      fields.map(({ field, reason }) => `${field} ${reason.code}`),
    );
    expect(codes).toEqual(['judgement.state auditLogs', 'judgement auditLogs', 'judgement.reopened auditLogs']);
  });
});
