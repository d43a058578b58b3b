// Stories and questions of small cases, one organisation each: a device code, forged tokens, a colleague with new rights, guessed
// passwords, a rule. One world for all.
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { forged, home, life, person, type Rows, together } from '../../../test/store/life.js';
import { at, bind, type Fields, guid, signIn, tokenOf } from '../../../test/store/row.js';
import { answer } from '../../../test/store/world.js';
import { packFolder } from '../../detect/rule/pack.js';
import type { Case, Result } from '../../record/result.js';
import { loadRules } from '../../sigma/load.js';
import { recordsBehind } from '../behind.js';

const minutes = (n: number): number => n * 60_000;
const place = '192.0.2.66';
const tenantOf = (name: string): string => guid(`tenant ${name}`);
const domainOf = (name: string): string => `${name}.example`;
const user = (name: string, n: number): string => person(n, domainOf(name));
const ordinary = (name: string): Rows => life({ people: 6, days: 14, tenant: tenantOf(name), domain: domainOf(name) });

const change = (name: string, id: string, ms: number, operation: string, who: string, more: Fields = {}): Fields => ({
  ...{ Id: id, CreationTime: new Date(ms).toISOString().slice(0, 19), Operation: operation, RecordType: 1 },
  ...{ OrganizationId: tenantOf(name), UserType: 0, UserId: who, Workload: 'Exchange' },
  ...more,
});

interface Entry {
  readonly id: string;
  readonly ms: number;
  readonly who: string;
  readonly more?: Fields;
  /** Of an earlier sign-in whose session goes on. */
  readonly of?: string;
}

/** A sign-in from the strange place, and mail opened with its token in the hours after. */
function entered(name: string, { id, ms, who, more = {}, of = id }: Entry, mailbox = who, ip = place): Rows {
  const session = guid(`session of ${of}`);
  const same = { user: who, ip, session, tenant: tenantOf(name) };
  return {
    signIns: [signIn({ ...same, id: guid(id), at: ms, kind: 'interactiveUser', more })],
    audit: [1, 2, 3].map((n) =>
      bind({
        ...same,
        id: `${id}-${n}`,
        at: ms + minutes(60 * n),
        mailbox,
        token: tokenOf(guid(id)),
        issuedAt: ms,
        messages: [`<${id}-${n}>`],
      }),
    ),
  };
}

const code = together(
  ordinary('code'),
  entered('code', {
    id: 'code-1',
    ms: at(10, 2),
    who: user('code', 0),
    more: { authenticationProtocol: 'deviceCode' },
  }),
  entered('code', {
    id: 'code-2',
    of: 'code-1',
    ms: at(11, 2),
    who: user('code', 1),
    more: { authenticationProtocol: 'deviceCode' },
  }),
  {
    audit: [
      change('code', 'device', at(10, 2) + minutes(5), 'Add device.', user('code', 0), {
        Workload: 'AzureActiveDirectory',
        RecordType: 8,
      }),
      change('code', 'search', at(10, 4), 'SearchQueryInitiatedExchange', user('code', 0), { ClientIPAddress: place }),
      change('code', 'delete', at(10, 6), 'HardDelete', user('code', 0), { ClientIPAddress: place, RecordType: 2 }),
      change('code', 'own-search', at(10, 10), 'SearchQueryInitiatedExchange', user('code', 0), {
        ClientIPAddress: home(0),
      }),
    ],
  },
);

const unseen = together(ordinary('forged'), {
  audit: forged(at(10, 1), 8, { user: user('forged', 0), tenant: tenantOf('forged') }),
});

const rights = together(
  ordinary('rights'),
  {
    audit: [
      change('rights', 'rights', at(9, 9), 'Add-MailboxPermission', user('rights', 5), {
        ...{ ObjectId: user('rights', 0), UserType: 2 },
        Parameters: [
          { Name: 'Identity', Value: user('rights', 0) },
          { Name: 'User', Value: user('rights', 1) },
          { Name: 'AccessRights', Value: 'FullAccess' },
        ],
      }),
    ],
  },
  entered('rights', { id: 'delegate', ms: at(10, 9), who: user('rights', 1) }, user('rights', 0), home(1)),
);

