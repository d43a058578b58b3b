// What joins cases and what must not, kind by kind, on answers made by hand; whole worlds stand in world.test.ts.
import { describe, expect, it } from 'vitest';
import type { Trait } from '../record/campaign.js';
import type { Case } from '../record/result.js';
import { noStory } from '../record/story.js';
import { campaignsOf } from './campaign.js';
import type { Told } from './member.js';

const dayMs = 86_400_000;
const iso = (day: number): string => new Date(Date.UTC(2024, 0, 8) + day * dayMs).toISOString().replace('.000Z', 'Z');

type Given = Partial<Trait> & { readonly kind: string; readonly value: string };

interface Made {
  readonly id: string;
  readonly day?: number;
  readonly tenant?: string;
  readonly level?: Case['level'];
  readonly closed?: boolean;
  readonly traits: readonly Given[];
}

const caseOf = ({ id, day = 0, tenant = `tenant of ${id}`, level = 'high', closed = false }: Made): Case => ({
  ...{ id, tenant, title: id, level, confidence: 'high', suspicion: { score: 9, reasons: [] } },
  ...{ users: [`user@${id}`], mailboxes: [`user@${id}`, `boss@${id}`], addresses: [], applications: [] },
  ...{ sessions: [], findings: [], watched: [], judgements: [], story: noStory, questions: [] },
  dwell: {
    ...{ firstAccessAt: iso(day), firstAccessIsFloor: day === 0, detectableAt: iso(day + 0.5), detectedAt: null },
    lastActivityAt: iso(day + 5),
  },
  exposure: {
    named: {
      ...{ messages: 1, bytes: 0 },
      items: ['<a>', '<b>'].map((messageId) => ({
        ...{ mailbox: `boss@${id}`, messageId, itemId: null, folder: null, subject: null, sender: null, bytes: null },
        ...{ attachments: null, firstAt: iso(day), lastAt: iso(day), records: [] },
      })),
    },
    ...{ folders: [], unknown: [], diverted: [] },
  },
  judgement: closed
    ? {
        ...{ verdict: 'benign', state: 'closed', because: 'asked', by: null, at: iso(9), verdictId: 'v' },
        ...{ levelByLogs: 'high', reopened: [] },
      }
    : null,
});

const coverage = (people: number): Told['coverage'] => ({
  mailboxes: Array.from({ length: people }, (_, i) => ({
    ...{ tenant: 't', mailbox: `m${i}`, accessRecords: 1, firstAt: iso(0), lastAt: iso(9), gaps: [] },
  })),
  ...{ signIns: [], directory: [], graphActivity: [], silent: [], detections: [], limits: [] },
});

const told = (made: readonly Made[], people = 100): Told => ({
  cases: made.map(caseOf),
  findings: [],
  traits: made.flatMap(({ id, day = 0, traits }) =>
    traits.map((given) => ({
      ...{ case: id, part: 0, about: null, network: null, firstAt: iso(day), lastAt: iso(day + 5), people: 0 },
      ...given,
    })),
  ),
  coverage: coverage(people),
});

const joined = (...made: readonly Made[]): string[][] => campaignsOf([told(made)]).map(({ cases }) => [...cases]);
const both = (...traits: readonly Given[]): string[][] => joined({ id: 'a', traits }, { id: 'b', day: 1, traits });

const host = (ip: string, more: Partial<Trait> = {}): Given => ({
  ...{ kind: 'address', value: ip, about: 'hosting', network: ip.replace(/\d+$/, '0/24') },
  ...more,
});
const rhythm: Given = { kind: 'rhythm', value: '00 01 02 03 04 05 06 07 08 / Mon Tue Wed Thu Fri' };
const client: Given = { kind: 'client', value: 'Client=REST;Client=Odd;;' };
/** All that unrelated actors may have in common. */
const habits: readonly Given[] = [
  ...[rhythm, client, { kind: 'network', value: '192.0.2.0/24', about: 'hosting' }],
  ...[
    { kind: 'commonApplication', value: 'owa' },
    { kind: 'targetRole', value: 'minister' },
  ],
  ...['deviceCode', 'missingSignIn', 'sharedStranger', 'harvest'].map((value) => ({ kind: 'method', value })),
  ...[1, 2, 3, 4, 5, 6].map((n) => ({
    kind: 'exit',
    value: `198.51.100.${n}`,
    about: 'vpn',
    network: '198.51.100.0/24',
  })),
];

