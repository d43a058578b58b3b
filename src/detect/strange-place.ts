// A session from a network and a provider that its person never used before. Journeys begin like this, so it is weak; a rented
// server or a VPN exit says more, the rarer such places are among this tenant's people.
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { seenFor } from '../session/newness.js';
import { groupBy } from '../util/group.js';
import { count, thousands } from '../util/words.js';
import { atOnce, type Detector, type Evidence, round } from './evidence.js';
import { addresses } from './need/access.js';
import { knownPeople } from './need/history.js';

interface Row {
  session: string;
  network: string;
  kind: string | null;
  rented: boolean;
  known: boolean;
  people: number;
  daysSeen: number;
  alike: number;
  atMs: number;
  lastMs: number;
  records: string[];
}

/** Documented judgements: what such a place can say at most. Of an unknown provider it may be a telephone's next network. */
const mostWeight = { rented: 3.5, provider: 2, unknown: 0.7 } as const;

const query = sql`WITH people AS (SELECT tenant, count(DISTINCT principal) AS people FROM presence GROUP BY tenant),
    -- Per kind of place the people who were ever in one, and of each network those who were in no other.
    kind AS (SELECT tenant, rented, provider IS NOT NULL OR rented AS known, principal, count(DISTINCT network) AS networks, min(network) AS network
      FROM "strangePlace" GROUP BY tenant, rented, known, principal),
    size AS (SELECT tenant, rented, known, count(*) AS people FROM kind GROUP BY ALL),
    alone AS (SELECT tenant, rented, known, network, count(*) AS people FROM kind WHERE networks = 1 GROUP BY ALL)
  SELECT p."sessionId" AS session, p.network, p."networkKind" AS kind, p.rented, z.known, a.people, z.people - coalesce(o.people, 0) AS alike, date_diff('day', w.since, p."firstAt") AS "daysSeen",
    ${epochMs(sql`p."firstAt"`)} AS "atMs", ${epochMs(sql`p."lastAt"`)} AS "lastMs", p.records
  FROM "strangePlace" p JOIN people a ON a.tenant = p.tenant
    JOIN "personSince" w ON w.tenant = p.tenant AND w.principal = p.principal
    JOIN size z ON z.tenant = p.tenant AND z.rented = p.rented AND z.known = (p.provider IS NOT NULL OR p.rented)
    LEFT JOIN alone o ON o.tenant = p.tenant AND o.rented = p.rented AND o.known = z.known AND o.network = p.network
  ORDER BY p."firstAt", session, p.network`;

const limitOf = (row: Row): number =>
  row.rented ? mostWeight.rented : row.known ? mostWeight.provider : mostWeight.unknown;

const weightOf = (row: Row): number => Math.min(limitOf(row), -Math.log((row.alike + 1) / (row.people + 2)));

function evidenceOf(rows: readonly Row[]): Evidence {
  // A telephone that moves through many networks is one traveller: the strangest place counts.
  const row = rows.reduce((best, other) => (weightOf(other) > weightOf(best) ? other : best));
  const weight = round(weightOf(row));
  return {
    detection: 'strangePlace',
    session: row.session,
    message:
      `opened from ${row.network}${row.kind === null ? '' : ` (${row.kind})`}, where this person, seen here for ${seenFor(row.daysSeen)}, never was before; of ` +
      `${count(row.people, 'person', 'people')} ${thousands(row.alike)} ever opened mail from another such place`,
    weight,
    steps: atOnce(row.atMs, weight),
    records: row.records.slice(0, 50),
    firstMs: row.atMs,
    lastMs: row.lastMs,
    confidence: 'low',
  };
}

export const strangePlace: Detector = {
  name: 'strangePlace',
  title: 'Mail read from a place that is new to the person',
  techniques: ['T1114.002', 'T1078.004'],
  strong: false,
  needs: [addresses, knownPeople],
  async find(database) {
    const rows = await database.rows<Row>(query);
    return [...groupBy(rows, (row) => row.session).values()].map(evidenceOf).filter((evidence) => evidence.weight > 0);
  },
};