const guessed = together(
  ordinary('guessed'),
  entered('guessed', { id: 'in', ms: at(10, 3), who: user('guessed', 0) }),
  {
    signIns: [0, 1, 2, 3, 4, 5].map((n) =>
      signIn({
        user: user('guessed', n),
        ip: place,
        tenant: tenantOf('guessed'),
        id: guid(`refused ${n}`),
        at: at(10, 1) + minutes(n),
        kind: 'interactiveUser',
        errorCode: 50126,
      }),
    ),
  },
);

const elsewhere = together(ordinary('foreign'), {
  audit: forged(at(10, 1), 4, {
    ...{ user: user('foreign', 0), tenant: tenantOf('foreign') },
    more: { TokenTenantId: tenantOf('partner') },
  }),
});

const rule = together(ordinary('rule'), {
  audit: [
    change('rule', 'forward', at(8, 9), 'New-InboxRule', user('rule', 0), {
      Parameters: [
        { Name: 'Name', Value: '.' },
        { Name: 'ForwardTo', Value: 'out@collect.example' },
      ],
    }),
  ],
});

/** Three rules that look at one act, and one that looks at rights. */
const names = ['inbox-rule-forwards-nameless', 'inbox-rule-nameless', 'inbox-rule-forwards', 'mailbox-full-access'];

let result: Result;
beforeAll(async () => {
  const rules = await loadRules(names.map((name) => join(packFolder() ?? '', name)));
  result = await answer(together(code, unseen, rights, guessed, elsewhere, rule), { rules });
});

/** The weightiest case of an organisation. */
function caseOf(name: string): Case {
  const found = result.cases.find(({ tenant }) => tenant === tenantOf(name));
  if (found === undefined) throw new Error(`no case in ${name}`);
  return found;
}
const stepsOf = (name: string) => caseOf(name).story.steps;
const asked = (name: string): string[] => caseOf(name).questions.map((question) => question.code);

it('tells a case in the order of time, each step with its records', () => {
  expect(stepsOf('code').map(({ stage, kind, count, records }) => [stage, kind, count, records[0]])).toEqual([
    ['entry', 'signIn', 1, guid('code-1')],
    ['persistence', 'act', 1, 'device'],
    ['access', 'mailbox', 3, 'code-1-1'],
    ['access', 'peak', 3, 'code-1-1'],
    ['access', 'search', 1, 'search'],
    ['hiding', 'deletion', 1, 'delete'],
    ['entry', 'signIn', 1, guid('code-2')],
    ['access', 'mailbox', 3, 'code-2-1'],
    ['end', 'end', 1, 'code-2-3'],
  ]);
  const [first] = stepsOf('code');
  expect(first).toMatchObject({
    manner: 'deviceCode',
    ownPlace: false,
    users: [user('code', 0)],
    firstAt: '2024-03-14T02:00:00Z',
  });
  expect(first?.addresses[0]).toMatchObject({ ip: place, kind: 'documentation' });
  expect(stepsOf('code')[2]).toMatchObject({ mailboxes: [user('code', 0)], messages: 3, folders: 0 });
});

it('leads from a step to its records, and says where there is none', () => {
  const behind = { case: caseOf('code').id, session: null, finding: null };
  expect(recordsBehind(result, { ...behind, step: 1 })).toEqual([guid('code-1')]);
  expect(recordsBehind(result, { ...behind, step: 6 })).toEqual(['delete']);
  expect(recordsBehind(result, behind)?.length).toBeGreaterThan(5);
  expect(() => recordsBehind(result, { ...behind, step: 99 })).toThrow(/no step 99/);
  expect(() => recordsBehind(result, { ...behind, case: null, step: 1 })).toThrow(/no case was named/);
});