describe('one shared thing joins', () => {
  it.each<[string, Given]>([
    ['a token', { kind: 'token', value: 't' }],
    ['an Entra session', { kind: 'session', value: 's' }],
    ['a rented host', host('192.0.2.7')],
    ['an application that both let in', { kind: 'application', value: 'app', about: 'granted' }],
    ['a key or certificate of an application', { kind: 'credential', value: 'key' }],
    ['an address to which mail is sent', { kind: 'forwardTarget', value: 'drop@else.example' }],
  ])('%s', (_name, trait) => {
    expect(both(trait)).toEqual([['a', 'b']]);
  });
});

describe('two shared things of which neither would do join', () => {
  it.each<[string, readonly Given[]]>([
    ['a home and a rule name', [host('192.0.2.7', { about: 'home' }), { kind: 'ruleName', value: 'quiet harbour' }]],
    ['homes in two networks', [host('192.0.2.7', { about: 'home' }), host('198.51.100.7', { about: 'home' })]],
    [
      'an issuer and a rule name',
      [
        { kind: 'issuer', value: 'https://sts' },
        { kind: 'ruleName', value: 'quiet harbour' },
      ],
    ],
    ['a home and all habits', [host('203.0.113.7', { about: 'home' }), rhythm, client]],
    [
      'a domain and an application that tokens name',
      [
        { kind: 'forwardDomain', value: 'else.example' },
        { kind: 'application', value: 'app', about: 'named' },
      ],
    ],
  ])('%s', (_name, traits) => {
    expect(both(...traits)).toEqual([['a', 'b']]);
  });
});

describe('what must not join', () => {
  it.each<[string, readonly Given[]]>([
    ['all habits together, the exits of one VPN and its hosting range', habits],
    ['a hosting range with the same client in the same hours', habits.slice(0, 3)],
    ['a host that people of the organisations use too', [host('192.0.2.7', { people: 1 }), rhythm]],
    ['a host of an office that no table knows', [host('192.0.2.7', { people: 40 }), ...habits]],
    ['a popular application', [{ kind: 'application', value: 'app', about: 'granted', people: 12 }, ...habits]],
    [
      'an application that tokens name, with all habits',
      [{ kind: 'application', value: 'app', about: 'named' }, ...habits],
    ],
    ['one rule name, with all habits', [{ kind: 'ruleName', value: 'quiet harbour' }, ...habits]],
    ['one home, by itself', [host('192.0.2.7', { about: 'home' })]],
    ['homes in one network', [1, 2, 3, 4].map((n) => host(`192.0.2.${n}`, { about: 'home' }))],
    ['a kind that this version does not know', [{ kind: 'tomorrow', value: 'x' }, ...habits]],
  ])('%s', (_name, traits) => {
    expect(both(...traits)).toEqual([]);
  });

  it('a host that came back after months', () => {
    const [a, b] = [
      { id: 'a', traits: [host('192.0.2.7')] },
      { id: 'b', day: 200, traits: [host('192.0.2.7')] },
    ];
    expect(joined(a, b)).toEqual([]);
    expect(joined(a, { ...b, day: 20 })).toEqual([['a', 'b']]);
  });

  it('cases that an analyst closed, and hints alone', () => {
    const traits = [host('192.0.2.7')];
    expect(joined({ id: 'a', traits }, { id: 'b', traits, closed: true })).toEqual([]);
    expect(joined({ id: 'a', traits, level: 'low' }, { id: 'b', traits, level: 'low' })).toEqual([]);
    expect(joined({ id: 'a', traits }, { id: 'b', traits, level: 'informational' })).toEqual([]);
    expect(joined({ id: 'a', traits }, { id: 'b', traits, level: 'low' })).toEqual([['a', 'b']]);
  });
});

