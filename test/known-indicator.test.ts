// Published indicators against a small organisation: within their dates and outside, rare things and such as everybody shares,
// sign-ins and changes without opened mail, and what the answer says of each.
import { beforeAll, describe, expect, it } from 'vitest';
import { makeIndicated } from '../src/detect/known/indicated.js';
import { findIndicatedAlone } from '../src/detect/known/loose.js';
import { readIndicatorUses } from '../src/detect/known/use.js';
import { knownIndicatorOf } from '../src/detect/known-indicator.js';
import { understand } from '../src/intel/conjunction.js';
import type { Indicator, Told } from '../src/intel/indicator.js';
import { everything, investigate } from '../src/letterlock.js';
import { standardReadout } from '../src/output/readout/readout.js';
import { renderReadoutMarkdown } from '../src/output/readout/render-markdown.js';
import { renderTerminal } from '../src/output/terminal/render-terminal.js';
import { sql } from '../src/query/sql.js';
import { home, life, person, together } from './store/life.js';
import { at, bind, type Fields, guid, outlook, signIn, tenant, tokenOf } from './store/row.js';
import { sessionWorld, type World } from './store/world.js';

const bad = '192.0.2.66';
const office = '198.51.100.10';
const app = guid('published application');

/** An access with a sign-in of its own, from somewhere else than home. */
function visit(id: string, n: number, day: number, more: Partial<Parameters<typeof bind>[0]> = {}) {
  const issuedAt = at(day, 15);
  const who = { user: person(n), ip: bad, ...more };
  const session = guid(`session ${id}`);
  return {
    audit: [bind({ ...who, id, at: issuedAt + 60_000, issuedAt, session, token: tokenOf(guid(id)) })],
    signIns: [signIn({ ...who, id: guid(id), at: issuedAt, session } as Parameters<typeof signIn>[0])],
  };
}

/** Four people who work from the office from the first day on. */
const workers = together(
  ...[8, 9, 10, 11].flatMap((n) => [0, 2, 4, 8, 10].map((day) => visit(`office ${n} ${day}`, n, day, { ip: office }))),
);
const rule = (id: string, to: string): Fields => ({
  ...{
    Id: id,
    RecordType: 1,
    CreationTime: new Date(at(10, 9)).toISOString().slice(0, 19),
    Operation: 'New-InboxRule',
  },
  ...{ OrganizationId: tenant, UserType: 2, UserId: person(5), Workload: 'Exchange', ClientIP: `${home(5)}:123` },
  Parameters: [{ Name: 'ForwardTo', Value: `smtp:${to}` }],
});
const rows = together(life({ people: 12, days: 14 }), workers, {
  audit: [
    ...visit('inside', 1, 10).audit,
    ...visit('at home', 0, 10, { ip: home(0) }).audit,
    ...visit('before', 2, 3).audit,
    ...visit('app', 3, 10, { ip: home(3), app }).audit,
    ...visit('client', 4, 10, { ip: home(4), more: { ClientInfoString: 'Client=REST;python-requests/2.31;' } }).audit,
    rule('rule', 'drop@sub.evil.example'),
    bind({ id: 'service', at: at(10, 3), user: person(1), ip: '52.96.1.1' }),
  ],
  signIns: [
    ...visit('inside', 1, 10).signIns,
    ...visit('at home', 0, 10, { ip: home(0) }).signIns,
    ...visit('before', 2, 3).signIns,
    ...visit('app', 3, 10, { ip: home(3), app }).signIns,
    ...visit('client', 4, 10, { ip: home(4) }).signIns,
    signIn({ id: guid('alone'), at: at(10, 16), user: person(6), ip: '192.0.9.77' }),
    ...[1, 2, 3].map((n) =>
      signIn({ id: guid(`refused ${n}`), at: at(10, 16), user: person(7), ip: '192.0.9.77', errorCode: 50126 }),
    ),
  ],
});

const day = (n: number) => at(n);
const named = (name: string, pattern: string, more: Partial<Indicator> = {}): Indicator => {
  const { any } = understand(pattern);
  const base = { id: `indicator--${name}`, name, pattern, source: 'A Bureau', file: 'feed.json', confidence: null };
  return { ...base, validFromMs: day(8), validUntilMs: day(13), any, ...more };
};
const address = (name: string, ip: string, more: Partial<Indicator> = {}): Indicator =>
  named(name, `[ipv4-addr:value = '${ip}']`, more);
const told = (...indicators: Indicator[]): Told => ({ files: [], problems: [], indicators });

