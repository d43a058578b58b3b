// Which findings belong to one actor, on findings made by hand: only what is not shared by everybody links.
import { describe, expect, it } from 'vitest';
import type { Finding, Level } from '../record/result.js';
import type { SessionRow } from '../session/read.js';
import { linkFindings, type Shared } from './link.js';

interface Seen {
  readonly id: string;
  readonly session?: string;
  readonly level?: Level;
  readonly user?: string;
  /** Of its application session: the program that its user read with. */
  readonly client?: string;
  /** It rests on no access session. */
  readonly loose?: boolean;
  readonly at?: string;
  readonly address?: string;
  readonly application?: string;
  readonly token?: string;
  readonly entra?: string;
  readonly tenant?: string;
}

function link(
  seen: readonly Seen[],
  shared: { networks?: string[]; exits?: string[]; applications?: string[] } = {},
): string[][] {
  const findings = seen.map(
    (s) =>
      ({
        id: s.id,
        tenant: s.tenant ?? 't',
        level: s.level ?? 'high',
        users: [s.user ?? `user of ${s.id}`],
        addresses: [],
        firstAt: s.at ?? '2024-01-08T00:00:00Z',
        lastAt: s.at ?? '2024-01-08T00:00:00Z',
        evidence: [`record of ${s.id}`],
      }) as unknown as Finding,
  );
  const sessions = new Map(
    seen
      .filter(({ loose }) => !loose)
      .map((s) => [
        s.id,
        {
          id: s.session ?? `session of ${s.id}`,
          sessions: s.entra === undefined ? [] : [s.entra],
          tokens: s.token === undefined ? [] : [s.token],
          addresses: s.address === undefined ? [] : [s.address],
          clients: [s.client ?? `client of ${s.id}`],
          signIns: [],
          application: s.application ?? null,
        } as unknown as SessionRow,
      ]),
  );
  const all: Shared = {
    networks: new Set(shared.networks),
    exits: new Set(shared.exits),
    applications: new Set(shared.applications),
  };
  return linkFindings(findings, sessions, all).map((group) => group.map((finding) => finding.id));
}

describe('linkFindings', () => {
  it('leaves apart what shares nothing', () => expect(link([{ id: 'a' }, { id: 'b' }])).toEqual([['a'], ['b']]));

  it.each(['session', 'address', 'application', 'token', 'entra'] as const)('links by %s', (key) => {
    expect(
      link([
        { id: 'a', [key]: '192.0.2.1' },
        { id: 'b', [key]: '198.51.100.1' },
        { id: 'c', [key]: '192.0.2.1' },
      ]),
    ).toEqual([['a', 'c'], ['b']]);
  });

  it('a network or an application of everybody links nothing', () => {
    expect(
      link(
        [
          { id: 'a', address: '192.0.2.1' },
          { id: 'b', address: '192.0.2.1' },
        ],
        { networks: ['192.0.2.0/24'] },
      ),
    ).toEqual([['a'], ['b']]);
    expect(
      link(
        [
          { id: 'a', application: 'mail' },
          { id: 'b', application: 'mail' },
        ],
        { applications: ['mail'] },
      ),
    ).toEqual([['a'], ['b']]);
  });

  it('one network links, but out of a VPN only one address does', () => {
    const seen = ['192.0.2.1', '192.0.2.2', '192.0.2.1'].map((address, i): Seen => ({ id: `f${i}`, address }));
    expect(link(seen)).toEqual([['f0', 'f1', 'f2']]);
    expect(link(seen, { exits: ['192.0.2.0/24'] })).toEqual([['f0', 'f2'], ['f1']]);
  });

  it('the user and his program link only what wakes somebody', () => {
    expect(
      link([
        { id: 'a', user: 'u', client: 'c' },
        { id: 'b', user: 'u', client: 'c', level: 'low' },
        { id: 'c', user: 'u', client: 'c', level: 'critical' },
        { id: 'd', user: 'u', client: 'c', level: 'medium' },
      ]),
    ).toEqual([['a', 'c'], ['b'], ['d']]);
  });

  it('two who read one person with different programs stay two', () => {
    expect(
      link([
        { id: 'a', user: 'u', client: 'one' },
        { id: 'b', user: 'u', client: 'other' },
      ]),
    ).toEqual([['a'], ['b']]);
  });

  it('what a user did outside of mail belongs to the one who was there at the time', () => {
    const two: Seen[] = [
      { id: 'early', user: 'u', at: '2024-01-08T00:00:00Z' },
      { id: 'late', user: 'u', at: '2024-01-20T00:00:00Z' },
    ];
    const rule = (at: string, level: Level): Seen => ({ id: 'rule', user: 'u', loose: true, level, at });
    expect(link([...two, rule('2024-01-19T00:00:00Z', 'medium')])).toEqual([['early'], ['late', 'rule']]);
    expect(link([...two, rule('2024-01-09T00:00:00Z', 'medium')])).toEqual([['early', 'rule'], ['late']]);
    expect(link([...two, rule('2024-01-09T00:00:00Z', 'low')])).toEqual([['early'], ['late'], ['rule']]);
  });

  it('what a user did outside of mail is one where nobody read', () => {
    const rule = (id: string, user: string): Seen => ({ id, user, loose: true, level: 'medium' });
    expect(link([rule('a', 'u'), rule('b', 'v'), rule('c', 'u')])).toEqual([['a', 'c'], ['b']]);
  });

  it('through others', () => {
    expect(
      link([
        { id: 'a', address: '192.0.2.1' },
        { id: 'b', token: 't' },
        { id: 'c', address: '192.0.2.1', token: 't' },
      ]),
    ).toEqual([['a', 'b', 'c']]);
  });

  it('never across tenants', () => {
    expect(
      link([
        { id: 'a', address: '192.0.2.1' },
        { id: 'b', address: '192.0.2.1', tenant: 'other' },
      ]),
    ).toEqual([['a'], ['b']]);
  });

  it('gives the same groups in any order', () => {
    const seen: Seen[] = [
      { id: 'a', address: '192.0.2.1' },
      { id: 'b' },
      { id: 'c', address: '192.0.2.1', user: 'u', client: 'c' },
      { id: 'd', user: 'u', client: 'c' },
      { id: 'e', token: 't' },
      { id: 'f', token: 't' },
    ];
    const sets = (groups: string[][]): string[] => groups.map((group) => group.sort().join()).sort();
    expect(sets(link([...seen].reverse()))).toEqual(sets(link(seen)));
  });
});
