// What a published indicator must not accuse: the address behind which an office, a carrier or Microsoft itself stands, the
// application that everybody reads with. Feeds hold such things by mistake, and addresses change hands.
import type { Database } from '../../query/database.js';
import { type Sql, sql } from '../../query/sql.js';
import { readKnowledge } from '../../record/knowledge.js';
import { rentedKinds } from '../../record/network-kind.js';
import { learningDays } from '../../session/newness.js';
import { count } from '../../util/words.js';

/** A network of more people than this is an office or a carrier, whoever else comes from there. */
const mostPeople = 12;
/** So many people who were there from their first week on are at home there. */
const fewestAtHome = 3;
/** A name that so many people and this share of all go by is the house's own. */
const usualName = { people: 3, share: 0.3 };
/** An application of so many mailboxes and this share of all is the house's own. */
const usualApplication = { mailboxes: 5, share: 0.3 };

/** What of a record is compared with what is ordinary. */
export interface Fitting {
  /** Its number among those that are looked for. */
  readonly indicator: number;
  readonly user: string | null;
  readonly ip: string | null;
  readonly application: string | null;
  readonly agent: string | null;
  readonly atMs: number;
}

export interface Ordinary {
  /** Why an address, by its text, accuses nobody. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Of addresses that do: networks where anybody can come out, by kind. */
  readonly exits: ReadonlyMap<string, string>;
  /** `address|user`: people who were at the network of that address from their first week on. */
  readonly homes: ReadonlySet<string>;
  readonly applications: ReadonlyMap<string, string>;
  /** How many people use a client; of all of them. */
  readonly agents: ReadonlyMap<string, number>;
  readonly people: number;
  /** Indicators, by number, that fit so many people that their names for accounts or domains say nothing; how many people. */
  readonly broad: ReadonlyMap<number, number>;
}

const ofAddresses = sql`WITH there AS (SELECT f.network, count(*) AS people, count(*) FILTER (WHERE f.since < b.since + to_days(${learningDays})) AS home
      FROM "placeSince" f JOIN "personSince" b USING (tenant, principal) GROUP BY f.network)
  SELECT DISTINCT p.ip, coalesce(p.microsoft, false) OR p.kind = 'microsoft' AS microsoft, o.kind AS own, p.kind, coalesce(t.people, 0) AS people, coalesce(t.home, 0) AS home
  FROM (SELECT DISTINCT ip, family, number, network, microsoft, kind FROM place WHERE ip IN (SELECT ip FROM indicated)) p
    LEFT JOIN there t ON t.network = p.network
    ASOF LEFT JOIN "ownNetwork" o ON o.family = p.family AND p.number >= o.first ORDER BY p.ip`;

const ofHomes = sql`SELECT DISTINCT p.ip, f.principal AS "user" FROM (SELECT DISTINCT ip, network FROM indicated JOIN place USING (ip)) p
    JOIN "placeSince" f USING (network)
    JOIN "personSince" b USING (tenant, principal)
  WHERE NOT f.rented AND f.since < b.since + to_days(${learningDays}) ORDER BY ALL`;

interface AddressRow {
  ip: string;
  microsoft: boolean;
  own: string | null;
  kind: string | null;
  people: number;
  home: number;
}

function ordinaryAddress({ microsoft, own, kind, people, home }: AddressRow): string | null {
  if (microsoft) return "the address is one of Microsoft's own";
  if (own !== null && !rentedKinds.includes(own)) return `your own table of networks calls that address ${own}`;
  // Nobody lives in a data centre: who is there from the first day on may be the intruder behind several mailboxes.
  const isRented = kind !== null && rentedKinds.includes(kind);
  if (home >= fewestAtHome && !isRented)
    return `${count(home, 'person', 'people')} of the organisation were at that network from the beginning`;
  if (people > mostPeople) return `${count(people, 'person', 'people')} of the organisation come from that network`;
  return null;
}

const ofApplications: Sql = sql`SELECT application, count(DISTINCT mailbox) AS mailboxes, (SELECT count(DISTINCT mailbox) FROM access) AS "all"
  FROM "sessionAccess" WHERE tier IN ('token', 'session') AND application IN (SELECT application FROM indicated) GROUP BY application`;

async function applicationsOf(database: Database): Promise<Map<string, string>> {
  const rows = await database.rows<{ application: string; mailboxes: number; all: number }>(ofApplications);
  const found = new Map<string, string>();
  for (const { application, mailboxes, all } of rows)
    if (mailboxes >= usualApplication.mailboxes && mailboxes >= usualApplication.share * all)
      found.set(
        application,
        `${count(mailboxes, 'mailbox', 'mailboxes')} of ${count(all, 'mailbox', 'mailboxes')} are read with that application after ordinary sign-ins`,
      );
  for (const [id, { name, role }] of readKnowledge().applications)
    if (role === 'mailClient' || role === 'service' || role === 'resource')
      found.set(id, `that is ${name}, which is everybody's`);
  return found;
}

/** What is ordinary among the things that records share with indicators. Needs `indicated` and `presence`. */
export async function readOrdinary(database: Database): Promise<Ordinary> {
  const addresses = await database.rows<AddressRow>(ofAddresses);
  const agents = await database.rows<{
    agent: string;
    people: number;
  }>(sql`SELECT agent, count(DISTINCT "user") AS people FROM (
      SELECT "clientInfo" AS agent, "user" FROM access UNION ALL SELECT "userAgent", "user" FROM issued WHERE success)
    WHERE agent IN (SELECT agent FROM indicated) GROUP BY agent`);
  const fitting = await database.rows<{ indicator: number; people: number }>(
    sql`SELECT indicator, count(DISTINCT "user") AS people FROM indicated GROUP BY indicator ORDER BY indicator`,
  );
  const [all] = await database.rows<{ people: number }>(sql`SELECT count(DISTINCT "user") AS people FROM access`);
  const why = addresses.flatMap((row): [string, string][] => {
    const text = ordinaryAddress(row);
    return text === null ? [] : [[row.ip, text]];
  });
  const exits = addresses.filter(
    ({ kind }) => kind !== null && rentedKinds.includes(kind) && kind !== 'hosting' && kind !== 'cloud',
  );
  const homes = await database.rows<{ ip: string; user: string }>(ofHomes);
  return {
    addresses: new Map(why),
    homes: new Set(homes.map(({ ip, user }) => `${ip}|${user}`)),
    exits: new Map(exits.map((row) => [row.ip, row.kind ?? ''])),
    applications: await applicationsOf(database),
    agents: new Map(agents.map((row) => [row.agent, row.people])),
    people: all?.people ?? 0,
    broad: new Map(
      fitting
        .filter(({ people }) => people >= usualName.people && people >= usualName.share * (all?.people ?? 0))
        .map(({ indicator, people }) => [indicator, people]),
    ),
  };
}
