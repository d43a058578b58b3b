// Mail opened in a strange place at hours and on weekdays at which its person is never about. Whoever reads from the other side
// of the world keeps his own working day. Travellers do too, so it is weak.
import { epochMs, timePart } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { count, thousands } from '../util/words.js';
import { atOnce, type Detector, type Evidence, round } from './evidence.js';
import { addresses } from './need/access.js';
import { knownHours, knownPeople } from './need/history.js';

interface Row {
  session: string;
  network: string;
  hours: number;
  odd: number;
  daysSeen: number;
  people: number;
  alike: number;
  atMs: number;
  firstMs: number;
  lastMs: number;
  records: string[];
}

/** A rhythm is known after so many days; of a session so many hours, and this share of them, are outside it. */
const fewestDays = 10;
const fewestHours = 2;
const share = 0.8;
/** A documented judgement. */
const mostWeight = 1.2;

/**
 * Of each person the hours of a working day, or of a weekend, with one hour before and after: so many days each. In a place of his own
 * a session is measured against the person's other days, which gives the share of people who are about at odd hours anyway.
 */
const query = sql`WITH own AS (SELECT DISTINCT tenant, principal, hour, date_trunc('day', hour) AS day, ${timePart('dayofweek', sql`hour`)} IN (0, 6) AS weekend, ${timePart('hour', sql`hour`)} AS clock FROM "ownHour"),
    rhythm AS (SELECT tenant, principal, weekend, (clock + near + 24) % 24 AS clock, count(DISTINCT day) AS days FROM own, (VALUES (-1), (0), (1)) beside(near) GROUP BY ALL),
    watched AS (SELECT tenant, principal, count(DISTINCT day) AS days FROM own GROUP BY ALL HAVING count(DISTINCT day) >= ${fewestDays}),
    alike AS (SELECT tenant, principal FROM (SELECT DISTINCT o.tenant, o.principal, o.day, o.clock FROM own o JOIN watched USING (tenant, principal)
        JOIN rhythm r ON r.tenant = o.tenant AND r.principal = o.principal AND r.weekend = o.weekend AND r.clock = o.clock WHERE r.days = 1) GROUP BY tenant, principal HAVING count(*) >= ${fewestHours}),
    size AS (SELECT w.tenant, count(*) AS people, count(a.principal) AS alike FROM watched w LEFT JOIN alike a USING (tenant, principal) GROUP BY w.tenant),
    opened AS (SELECT p."sessionId" AS session, p.tenant, p.principal, min(p.network) AS network, date_trunc('hour', a."at") AS hour, min(a."at") AS "firstAt", max(a."at") AS "lastAt", (list(a.id ORDER BY a.n))[1:5] AS records
      FROM "strangePlace" p JOIN "sessionAccess" a ON a."sessionId" = p."sessionId" AND a.network = p.network
      WHERE a.kind IN ('bind', 'attachment', 'graph') GROUP BY ALL),
    placed AS (SELECT o.*, coalesce(r.days, 0) = 0 AS odd FROM opened o LEFT JOIN rhythm r ON r.tenant = o.tenant AND r.principal = o.principal
        AND r.weekend = (${timePart('dayofweek', sql`o.hour`)} IN (0, 6)) AND r.clock = ${timePart('hour', sql`o.hour`)}),
    total AS (SELECT session, tenant, principal, min(network) AS network, count(*) AS hours, count(*) FILTER (odd) AS odd,
        list("firstAt" ORDER BY hour) FILTER (odd) AS moments, min("firstAt") FILTER (odd) AS "firstAt", max("lastAt") FILTER (odd) AS "lastAt",
        flatten(list(records ORDER BY hour) FILTER (odd))[1:50] AS records FROM placed GROUP BY session, tenant, principal)
  SELECT t.session, t.network, t.hours, t.odd, w.days AS "daysSeen", z.people, z.alike, ${epochMs(sql`t.moments[${fewestHours}]`)} AS "atMs",
    ${epochMs(sql`t."firstAt"`)} AS "firstMs", ${epochMs(sql`t."lastAt"`)} AS "lastMs", t.records
  FROM total t JOIN watched w USING (tenant, principal) JOIN size z USING (tenant)
  WHERE t.odd >= ${fewestHours} AND t.odd >= ${share} * t.hours ORDER BY "firstMs", session`;

function evidenceOf(row: Row): Evidence {
  const weight = round(Math.min(mostWeight, -Math.log((row.alike + 1) / (row.people + 2))));
  return {
    detection: 'strangeHour',
    session: row.session,
    message:
      `opened from ${row.network} in ${count(row.odd, 'hour')} of the day or week in which this person, seen on ${count(row.daysSeen, 'day')}, never was about; of ` +
      `${count(row.people, 'person', 'people')} ${thousands(row.alike)} ever were about at such hours of theirs`,
    weight,
    steps: atOnce(row.atMs, weight),
    records: row.records,
    firstMs: row.firstMs,
    lastMs: row.lastMs,
    confidence: 'low',
  };
}

export const strangeHour: Detector = {
  name: 'strangeHour',
  title: 'Mail read from a strange place at hours that are not its owner’s',
  techniques: ['T1114.002', 'T1078.004'],
  strong: false,
  needs: [addresses, knownPeople, knownHours(fewestDays)],
  async find(database) {
    return (await database.rows<Row>(query)).map(evidenceOf).filter((evidence) => evidence.weight > 0);
  },
};