let world: World;
/** What the detector finds for some indicators, in a world that is reconciled once. */
async function ask(...indicators: Indicator[]) {
  const published = told(...indicators);
  const { database } = world;
  await makeIndicated(database, indicators);
  const evidence = await knownIndicatorOf(published).find(database);
  const alone = await findIndicatedAlone(database, published);
  const { indicators: uses } = await readIndicatorUses(database, published);
  const sessions = await database.rows<{ id: string; sessionId: string; mailbox: string }>(
    sql`SELECT id, "sessionId", mailbox FROM access JOIN "accessInSession" USING (n)`,
  );
  const of = (session: string) => sessions.find(({ sessionId }) => sessionId === session)?.mailbox;
  const at = (record: string) => {
    const session = sessions.find(({ id }) => id === record)?.sessionId;
    return evidence.find((each) => each.session === session);
  };
  return { at, alone, uses, mailboxes: [...new Set(evidence.map(({ session }) => of(session)))].sort() };
}

beforeAll(async () => {
  world = await sessionWorld(rows);
});

describe('an address', () => {
  it('gives evidence within its dates only, and a note outside', async () => {
    const { at, uses } = await ask(address('Proxy', bad, { confidence: 90 }));
    expect(at('inside')).toMatchObject({ weight: 6, confidence: 'moderate' });
    expect(at('inside')?.message).toContain('1 access and 1 sign-in fit the indicator Proxy ([ipv4-addr:value');
    expect(at('inside')?.message).toContain('published by A Bureau, valid from 2024-03-12 until 2024-03-16');
    expect(at('before')).toMatchObject({ weight: 0 });
    expect(at('before')?.message).toContain('outside those dates');
    expect(uses).toMatchObject([
      { state: 'seen', accesses: 1, sessions: 1, signIns: 1, otherRecords: 0, outsideDates: 2 },
    ]);
    expect(uses[0]?.note).toContain('the day on which they published it');
  });

  it('says less the wider, the older, the less certain; two indicators of one address are one thing', async () => {
    const wide = (range: string) => named(range, `[ipv4-addr:value ISSUBSET '${range}']`);
    const weightOf = async (...indicators: Indicator[]) => (await ask(...indicators)).at('inside')?.weight;
    expect(await weightOf(wide('192.0.2.0/24'))).toBe(4);
    expect(await weightOf(wide('192.0.0.0/16'))).toBe(2);
    expect(await weightOf(address('c', bad, { confidence: 10 }))).toBe(3);
    expect(await weightOf(address('d', bad, { validFromMs: null, validUntilMs: null }))).toBe(3);
    expect(await weightOf(address('e', bad), wide('192.0.2.0/24'))).toBe(6);
  });

  it('that many people share accuses nobody, and says so; the home of one is a hint', async () => {
    const both = await ask(address('Office', office), address('Microsoft', '52.96.1.1'), address('Home', home(0)));
    expect(both.mailboxes).toEqual([person(0)]);
    expect(both.at(`office 8 8`)).toBeUndefined();
    expect(both.uses.map(({ name, state, sessions }) => [name, state, sessions > 0])).toEqual([
      ['Home', 'seen', true],
      ['Microsoft', 'shared', false],
      ['Office', 'shared', false],
    ]);
    expect(both.uses[1]?.note).toContain("Microsoft's own");
    expect(both.uses[2]?.note).toContain('4 people of the organisation were at that network from the beginning');
    expect(both.uses[0]?.note).toContain('that person was at that network from the beginning');
    const { at } = await ask(address('Home', home(0)));
    expect(at('at home')?.weight).toBe(2);
  });
});

describe('other things', () => {
  const id = (value: string) => `[x-oauth-app:app_id = '${value.toUpperCase()}']`;

  it('an application says most, unless it is everybody’s', async () => {
    const { at, mailboxes, uses } = await ask(named('App', id(app)), named('Outlook', id(outlook)));
    expect(at('app')?.weight).toBe(6.5);
    expect(mailboxes).toEqual([person(3)]);
    expect(uses.find(({ name }) => name === 'Outlook')).toMatchObject({ state: 'shared' });
  });

  it.each(["LIKE '%PYTHON-requests%'", "MATCHES 'python-requests/[0-9]+'"])('a client: %s', async (test) => {
    const { at, mailboxes } = await ask(named('Client', `[x-a:user_agent ${test}]`));
    expect(at('client')?.weight).toBeGreaterThan(1);
    expect(mailboxes).toEqual([person(4)]);
  });

  it('must meet all of a conjunction in one record, and nothing that it excludes', async () => {
    const met = async (more: string) =>
      (await ask(named('Both', `[ipv4-addr:value = '${bad}' AND ${more}]`))).mailboxes;
    expect(await met(`x-a:app_id = '${outlook}'`)).toEqual([person(1), person(2)]);
    expect(await met(`x-a:app_id = '${app}'`)).toEqual([]);
    expect(await met(`x-a:app_id != '${outlook}'`)).toEqual([]);
    expect(await met(`email-addr:value NOT IN ('${person(2)}')`)).toEqual([person(1)]);
  });
});

