// Accesses without any token or session id, where accesses of that kind in this tenant do carry them. Real logs lack ids
// now and then; a session that lacks them throughout is another matter.
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { count, thousands } from '../util/words.js';
import { logTail } from './chance.js';
import { type Detector, type Evidence, round } from './evidence.js';

/** Hours of reading by others, before the lack of ids in one session means anything. */
const fewestComparable = 50;
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
const query = sql`WITH hour AS (
    SELECT i."sessionId", a.tenant, a."principalKind", a.protocol, a.network, date_trunc('hour', a."at") AS hour,
      bool_or(a."tokenIdText" IS NOT NULL OR a.session IS NOT NULL) AS "withIds", bool_or(j.reason = 'noIds') AS "noIds",
      min(a."at") AS "firstAt", max(a."at") AS "lastAt", list(a.id ORDER BY n) AS records
    FROM access a JOIN judged j USING (n) JOIN "accessInSession" i USING (n)
    WHERE NOT a.microsoft AND j.class <> 'background' GROUP BY ALL),
  kind AS (SELECT tenant, "principalKind", protocol, count(*) AS hours, count(*) FILTER (WHERE "withIds") AS "withIds" FROM hour GROUP BY ALL),
  place AS (SELECT tenant, "principalKind", protocol, network, count(*) AS hours, count(*) FILTER (WHERE "withIds") AS "withIds" FROM hour GROUP BY ALL)
  SELECT h."sessionId" AS session, count(*) AS hours, max(k.hours - p.hours) AS comparable, max(k."withIds" - p."withIds") AS "withIds",
    ${epochMs(sql`min(h."firstAt")`)} AS "firstMs", ${epochMs(sql`max(h."lastAt")`)} AS "lastMs", flatten(list(h.records ORDER BY h."firstAt")) AS records
  FROM hour h JOIN kind k USING (tenant, "principalKind", protocol)
    JOIN place p ON p.tenant = h.tenant AND p."principalKind" = h."principalKind" AND p.protocol IS NOT DISTINCT FROM h.protocol
      AND p.network IS NOT DISTINCT FROM h.network
  GROUP BY h."sessionId" HAVING bool_and(NOT h."withIds") AND bool_or(h."noIds") ORDER BY "firstMs", session`;

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
    const rows = await database.rows<Row>(query);
    const enough = rows.filter((row) => row.comparable >= fewestComparable && row.withIds >= 0.8 * row.comparable);
    return enough.map(evidenceOf);
  },
};
