// One strange place from which several people's mail is read, while each of them goes on working from places of their own: the mark
// of one reader behind many mailboxes. Colleagues who travel together are in the strange place and nowhere else.
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { ownDays } from '../session/presence.js';
import { count } from '../util/words.js';
import { type Detector, type Evidence, round, type Step } from './evidence.js';
import { addresses } from './need/access.js';
import { knownPeople } from './need/history.js';

interface Row {
  session: string;
  network: string;
  known: boolean;
  rented: boolean;
  atMs: number;
  lastMs: number;
  records: string[];
  /** When each further person's mail was first read from there while that person was elsewhere. */
  othersMs: number[];
}

/** Documented judgements: per further person, and at most. Of an unknown provider it may be a carrier's new network. */
const perPerson = { rented: 3, other: 2.6 } as const;
const mostWeight = 8;
const mostUnknown = 2;
/** A place of more people than this is a new office or a carrier's, whoever else reads there. */
const mostPeople = 12;

/** People at a strange place who, within a day of being there, were also in a place of their own. */
const query = sql`WITH own AS (SELECT tenant, principal, network, day FROM presence
      QUALIFY count(*) OVER (PARTITION BY tenant, principal, network) > ${ownDays}),
    small AS (SELECT tenant, network FROM presence GROUP BY ALL HAVING count(DISTINCT principal) <= ${mostPeople}),
    -- A telephone or laptop that was at home before and came along is its owner's.
    away AS (SELECT DISTINCT "sessionId" FROM "strangePlace" WHERE "sessionId" NOT IN (
      SELECT "sessionId" FROM "sessionPlace" ANTI JOIN "strangePlace" USING ("sessionId", network))),
    stranger AS (SELECT tenant, network, principal, min("firstAt") AS "firstAt" FROM "strangePlace" s JOIN small USING (tenant, network)
      WHERE (s.rented OR s."sessionId" IN (SELECT "sessionId" FROM away)) AND EXISTS (SELECT * FROM own o WHERE o.tenant = s.tenant AND o.principal = s.principal AND o.network <> s.network
        AND o.day BETWEEN date_trunc('day', s."firstAt") AND date_trunc('day', s."lastAt")) GROUP BY ALL)
  SELECT p."sessionId" AS session, p.network, ((p.provider IS NOT NULL AND NOT p.passing) OR p.rented) AS known, p.rented, ${epochMs(sql`p."firstAt"`)} AS "atMs",
    ${epochMs(sql`p."lastAt"`)} AS "lastMs", p.records, list(${epochMs(sql`o."firstAt"`)} ORDER BY o."firstAt", o.principal) AS "othersMs"
  FROM "sessionPlace" p JOIN stranger me ON me.tenant = p.tenant AND me.network = p.network AND me.principal = p.principal
    JOIN stranger o ON o.tenant = p.tenant AND o.network = p.network AND o.principal <> p.principal
  GROUP BY ALL ORDER BY "atMs", session, p.network`;

function stepsOf(row: Row): Step[] {
  const most = row.known ? mostWeight : mostUnknown;
  return row.othersMs.map((otherMs, i) => ({
    atMs: Math.max(row.atMs, otherMs),
    weight: Math.min(most, (row.rented ? perPerson.rented : perPerson.other) * (i + 1)),
  }));
}

function evidenceOf(row: Row): Evidence {
  const steps = stepsOf(row);
  return {
    detection: 'sharedStranger',
    links: [`stranger|${row.network}`],
    session: row.session,
    message:
      `${row.network} was strange to this person and to ${count(row.othersMs.length, 'other person', 'other people')} whose mail was opened from ` +
      `there, while all of them went on working from places of their own`,
    weight: round(steps.at(-1)?.weight ?? 0),
    steps,
    records: row.records.slice(0, 50),
    firstMs: row.atMs,
    lastMs: row.lastMs,
    confidence: row.othersMs.length > 1 ? 'high' : 'moderate',
  };
}

export const sharedStranger: Detector = {
  name: 'sharedStranger',
  title: 'One strange place that reads the mail of several people',
  techniques: ['T1114.002', 'T1078.004', 'T1539'],
  strong: true,
  needs: [addresses, knownPeople],
  async find(database) {
    const rows = await database.rows<Row>(query);
    const best = new Map<string, Evidence>();
    for (const evidence of rows.map(evidenceOf)) {
      if (evidence.weight > (best.get(evidence.session)?.weight ?? 0)) best.set(evidence.session, evidence);
    }
    return [...best.values()];
  },
};