it('of hostile text harms nobody', async () => {
  const values = ["it's", '\u0000', 'a\u0000b', '\ud800', '\u202e=cmd()', '%', '\\', '"', '$1', 'x'.repeat(50_000)];
  const hostile = values.flatMap((value, n) =>
    (['is', 'like'] as const).map(
      (how): Indicator => ({
        ...address(`h${n}${how}`, bad),
        any: [[{ trait: 'account', how, values: [value], negated: false }]],
      }),
    ),
  );
  const { uses, mailboxes } = await ask(...hostile, address('Proxy', bad));
  expect(uses.map(({ name, state }) => `${name} ${state}`)).toEqual(['Proxy seen', 'h5like shared']);
  expect(mailboxes).toEqual([person(1), person(2)]);
});

describe('without opened mail', () => {
  it('a sign-in is a finding, a refused one is counted', async () => {
    const { alone, uses } = await ask(address('Proxy', '192.0.9.77'));
    expect(alone).toMatchObject([{ users: [person(6)], level: 'medium', evidence: [guid('alone')], rule: null }]);
    expect(alone[0]?.reason).toContain('no opened mail is tied to it');
    expect(uses).toMatchObject([{ signIns: 4, accesses: 0, sessions: 0 }]);
    expect(uses[0]?.note).toContain('3 of the sign-ins were refused');
  });

  it.each([
    ["[email-addr:value = 'DROP@sub.evil.example']", 'medium'],
    ["[domain-name:value = 'sub.evil.example']", 'low'],
    ["[domain-name:value LIKE '%.evil.example']", 'low'],
  ])('a rule that forwards to it is a finding: %s', async (pattern, level) => {
    const { alone, uses } = await ask(named('Drop', pattern));
    expect(alone).toMatchObject([{ users: [person(5)], evidence: ['rule'], level }]);
    expect(uses).toMatchObject([{ otherRecords: 1 }]);
  });
});

it('of twenty thousand costs seconds, and those that fit nothing are counted only', async () => {
  const all = understand("[ipv4-addr:value = '10.0.0.1']").any[0] ?? [];
  const many = Array.from({ length: 20_000 }, (_, n): Indicator => {
    const values = [`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`];
    return { ...address(`n${n}`, bad), any: [all.map((comparison) => ({ ...comparison, values }))] };
  });
  const began = performance.now();
  expect((await ask(...many, address('Proxy', bad))).uses.map(({ name }) => name)).toEqual(['Proxy']);
  expect(performance.now() - began).toBeLessThan(20_000);
});

describe('the answer', () => {
  it('tells of what was seen, and is not silenced by an allow file', async () => {
    const allowed = { ...everything.allowed, networks: [{ range: '192.0.2.0/24', reason: 'ours' }] };
    const file = { name: 'feed.json', sha256: 'aa', indicators: 9, looked: 1, revoked: 1, notUnderstood: 7 };
    const problem = {
      file: 'feed.json',
      line: null,
      id: 'indicator--x',
      pattern: '[file:name = 1]',
      code: 'notUnderstood',
    };
    const intel: Told = {
      ...told(address('Proxy', bad)),
      files: [{ ...file, duplicates: 0, others: 2 }],
      problems: [{ ...problem, code: 'notUnderstood', message: 'looks for a file' }],
    };
    const result = await investigate(world.workspace, { ...everything, allowed, intel });
    expect(result.verdict.code).toBe('suspicion');
    expect(result.findings).toMatchObject([{ detection: 'knownIndicator', mailboxes: [person(1)], rule: null }]);
    expect(result.cases).toHaveLength(1);
    expect(result.intel).toMatchObject({ problems: [{ code: 'notUnderstood' }], indicators: [{ state: 'seen' }] });
    expect(result.run.options.intel).toEqual(intel.files);
    for (const text of [
      renderTerminal(result, { colour: false, width: 100 }),
      renderReadoutMarkdown(standardReadout(result)),
    ])
      for (const word of ['Proxy', 'A Bureau', 'looks for a file', 'feed.json']) expect(text).toContain(word);
  });
});
