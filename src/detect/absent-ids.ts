// Accesses without any token or session id, where accesses of that kind in this tenant do carry them. Real logs lack ids
// now and then; a session that lacks them throughout is another matter.
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { isFamiliar } from '../session/presence.js';
import { groupBy } from '../util/group.js';
import { count, thousands } from '../util/words.js';
import { logTail } from './chance.js';
import { type Detector, type Evidence, round, type Step } from './evidence.js';
import { addresses, hoursWithIds } from './need/access.js';

/** Hours of reading by others, before the lack of ids in one session means anything. */
const fewestComparable = 50;
/** A protocol that few others use counts together with the other protocols that carry ids, if at least so many hours of it do. */
const fewestOfProtocol = 10;
/** Where fewer of the others carry ids, their absence is nothing special. */
const usualShare = 0.8;
const mostWeight = 10;
/** Where the person otherwise is, a record that lost its ids is likelier than a forger: a documented judgement. */
const familiarShare = 0.5;

interface Row {
  reader: string;
  /** Readers that are judged together: those of one client in strange places, or of one network, none of whose records carries ids; else the reader alone. */
  unit: string;
  session: string;
  hour: number;
  atMs: number;
  lastMs: number;
  comparable: number;
  withIds: number;
  familiar: boolean;
  records: string[];
}

// One kind of access: the client's protocol, run by people in places of their own or by applications, from outside Microsoft's networks.
const kind = sql`tenant, "principalKind", coalesce(protocol, '')`;
/** Who reads: records without ids fall out of their owner's session, so the same reader's other records are asked too. */
const reader = sql`concat_ws('|', tenant, mailbox, "user", application, client, network)`;

const query = sql`WITH hour AS (
    SELECT ${reader} AS reader, ${kind} AS protocol, coalesce(network, '') AS network, coalesce(application, '') AS application, coalesce(client, '') AS client, date_trunc('hour', "at") AS hour,
      bool_or("tokenIdText" IS NOT NULL OR session IS NOT NULL) AS "withIds",
      bool_or("principalKind" <> 'person' OR ${isFamiliar}) AS own
    FROM "sessionAccess" a WHERE NOT microsoft AND class <> 'background' GROUP BY ALL),
  place AS (SELECT tenant, "principalKind", protocol, network, count(*) FILTER (WHERE own) AS hours, count(*) FILTER (WHERE own AND "withIds") AS "withIds" FROM hour GROUP BY ALL),
  kind AS (SELECT tenant, "principalKind", protocol, sum(hours) AS hours, sum("withIds") AS "withIds" FROM place GROUP BY ALL),
  wide AS (SELECT tenant, "principalKind", sum(hours) AS hours, sum("withIds") AS "withIds" FROM kind
    WHERE hours >= ${fewestOfProtocol} AND "withIds" >= ${usualShare} * hours GROUP BY ALL),
  other AS (SELECT p.tenant, p."principalKind", p.protocol, p.network, k.hours - p.hours AS hours, k."withIds" - p."withIds" AS "withIds"
    FROM place p JOIN kind k USING (tenant, "principalKind", protocol)),
  control AS (SELECT o.tenant, o."principalKind", o.protocol, o.network, CASE WHEN few THEN w.hours ELSE o.hours END AS hours, CASE WHEN few THEN w."withIds" ELSE o."withIds" END AS "withIds"
    FROM (SELECT *, hours < ${fewestComparable} AND hours >= ${fewestOfProtocol} AND "withIds" >= ${usualShare} * hours AS few FROM other) o
      LEFT JOIN wide w USING (tenant, "principalKind")),
  client AS (SELECT tenant, application, client, count(DISTINCT hour) AS hours FROM hour WHERE NOT own GROUP BY ALL HAVING bool_and(NOT "withIds")),
  network AS (SELECT tenant, application, network, count(DISTINCT hour) AS hours FROM hour WHERE network <> '' GROUP BY ALL HAVING bool_and(NOT "withIds")),
  bare AS (SELECT h.reader, max(c.hours)::BIGINT AS comparable, arg_max(c."withIds", c.hours)::BIGINT AS "withIds", bool_or(h.own) AS own
    FROM hour h JOIN control c USING (tenant, "principalKind", protocol, network)
    GROUP BY h.reader HAVING bool_and(NOT h."withIds"))
  SELECT b.reader, CASE WHEN NOT b.own AND u.hours >= coalesce(w.hours, 0) THEN concat_ws('|', u.tenant, u.application, u.client)
      WHEN w.tenant IS NOT NULL THEN concat_ws('|', w.tenant, w.application, w.network) ELSE b.reader END AS unit, a."sessionId" AS session, ${epochMs(sql`date_trunc('hour', a."at")`)} AS hour, ${epochMs(sql`min(a."at")`)} AS "atMs",
    ${epochMs(sql`max(a."at")`)} AS "lastMs", bool_and(${isFamiliar}) AS familiar, b.comparable, b."withIds", list(a.id ORDER BY a.n) AS records
  FROM bare b JOIN (SELECT *, ${reader} AS reader FROM "sessionAccess" WHERE NOT microsoft) a USING (reader)
    LEFT JOIN client u ON u.tenant = a.tenant AND u.application = coalesce(a.application, '') AND u.client = coalesce(a.client, '')
    LEFT JOIN network w ON w.tenant = a.tenant AND w.application = coalesce(a.application, '') AND w.network = a.network
  WHERE b.comparable >= ${fewestComparable} AND b."withIds" >= ${usualShare} * b.comparable AND a.class <> 'background'
  GROUP BY ALL ORDER BY "atMs", reader, session`;

