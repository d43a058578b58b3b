// A session that was opened in one strange place and used in another, and never where its person is: the way of a phishing proxy,
// whose host signs in and whose customer reads. Sessions of a traveller begin at home and travel along.
import { epochMs } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import { learningDays } from '../session/newness.js';
import { isRented, ownDays } from '../session/presence.js';
import { groupBy } from '../util/group.js';
import { atOnce, type Detector, type Evidence, round } from './evidence.js';
import { addresses } from './need/access.js';
import { knownPeople } from './need/history.js';
import { signInSessions, signIns, tiedSessions } from './need/sign-in.js';

interface Row {
  session: string;
  born: string;
  network: string;
  /** Neither provider was the person's before; one of the two places is for rent. */
  strangers: number;
  rented: boolean;
  atMs: number;
  lastMs: number;
  records: string[];
}

/** Documented judgements, by how many of the two places' providers are strange too. */
const weights = [2, 4, 5.5] as const;
const rentedWeight = 1;

/** Days before a session was born on which its person was in a network, or with a provider that does not rent to anybody. */
const before = (same: Sql): Sql =>
  sql`(SELECT count(DISTINCT p.day) FROM presence p WHERE p.tenant = b.tenant AND p.principal = b.principal AND ${same} AND p.day < b.day)`;

const query = sql`WITH born AS (SELECT s."sessionId", i.tenant, i.principal, arg_min(i.network, i.n) AS network, arg_min(i.provider, i.n) AS provider,
      arg_min(${isRented}, i.n) AS rented, date_trunc('day', min(i."at")) AS day
    FROM "sessionSignIn" s JOIN issued i USING (n) WHERE i.success AND i.kind IN ('interactive', 'auditLog') AND i.network IS NOT NULL GROUP BY ALL),
  strange AS (SELECT b.*, ${before(sql`p.provider = b.provider AND NOT p.rented`)} AS "providerDays" FROM born b JOIN "personSince" w USING (tenant, principal) ANTI JOIN office o ON o.tenant = b.tenant AND o.network = b.network
    WHERE b.day >= w.since + to_days(${learningDays}) AND ${before(sql`p.network = b.network`)} < ${ownDays}),
  used AS (SELECT b."sessionId", b.tenant, b.network AS born, b.rented AS "bornRented", b.provider AS "bornProvider", b."providerDays", s.network, s.provider, s.rented, s."firstAt", s."lastAt", s.records,
      ${before(sql`p.network = s.network`)} AS "daysHere", ${before(sql`p.provider = s.provider AND NOT p.rented`)} AS "hereDays"
    FROM strange b JOIN "sessionPlace" s USING ("sessionId")),
  -- An office where others always were is no strange place, for a birth or for a use.
  away AS (SELECT "sessionId" FROM used LEFT JOIN office o USING (tenant, network) GROUP BY "sessionId" HAVING max("daysHere") < ${ownDays} AND count(o.network) = 0)
  SELECT "sessionId" AS session, born, network, ("providerDays" < ${ownDays})::INTEGER + ("hereDays" < ${ownDays})::INTEGER AS strangers,
    "bornRented" OR rented AS rented, ${epochMs(sql`"firstAt"`)} AS "atMs", ${epochMs(sql`"lastAt"`)} AS "lastMs", records
  FROM used SEMI JOIN away USING ("sessionId") WHERE network <> born AND (provider IS DISTINCT FROM "bornProvider" OR rented) AND contains(network, ':') = contains(born, ':')
  ORDER BY "atMs", session, network`;

const weightOf = (row: Row): number => (weights[row.strangers] ?? 0) + (row.rented ? rentedWeight : 0);

function evidenceOf(rows: readonly Row[]): Evidence {
  const row = rows.reduce((best, other) => (weightOf(other) > weightOf(best) ? other : best));
  const weight = round(weightOf(row));
  return {
    detection: 'stolenSession',
    links: [`stranger|${row.born}`],
    session: row.session,
    message: `the session was opened in ${row.born} and used in ${row.network}; this person had been in neither before, and the session never was in a place of his own`,
    weight,
    steps: atOnce(row.atMs, weight),
    records: row.records,
    firstMs: row.atMs,
    lastMs: row.lastMs,
    confidence: 'moderate',
  };
}

export const stolenSession: Detector = {
  name: 'stolenSession',
  title: 'Mail read with a session that was opened in another strange place',
  techniques: ['T1539', 'T1557', 'T1114.002'],
  strong: true,
  needs: [signIns('interactive', 'auditLog'), signInSessions, tiedSessions, addresses, knownPeople],
  async find(database) {
    const rows = await database.rows<Row>(query);
    return [...groupBy(rows, (row) => row.session).values()].map(evidenceOf);
  },
};
