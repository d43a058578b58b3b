// Accesses without any token or session id, where accesses of that kind in this tenant do carry them. Real logs lack ids
// now and then; a session that lacks them throughout is another matter.
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { count, thousands } from '../util/words.js';
import { logTail } from './chance.js';
import { type Detector, type Evidence, round } from './evidence.js';

/** Hours of reading by others, before the lack of ids in one session means anything. */
const fewestComparable = 50;
/** Where fewer of the others carry ids, their absence is nothing special. */
const usualShare = 0.8;
const mostWeight = 10;

interface Row {
  session: string;
  hours: number;
  comparable: number;
  withIds: number;
  firstMs: number;
  lastMs: number;
  records: string[];
}

// One kind of access: the client's protocol, run by people or by applications, from outside Microsoft's networks.
const kind = sql`tenant, "principalKind", coalesce(protocol, '')`;

const query = sql`WITH hour AS (
    SELECT "sessionId", ${kind} AS protocol, coalesce(network, '') AS network, date_trunc('hour', "at") AS hour,
      bool_or("tokenIdText" IS NOT NULL OR session IS NOT NULL) AS "withIds", bool_or(reason = 'noIds') AS "noIds"
    FROM access JOIN judged USING (n) JOIN "accessInSession" USING (n)
    WHERE NOT microsoft AND class <> 'background' GROUP BY ALL),
  place AS (SELECT tenant, "principalKind", protocol, network, count(*) AS hours, count(*) FILTER (WHERE "withIds") AS "withIds" FROM hour GROUP BY ALL),
  kind AS (SELECT tenant, "principalKind", protocol, sum(hours) AS hours, sum("withIds") AS "withIds" FROM place GROUP BY ALL),
  bare AS (SELECT h."sessionId", count(*) AS hours, max(k.hours - p.hours)::BIGINT AS comparable, max(k."withIds" - p."withIds")::BIGINT AS "withIds"
    FROM hour h JOIN kind k USING (tenant, "principalKind", protocol) JOIN place p USING (tenant, "principalKind", protocol, network)
    GROUP BY h."sessionId" HAVING bool_and(NOT h."withIds") AND bool_or(h."noIds"))
  SELECT b."sessionId" AS session, b.hours, b.comparable, b."withIds", ${epochMs(sql`min(a."at")`)} AS "firstMs",
    ${epochMs(sql`max(a."at")`)} AS "lastMs", list(a.id ORDER BY a.n) AS records
  FROM bare b JOIN "accessInSession" i USING ("sessionId") JOIN access a ON a.n = i.n
  WHERE b.comparable >= ${fewestComparable} AND b."withIds" >= ${usualShare} * b.comparable
  GROUP BY ALL ORDER BY "firstMs", session`;

function evidenceOf(row: Row): Evidence {
  const rate = Math.min(0.5, (2 * (row.comparable - row.withIds + 1)) / (row.comparable + 2));
  const weight = Math.min(mostWeight, -logTail(row.hours, row.hours, rate));
  return {
    detection: 'absentIds',
    session: row.session,
    message:
      `none of its accesses, in ${count(row.hours, 'different hour')}, carries a token or session id; ` +
      `of ${count(row.comparable, 'comparable hour')} of reading in this tenant ${thousands(row.withIds)} do`,
    weight: round(weight),
    steps: [{ atMs: row.lastMs, weight }],
    records: row.records,
    firstMs: row.firstMs,
    lastMs: row.lastMs,
    confidence: row.comparable >= 500 ? 'moderate' : 'low',
  };
}

export const absentIds: Detector = {
  name: 'absentIds',
  title: 'Mail read without the ids that such accesses carry',
  techniques: ['T1114.002', 'T1606'],
  strong: true,
  async find(database) {
    return (await database.rows<Row>(query)).map(evidenceOf);
  },
};