describe('two actors', () => {
  const three = (name: string, traits: readonly Given[]): Made[] =>
    [0, 1, 2].map((n) => ({ id: `${name}${n}`, day: n, traits }));

  it('behind one VPN stay two', () => {
    const a = three('a', [host('192.0.2.7'), ...habits]);
    const b = three('b', [host('203.0.113.9'), ...habits]);
    expect(joined(...a, ...b)).toEqual([
      ['a0', 'a1', 'a2'],
      ['b0', 'b1', 'b2'],
    ]);
  });

  it('are not chained by one case that touches both', () => {
    const a = three('a', [host('192.0.2.7'), host('192.0.3.7')]);
    const b = three('b', [host('203.0.113.9'), host('203.0.114.9')]);
    const both = b.map((made, i) => (i === 0 ? { ...made, traits: [...made.traits, host('192.0.2.7')] } : made));
    expect(joined(...a, ...both)).toEqual([
      ['a0', 'a1', 'a2'],
      ['b0', 'b1', 'b2'],
    ]);
  });

  it('in one case are told apart by its parts', () => {
    const mixed = {
      id: 'mixed',
      traits: [
        host('192.0.2.7'),
        host('203.0.113.9', { part: 1 }),
        { kind: 'ruleName', value: 'quiet harbour', part: 2 },
        { kind: 'client', value: 'owa', part: 1, firstAt: iso(1), lastAt: iso(3) },
      ],
    };
    const found = campaignsOf([
      told([
        mixed,
        { id: 'a', day: 1, traits: [host('192.0.2.7')] },
        { id: 'b', day: 2, traits: [host('203.0.113.9')] },
      ]),
    ]);
    expect(found.map(({ cases }) => cases)).toEqual([
      ['mixed', 'a'],
      ['mixed', 'b'],
    ]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
    expect(found[0]?.links.map(({ value }) => value)).toEqual(['192.0.2.7']);
    expect(found.map(({ firstAt }) => firstAt)).toEqual([iso(0), iso(1)]);
  });
});

describe('an actor of many networks with a common program', () => {
  const home = (n: number): Given => host(`10.${n}.0.7`, { about: 'home' });
  /** Each home by itself, as a part of its own. */
  const pieces = (homes: readonly number[], first = 0): Given[] =>
    homes.flatMap((n, i) =>
      [
        home(n),
        { kind: 'commonApplication', value: 'owa', people: 60 },
        { kind: 'client', value: 'firefox', people: 60 },
      ].map((given) => ({ ...given, part: first + i })),
    );

  it('is put together again where another case has the same networks', () => {
    expect(joined({ id: 'a', traits: pieces([1, 2, 3]) }, { id: 'b', day: 1, traits: pieces([2, 3, 4]) })).toEqual([
      ['a', 'b'],
    ]);
    expect(joined({ id: 'a', traits: pieces([1, 2, 3]) }, { id: 'b', day: 1, traits: pieces([3, 4]) })).toEqual([]);
  });

  it('is not chained to another of that program by a case that both share', () => {
    const mixed = { id: 'mixed', traits: pieces([1, 2, 3, 4]) };
    const [a, b] = [
      { id: 'a', day: 1, traits: pieces([1, 2]) },
      { id: 'b', day: 2, traits: pieces([3, 4]) },
    ];
    expect(joined(mixed, a, b)).toEqual([
      ['mixed', 'a'],
      ['mixed', 'b'],
    ]);
    expect(joined(b, mixed, a)).toEqual(joined(mixed, a, b));
  });
});

describe('a campaign', () => {
  const made: readonly Made[] = [
    { id: 'a', traits: [host('192.0.2.7'), rhythm] },
    { id: 'b', day: 2, tenant: 'one', traits: [host('192.0.2.7'), host('198.51.100.3'), rhythm] },
    { id: 'c', day: 9, tenant: 'one', traits: [host('198.51.100.3'), rhythm], level: 'critical' },
  ];

  it('says what it is and how it grew', () => {
    const [campaign] = campaignsOf([told(made)]);
    expect(campaign).toMatchObject({
      ...{ cases: ['a', 'b', 'c'], tenants: ['one', 'tenant of a'], level: 'critical' },
      ...{ firstAt: iso(0), firstAtIsFloor: true, lastAt: iso(14), detectableAt: iso(2.5) },
      ...{ exposure: { messages: 6, folders: 0, unknown: 0, diverted: 0 }, judgements: [] },
    });
    expect(campaign?.accounts).toContainEqual({ tenant: 'one', user: 'user@c' });
    expect(campaign?.mailboxes).toHaveLength(6);
    expect(campaign?.links.map(({ kind, cases, generic }) => [kind, cases, generic])).toEqual([
      ['address', ['a', 'b'], false],
      ['address', ['b', 'c'], false],
      ['rhythm', ['a', 'b', 'c'], true],
    ]);
    expect(
      campaign?.growth.map(({ case: id, joinableAt, links }) => [id, joinableAt, links.map(({ cases }) => cases)]),
    ).toEqual([
      ['a', null, []],
      ['b', iso(2.5), [['a'], ['a']]],
      ['c', iso(9.5), [['b'], ['a', 'b']]],
    ]);
  });

  it('is the same whatever the order, and over one answer or several', () => {
    const whole = campaignsOf([told(made, 300)]);
    expect(campaignsOf([told([...made].reverse(), 300)])).toEqual(whole);
    const apart = made.map((each) => told([each]));
    expect(campaignsOf(apart)).toEqual(whole);
    expect(campaignsOf([...apart].reverse())).toEqual(whole);
  });

  it('counts people of all answers', () => {
    const traits = [host('192.0.2.7', { people: 1 })];
    const answers = ['a', 'b'].map((id) =>
      told([{ id, traits: [...traits, { kind: 'ruleName', value: 'quiet harbour' }] }]),
    );
    expect(campaignsOf(answers.slice(0, 1))).toEqual([]);
    expect(campaignsOf(answers)).toEqual([]);
  });
});
