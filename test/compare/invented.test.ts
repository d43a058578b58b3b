// Invented answers, so many that every way of changing occurs: cases that come, go, split and merge, with and without records in common.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blankCase,
  blankFinding,
  blankInput,
  blankSession,
  coveredMailbox,
  signInsOf,
} from '../../src/output/fixtures/blank.js';
import { empty } from '../../src/output/fixtures/empty.js';
import type { Case, Level, Result, Session } from '../../src/record/result.js';
import { between, expectSound } from './pair.js';

const day = (n: number): string => `2023-05-${String(10 + n).padStart(2, '0')}`;
const mailboxes = ['a@x.example', 'b@x.example', 'c@x.example'];
const levels: readonly Level[] = ['low', 'medium', 'high'];

/** What happened: sessions, each of a day, a mailbox and an actor. An answer holds those of its files. */
interface Deed {
  readonly mailbox: number;
  readonly day: number;
  readonly actor: number;
}

interface Asked {
  readonly deeds: readonly Deed[];
  readonly days: readonly number[];
  /** By actor its group: two actors in one group are one case. */
  readonly groups: readonly number[];
  readonly level: number;
  readonly closed: readonly number[];
  readonly allowed: boolean;
  readonly signIns: boolean;
}

const sessionOf = ({ mailbox, day: on, actor }: Deed): Session =>
  blankSession({
    id: `session-${mailbox}-${on}-${actor}`,
    mailbox: mailboxes[mailbox] ?? '',
    addresses: [],
    firstAt: `${day(on)}T0${actor}:00:00Z`,
    lastAt: `${day(on)}T0${actor}:30:00Z`,
    accesses: 1,
    records: [`record-${mailbox}-${on}-${actor}`],
    classes: { explained: 0, background: 0, notAssessable: 0, unexplained: 1 },
  });

function caseOf(group: number, sessions: readonly Session[], { level, closed }: Asked): Case {
  const own = [...new Set(sessions.map((each) => each.mailbox))].sort();
  const isClosed = closed.includes(group);
  const byLogs = levels[level] ?? 'low';
  const said = {
    verdict: 'benign' as const,
    state: 'closed' as const,
    because: 'asked',
    by: null,
    at: `${day(9)}T00:00:00Z`,
  };
  return blankCase({
    id: `case-${[...sessions].map(({ id }) => id).sort()[0]}`,
    title: `Case of ${own.length}`,
    level: isClosed ? 'informational' : byLogs,
    mailboxes: own,
    addresses: [`192.0.2.${group}`],
    sessions: sessions.map(({ id }) => id),
    exposure: {
      ...blankCase({}).exposure,
      named: {
        messages: sessions.length,
        bytes: 10 * sessions.length,
        items: sessions.map(({ id, mailbox, firstAt, lastAt, records }) => ({
          ...{ mailbox, messageId: `<${id}>`, itemId: null, folder: null, subject: null, sender: null, bytes: 10 },
          ...{ attachments: null, firstAt, lastAt, records },
        })),
      },
    },
    judgement: isClosed ? { ...said, verdictId: `verdict-${group}`, levelByLogs: byLogs, reopened: [] } : null,
  });
}

function answerOf(asked: Asked): Result {
  const seen = asked.deeds.filter((deed) => asked.days.includes(deed.day) && !(asked.allowed && deed.actor === 0));
  const sessions = [...new Map(seen.map((deed) => [sessionOf(deed).id, sessionOf(deed)])).values()];
  const groupOf = (session: Session): number => asked.groups[Number(session.id.slice(-1))] ?? 0;
  const groups = [...new Set(sessions.map(groupOf))].sort();
  const cases = groups.map((group) =>
    caseOf(
      group,
      sessions.filter((each) => groupOf(each) === group),
      asked,
    ),
  );
  const read = [...new Set(sessions.map(({ mailbox }) => mailbox))].sort();
  const all = empty();
  return {
    ...all,
    run: {
      ...all.run,
      options: { allowed: { networks: asked.allowed ? [{ range: '192.0.2.0/24', reason: 'ours' }] : [] } },
    },
    verdict: {
      code: cases.length > 0 ? 'intrusion' : 'nothingFound',
      sentence: `${cases.length} cases, ${sessions.length} sessions.`,
    },
    inputs: [
      ...asked.days.map((n) =>
        blankInput({
          path: `day-${n}.csv`,
          sha256: `day ${n}`,
          rows: 9,
          records: 9,
          firstAt: `${day(n)}T00:00:00Z`,
          lastAt: `${day(n)}T23:59:59Z`,
        }),
      ),
      ...(asked.signIns
        ? [blankInput({ path: 'sign-ins.json', sha256: 'sign-ins', shape: 'graphSignIn', rows: 9, records: 9 })]
        : []),
    ],
    coverage: {
      ...all.coverage,
      mailboxes: read.map((mailbox) => {
        const times = sessions
          .filter((each) => each.mailbox === mailbox)
          .map(({ firstAt }) => firstAt)
          .sort();
        return { ...coveredMailbox(mailbox, times.length), firstAt: times[0] ?? '', lastAt: times.at(-1) ?? '' };
      }),
      signIns: asked.signIns ? [signInsOf('interactive', 9)] : [],
    },
    sessions,
    verdicts: asked.closed.map((group) => ({
      ...{ id: `verdict-${group}`, case: 'case', title: '', verdict: 'benign' as const, because: 'asked', by: null },
      ...{ at: `${day(9)}T00:00:00Z`, cases: [] },
    })),
    cases,
  };
}

