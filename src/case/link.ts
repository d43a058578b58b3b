// Which findings belong to one actor: those that share a session, a token, an address or an application that is not shared by
// everybody; and, on one user, the program, for findings that wake somebody. An office's network or a popular application links
// nothing, an owner's new telephone is not drawn into a case only because the same owner is its victim, and two intruders who
// came to the same person stay two.

import { levelRank } from '../detect/weigh.js';
import type { Database } from '../query/database.js';
import { list, sql } from '../query/sql.js';
import { parseAddress } from '../record/address.js';
import { exitKinds, sharedKinds } from '../record/network-kind.js';
import type { Finding, Level } from '../record/result.js';
import type { SessionRow } from '../session/read.js';
import { joinByKeys } from '../util/join.js';

/** Used in ordinary reading by this many people or mailboxes, a thing is shared by too many to link. */
const sharedBy = 3;

export interface Shared {
  readonly networks: ReadonlySet<string>;
  /** Networks out of which many come whom nothing joins, such as a VPN's: there only the very address links. */
  readonly exits: ReadonlySet<string>;
  readonly applications: ReadonlySet<string>;
}

/** Networks and applications of ordinary reading: such as tokens and sessions explain. */
export async function readShared(database: Database): Promise<Shared> {
  const ordinary = sql`FROM "sessionAccess" WHERE tier IN ('token', 'session')`;
  const networks = await database.rows<{ value: string }>(
    sql`SELECT network AS value ${ordinary} AND network IS NOT NULL GROUP BY network HAVING count(DISTINCT principal) >= ${sharedBy}
      UNION SELECT network FROM place WHERE kind IN ${list(sharedKinds)}`,
  );
  const exits = await database.rows<{ value: string }>(
    sql`SELECT DISTINCT network AS value FROM place WHERE kind IN ${list(exitKinds)}`,
  );
  const applications = await database.rows<{ value: string }>(
    sql`SELECT application AS value ${ordinary} AND application IS NOT NULL GROUP BY application HAVING count(DISTINCT mailbox) >= ${sharedBy}`,
  );
  return {
    networks: new Set(networks.map((row) => row.value)),
    exits: new Set(exits.map((row) => row.value)),
    applications: new Set(applications.map((row) => row.value)),
  };
}

const isAtLeast = ({ level }: Finding, wanted: Level): boolean => levelRank(level) >= levelRank(wanted);

/** Where somebody comes from, as far as it can tell two apart. */
const placeKeys = (addresses: readonly string[], shared: Shared): string[] =>
  addresses.flatMap((logged) => {
    const { ip, network } = parseAddress(logged) ?? { ip: logged, network: null };
    if (network === null || shared.networks.has(network)) return [];
    return shared.exits.has(network) ? [`address|${ip}`] : [`network|${network}`];
  });

/** Of a finding without an access session: where it came from, and the Entra sessions of its records. */
const looseKeys = ({ addresses }: Finding, shared: Shared, ties: readonly string[]): string[] => [
  ...placeKeys(addresses, shared),
  ...ties.map((id) => `entra|${id}`),
];

/** One user, with the same program. */
const userKeys = ({ users }: Finding, { application, clients }: SessionRow): string[] =>
  users.flatMap((user) => clients.map((client) => `user|${user}|${application}|${client}`));

function sessionKeys(finding: Finding, session: SessionRow, shared: Shared, links: readonly string[]): string[] {
  const { application } = session;
  return [
    `session|${session.id}`,
    ...session.sessions.map((id) => `entra|${id}`),
    ...session.tokens.map((id) => `token|${id}`),
    ...session.signIns.map((id) => `record|${id}`),
    ...placeKeys(session.addresses, shared),
    ...(application === null || shared.applications.has(application) ? [] : [`application|${application}`]),
    ...(isAtLeast(finding, 'high') ? userKeys(finding, session) : []),
    ...(isAtLeast(finding, 'medium') ? links : []),
  ];
}

/** Findings that hang together, with what of them names a user for certain: what wakes somebody, and rules that are more than a hint. */
interface Bunch {
  readonly findings: readonly Finding[];
  readonly read: boolean;
  readonly naming: readonly Finding[];
}

const usersOf = ({ naming }: Bunch): string[] =>
  naming.flatMap(({ tenant, users }) => users.map((user) => `${tenant}|${user}`));

/** Milliseconds from one to the other; 0 where they overlap. */
const apart = (one: Finding, other: Finding): number =>
  Math.max(0, Date.parse(one.firstAt) - Date.parse(other.lastAt), Date.parse(other.firstAt) - Date.parse(one.lastAt));

/** Of two who came to the same person, a rule's match belongs to the one who was there at the time. */
function nearest(bunch: Bunch, others: readonly Bunch[]): Bunch | undefined {
  const users = new Set(usersOf(bunch));
  const distance = (other: Bunch): number =>
    Math.min(...bunch.naming.flatMap((one) => other.naming.map((each) => apart(one, each))));
  return others
    .filter((other) => usersOf(other).some((user) => users.has(user)))
    .map((other) => ({ other, ms: distance(other) }))
    .sort((a, b) => a.ms - b.ms)[0]?.other;
}

/** Groups findings that are linked, directly or through others; each group in the findings' own order. */
export function linkFindings(
  findings: readonly Finding[],
  sessionOf: ReadonlyMap<string, SessionRow>,
  shared: Shared,
  linksOf: ReadonlyMap<string, readonly string[]> = new Map(),
): Finding[][] {
  const keysOf = (finding: Finding): string[] => {
    const session = sessionOf.get(finding.id);
    const links = linksOf.get(finding.id) ?? [];
    const keys =
      session === undefined ? looseKeys(finding, shared, links) : sessionKeys(finding, session, shared, links);
    // What rests on the same record is one thing seen twice.
    return [...keys, ...finding.evidence.map((id) => `record|${id}`)].map((key) => `${finding.tenant}|${key}`);
  };
  const bunches = joinByKeys(findings, keysOf).map(
    (own): Bunch => ({
      findings: own,
      read: own.some(({ id }) => sessionOf.has(id)),
      naming: own.filter((finding) => isAtLeast(finding, sessionOf.has(finding.id) ? 'high' : 'medium')),
    }),
  );
  const read = bunches.filter((bunch) => bunch.read);
  const homes = new Map(bunches.map((bunch, i) => [bunch, `home|${i}`]));
  const position = new Map(findings.map((finding, i) => [finding, i]));
  const joined = joinByKeys(bunches, (bunch) => {
    const home = bunch.read ? bunch : nearest(bunch, read);
    return home === undefined ? usersOf(bunch) : [homes.get(home) ?? ''];
  });
  return joined.map((group) =>
    group.flatMap((bunch) => bunch.findings).sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0)),
  );
}
