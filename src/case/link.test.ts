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
  readonly network?: string;
  readonly application?: string;
  readonly token?: string;
  readonly entra?: string;
  readonly tenant?: string;
}

function link(seen: readonly Seen[], shared: { networks?: string[]; applications?: string[] } = {}): string[][] {
  const findings = seen.map(
    (s) =>
      ({
        id: s.id,
        tenant: s.tenant ?? 't',
        level: s.level ?? 'high',
        users: [s.user ?? `user of ${s.id}`],
        evidence: [`record of ${s.id}`],
      }) as unknown as Finding,
  );
  const sessions = new Map(
    seen.map((s) => [
      s.id,
      {
        id: s.session ?? `session of ${s.id}`,
        sessions: s.entra === undefined ? [] : [s.entra],
        tokens: s.token === undefined ? [] : [s.token],
        networks: s.network === undefined ? [] : [s.network],
        application: s.application ?? null,
      } as unknown as SessionRow,
    ]),
  );
  const all: Shared = { networks: new Set(shared.networks), applications: new Set(shared.applications) };
  return linkFindings(findings, sessions, all).map((group) => group.map((finding) => finding.id));
}

describe('linkFindings', () => {
  it('leaves apart what shares nothing', () => expect(link([{ id: 'a' }, { id: 'b' }])).toEqual([['a'], ['b']]));

  it.each(['session', 'network', 'application', 'token', 'entra', 'user'] as const)('links by %s', (key) => {
    expect(
      link([
        { id: 'a', [key]: 'x' },
        { id: 'b', [key]: 'y' },
        { id: 'c', [key]: 'x' },
      ]),
    ).toEqual([['a', 'c'], ['b']]);
  });

  it('a network or an application of everybody links nothing', () => {
    expect(
      link(
        [
          { id: 'a', network: 'office' },
          { id: 'b', network: 'office' },
        ],
        { networks: ['office'] },
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

  it('the user links only what wakes somebody', () => {
    expect(
      link([
        { id: 'a', user: 'u' },
        { id: 'b', user: 'u', level: 'low' },
        { id: 'c', user: 'u', level: 'critical' },
        { id: 'd', user: 'u', level: 'medium' },
      ]),
    ).toEqual([['a', 'c'], ['b'], ['d']]);
  });

  it('through others', () => {
    expect(
      link([
        { id: 'a', network: 'n' },
        { id: 'b', token: 't' },
        { id: 'c', network: 'n', token: 't' },
      ]),
    ).toEqual([['a', 'b', 'c']]);
  });

  it('never across tenants', () => {
    expect(
      link([
        { id: 'a', network: 'n' },
        { id: 'b', network: 'n', tenant: 'other' },
      ]),
    ).toEqual([['a'], ['b']]);
  });

  it('gives the same groups in any order', () => {
    const seen: Seen[] = [
      { id: 'a', network: 'n' },
      { id: 'b' },
      { id: 'c', network: 'n', user: 'u' },
      { id: 'd', user: 'u' },
      { id: 'e', token: 't' },
      { id: 'f', token: 't' },
    ];
    const sets = (groups: string[][]): string[] => groups.map((group) => group.sort().join()).sort();
    expect(sets(link([...seen].reverse()))).toEqual(sets(link(seen)));
  });
});