const deed = fc.record({ mailbox: fc.nat({ max: 2 }), day: fc.nat({ max: 4 }), actor: fc.nat({ max: 3 }) });
const side = {
  days: fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }),
  groups: fc.array(fc.nat({ max: 2 }), { minLength: 4, maxLength: 4 }),
  level: fc.nat({ max: 2 }),
  closed: fc.subarray([0, 1, 2]),
  allowed: fc.boolean(),
  signIns: fc.boolean(),
};

describe('two invented answers', () => {
  it('are told apart, in both directions alike, and nothing is left out', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 12 }), fc.record(side), fc.record(side), (deeds, a, b) => {
        const told = expectSound(answerOf({ ...a, deeds }), answerOf({ ...b, deeds }));
        for (const { change } of told.cases) seen.add(change);
      }),
      { numRuns: 100, seed: 20230711 },
    );
    expect([...seen].sort()).toEqual(['changed', 'merged', 'new', 'regrouped', 'split', 'withdrawn']);
  });

  it('where they differ in one thing, that is the reason of everything', () => {
    fc.assert(
      fc.property(
        fc.array(deed, { minLength: 1, maxLength: 12 }),
        fc.record(side),
        fc.constantFrom('allowed', 'closed'),
        (deeds, a, what) => {
          const other =
            what === 'allowed' ? { ...a, allowed: !a.allowed } : { ...a, closed: a.closed.length > 0 ? [] : [0, 1, 2] };
          const told = between(answerOf({ ...a, deeds }), answerOf({ ...other, deeds }));
          const codes = told.cases.flatMap((each) =>
            (each.reason === null ? each.fields : [each]).map(({ reason }) => reason?.code),
          );
          // Verdicts decide nothing that the logs say; a level by the logs that an invented answer changes cannot be known.
          for (const code of codes) expect(code).toBe(what === 'allowed' ? 'allow' : 'verdicts');
        },
      ),
      { numRuns: 50, seed: 20230711 },
    );
  });
});

describe('a case is found again', () => {
  const deeds = [0, 1, 2, 3].map((n) => ({ mailbox: 0, day: n, actor: 1 }));
  const asked: Asked = {
    deeds,
    days: [0, 1],
    groups: [0, 1, 2, 3],
    level: 2,
    closed: [],
    allowed: false,
    signIns: false,
  };

  it('when it grows and has another id', () => {
    const told = between(answerOf({ ...asked, days: [1, 2] }), answerOf({ ...asked, days: [0, 1, 2] }));
    expect(told.cases.map(({ change, matchedBy }) => [change, matchedBy])).toEqual([['changed', 'records']]);
    expect(told.cases[0]?.fields.find(({ field }) => field === 'id')).toMatchObject({
      from: expect.any(String),
      to: expect.any(String),
    });
  });

  it('by mailbox and address where no record is in both, and that is said', () => {
    const told = between(answerOf({ ...asked, days: [0, 1] }), answerOf({ ...asked, days: [2, 3] }));
    expect(told.cases.map(({ change, matchedBy }) => [change, matchedBy])).toEqual([['changed', 'traits']]);
    expect(told.notes.map(({ code }) => code)).toContain('matchedByTraits');
  });

  it('also where two cases share the evidence of a rule', () => {
    const finding = (id: string) =>
      blankFinding({ id, rule: { id: 'r', source: 's' }, evidence: ['shared', id], firstAt: `${day(1)}T00:00:00Z` });
    const result: Result = {
      ...empty(),
      findings: [finding('f1'), finding('f2')],
      cases: [blankCase({ id: 'case-1', findings: ['f1'] }), blankCase({ id: 'case-2', findings: ['f2'] })],
    };
    expectSound(result, structuredClone(result));
    const told = between(result, { ...result, cases: result.cases.slice(0, 1), findings: result.findings.slice(0, 1) });
    expect(told.cases.map(({ change }) => change)).toEqual(['withdrawn']);
  });
});