describe('how they came in', () => {
  it.each([
    ['code', 'signIn', 2, 2],
    ['guessed', 'signIn', 1, 1],
    ['rights', 'ownAccount', 1, 1],
    ['forged', 'notSeen', 0, 1],
    ['foreign', 'notSeen', 0, 1],
    ['rule', 'noAccess', 0, 0],
  ])('of %s: %s', (name, way, tied, sessions) => {
    const { story } = caseOf(name);
    expect(story.way).toBe(way);
    expect(story.sessionsWithSignIn).toBe(tied);
    if (sessions < 2) expect(story.sessions >= sessions).toBe(true);
  });
  it('names the organisation whose tokens were used', () => {
    expect(caseOf('foreign').story.tokenTenants).toEqual([tenantOf('partner')]);
    expect(caseOf('foreign').questions.find(({ code: it }) => it === 'whoseTenant')?.ask).toContain(
      tenantOf('partner'),
    );
    expect(caseOf('code').story.tokenTenants).toEqual([]);
  });
  it('names the guesses before it', () => {
    expect(stepsOf('guessed')[0]).toMatchObject({
      stage: 'entry',
      kind: 'refusals',
      count: 6,
      people: 6,
      firstAt: '2024-03-14T01:00:00Z',
    });
  });
  it('names what let somebody in before the first access, and who', () => {
    const [first, ...others] = stepsOf('rights');
    expect(first).toMatchObject({
      stage: 'preparation',
      kind: 'change',
      records: ['rights'],
      users: [user('rights', 5)],
    });
    expect(others.some(({ records }) => records.includes('rights'))).toBe(false);
  });
  it('tells one act once, however many rules look at it', () => {
    expect(stepsOf('rule')).toHaveLength(1);
    expect(stepsOf('rule')[0]).toMatchObject({
      stage: 'persistence',
      kind: 'change',
      targets: ['out@collect.example'],
      records: ['forward'],
    });
    expect(stepsOf('rule')[0]?.findings.length).toBeGreaterThan(1);
  });
});

describe('whether it has ended', () => {
  it('by the days between its last access and the end of the logs', () => {
    expect(caseOf('code').story).toMatchObject({ goesOn: false, logsEndAt: '2024-03-17T13:10:00Z' });
    expect(caseOf('rule').story).toMatchObject({ goesOn: false, logsEndAt: null });
  });
});

describe('what would confirm or refute it', () => {
  it('asks each who can answer', () => {
    expect(asked('code')).toEqual(['typedACode', 'wasItYou', 'whoseDevice']);
    expect(asked('forged')).toEqual(['wasItYou', 'exportSignIns']);
    expect(asked('rights')).toEqual(['mayTheyRead', 'whoOrdered']);
    expect(asked('rule')).toEqual(['didYouChange']);
  });
  it('names person, time and place, never by mail, and both answers', () => {
    for (const { questions } of result.cases) {
      for (const { ask, confirms, refutes } of questions)
        for (const text of [ask, confirms, refutes]) expect(text).toMatch(/^\S.*\S$/);
      for (const { to, ask } of questions) if (to === 'owner') expect(ask).toContain('by telephone, not by mail');
    }
    const [first] = caseOf('forged').questions;
    expect(first?.ask).toContain(`${user('forged', 0)} (2024-03-14 01:01 UTC from ${place}`);
    expect(caseOf('rights').questions[0]?.ask).toContain(`Do not ask ${user('rights', 1)} first`);
  });
  it('says which days of sign-ins, and whether Entra still had them', () => {
    const last = caseOf('forged').questions.at(-1);
    expect(last?.ask).toContain('from 2024-03-12 to 2024-03-14');
    expect(last?.ask).toContain('Entra keeps them for 30 days: those of the first day until 2024-04-11');
  });
});