const rateOf = (row: Row): number => Math.min(0.5, (2 * (row.comparable - row.withIds + 1)) / (row.comparable + 2));

/** The weight of hours, as they came. */
function growth(rows: readonly Row[]): Step[] {
  const hours = new Set<number>();
  return rows.map((row) => {
    const count = hours.add(row.hour).size;
    return { atMs: row.atMs, weight: Math.min(mostWeight, -logTail(count, count, rateOf(row))) };
  });
}

function evidenceOf(session: string, own: readonly Row[], unit: readonly Row[]): Evidence {
  const [first] = own as [Row, ...Row[]];
  const hours = new Set(unit.map((row) => row.hour)).size;
  const readers = new Set(unit.map((row) => row.reader)).size;
  // What came before this session's first record stood already when it began.
  const share = own.every((row) => row.familiar) ? familiarShare : 1;
  const steps = growth(unit).map(({ atMs, weight }) => ({
    atMs: Math.max(atMs, first.atMs),
    weight: share * weight,
  }));
  return {
    detection: 'absentIds',
    session,
    message:
      `none of this reader's accesses${readers === 1 ? '' : `, nor of ${count(readers - 1, 'other')} like it`}, ` +
      `in ${count(hours, 'different hour')}, carries a token or session id; ` +
      `of ${count(first.comparable, 'comparable hour')} of reading in this tenant ${thousands(first.withIds)} do`,
    weight: round(steps.at(-1)?.weight ?? 0),
    steps,
    records: own.flatMap((row) => row.records),
    firstMs: first.atMs,
    lastMs: Math.max(...own.map((row) => row.lastMs)),
    confidence: first.comparable >= 500 ? 'moderate' : 'low',
  };
}

export const absentIds: Detector = {
  name: 'absentIds',
  title: 'Mail read without the ids that such accesses carry',
  techniques: ['T1114.002', 'T1606'],
  strong: true,
  needs: [hoursWithIds(fewestComparable), addresses],
  async find(database) {
    const rows = await database.rows<Row>(query);
    const units = groupBy(rows, (row) => row.unit);
    const sessions = groupBy(rows, (row) => row.session);
    return [...sessions].map(([session, own]) => evidenceOf(session, own, units.get(own[0]?.unit ?? '') ?? own));
  },
};
