// Which findings belong to one actor: those that share a session, a token, an address or an application that is not shared by
// everybody; and, for findings that wake somebody and for rules that are more than a hint, the user. An office's network or a popular application links
// nothing, and an owner's new telephone is not drawn into a case only because the same owner is its victim.

import { levelRank } from '../detect/weigh.js';
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';
import { parseAddress } from '../record/address.js';
import type { Finding } from '../record/result.js';
import type { SessionRow } from '../session/read.js';

/** Used in ordinary reading by this many people or mailboxes, a thing is shared by too many to link. */
const sharedBy = 3;

export interface Shared {
  readonly networks: ReadonlySet<string>;
  readonly applications: ReadonlySet<string>;
}

/** Networks and applications of ordinary reading: such as tokens and sessions explain. */
export async function readShared(database: Database): Promise<Shared> {
  const ordinary = sql`FROM access JOIN judged USING (n) WHERE tier IN ('token', 'session')`;
  const networks = await database.rows<{ value: string }>(
    sql`SELECT network AS value ${ordinary} AND network IS NOT NULL GROUP BY network HAVING count(DISTINCT principal) >= ${sharedBy}`,
  );
  const applications = await database.rows<{ value: string }>(
    sql`SELECT application AS value ${ordinary} AND application IS NOT NULL GROUP BY application HAVING count(DISTINCT mailbox) >= ${sharedBy}`,
  );
  return {
    networks: new Set(networks.map((row) => row.value)),
    applications: new Set(applications.map((row) => row.value)),
  };
}

/** Of a finding without a session: the user and the networks that it names. */
function looseKeys(finding: Finding, shared: Shared): string[] {
  const strong = levelRank(finding.level) >= levelRank('medium');
  const networks = finding.addresses.flatMap((ip) => parseAddress(ip)?.network ?? []);
  const keys = [
    ...(strong ? finding.users.map((user) => `user|${user}`) : []),
    ...networks.filter((network) => !shared.networks.has(network)).map((network) => `network|${network}`),
  ];
  return [...keys, ...recordKeys(finding)].map((key) => `${finding.tenant}|${key}`);
}

/** What rests on the same record is one thing seen twice. */
const recordKeys = ({ evidence }: Finding): string[] => evidence.map((id) => `record|${id}`);

function keysOf(finding: Finding, session: SessionRow | undefined, shared: Shared, links: readonly string[]): string[] {
  if (session === undefined) return looseKeys(finding, shared);
  const strong = levelRank(finding.level) >= levelRank('medium');
  const beyond = levelRank(finding.level) >= levelRank('high');
  const keys = [
    `session|${session.id}`,
    ...session.sessions.map((id) => `entra|${id}`),
    ...session.tokens.map((id) => `token|${id}`),
  ];
  if (beyond) keys.push(...finding.users.map((user) => `user|${user}`));
  if (strong) keys.push(...links);
  keys.push(
    ...session.networks.filter((network) => !shared.networks.has(network)).map((network) => `network|${network}`),
  );
  if (session.application !== null && !shared.applications.has(session.application))
    keys.push(`application|${session.application}`);
  return [...keys, ...recordKeys(finding)].map((key) => `${finding.tenant}|${key}`);
}

/** Groups findings that are linked, directly or through others; each group in the findings' own order. */
export function linkFindings(
  findings: readonly Finding[],
  sessionOf: ReadonlyMap<string, SessionRow>,
  shared: Shared,
  linksOf: ReadonlyMap<string, readonly string[]> = new Map(),
): Finding[][] {
  const parent = findings.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] as number;
    return at;
  };
  const firstWith = new Map<string, number>();
  for (const [i, finding] of findings.entries()) {
    for (const key of keysOf(finding, sessionOf.get(finding.id), shared, linksOf.get(finding.id) ?? [])) {
      const other = firstWith.get(key);
      if (other === undefined) firstWith.set(key, i);
      else parent[Math.max(root(i), root(other))] = Math.min(root(i), root(other));
    }
  }
  const groups = new Map<number, Finding[]>();
  for (const [i, finding] of findings.entries()) groups.set(root(i), [...(groups.get(root(i)) ?? []), finding]);
  return [...groups.values()];
}
