// A desktop client that copies folder after folder of a mailbox, in a session that was never in a place of its person's own. The
// owner's laptop takes its session along on journeys, and a new laptop begins at home or in the office. Reading the copy afterwards leaves no trace, so everything in these folders must be taken as
// read (Microsoft, audit-log-investigate-accounts).
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { groupBy } from '../util/group.js';
import { count } from '../util/words.js';
import { atOnce, type Detector, type Evidence } from './evidence.js';
import { addresses, copiesInSessions } from './need/access.js';
import { knownPeople } from './need/history.js';

/** Folders within so many hours, before it is the whole and not a folder that was opened. */
const folders = 5;
const withinHours = 3;

/** Documented judgements: a first journey with a new laptop is the likeliest other story, and nobody sits in a data centre. */
const weights = { rented: 6.5, elsewhere: 3.5, unknown: 3 } as const;

/** A documented judgement: who sets up a laptop on a journey does it in one place. */
const again = 5;

interface Row {
  session: string;
  /** Whose mail, by whom. */
  copy: string;
  network: string;
  /** With whom it is on the network; the network itself where that is not known. */
  provider: string;
  known: boolean;
  rented: boolean;
  folders: number;
  atMs: number;
  lastMs: number;
  records: string[];
}

/** When the folder was reached that makes it the whole: the fifth different one of that reader. */
const query = sql`WITH named AS (SELECT DISTINCT "sessionId" FROM "accessSession" WHERE "hasSession"),
  own AS (SELECT "sessionId" FROM "sessionPlace" ANTI JOIN "strangePlace" USING ("sessionId", network)
    UNION SELECT s."sessionId" FROM "sessionSignIn" s JOIN issued i USING (n)
      LEFT JOIN "placeSince" o
        ON o.tenant = i.tenant AND o.principal = i.principal AND o.network = i.network
      LEFT JOIN (SELECT tenant, principal, provider, min(day) AS since FROM presence GROUP BY ALL) q
        ON q.tenant = i.tenant AND q.principal = i.principal AND q.provider = i.provider
      WHERE i.network IS NOT NULL AND (o.since < date_trunc('day', i."at") OR q.since < date_trunc('day', i."at"))
        AND s."sessionId" IN (SELECT "sessionId" FROM "sessionPlace")),
  -- Folders are looked into only where the reader is one that counts.
  reader AS (SELECT DISTINCT "sessionId", network FROM "strangePlace"
    WHERE "sessionId" IN (SELECT "sessionId" FROM named) AND "sessionId" NOT IN (SELECT "sessionId" FROM own)),
  synced AS (SELECT a.n, a.id, a."at", a."sessionId", a.network, lower(coalesce(json_extract_string(l."parentFolder", '$.Id'),
      json_extract_string(l."parentFolder", '$.Name'), json_extract_string(l.folders, '$[0].Id'))) AS folder
    FROM "sessionAccess" a JOIN reader r ON r."sessionId" = a."sessionId" AND r.network = a.network
      JOIN audit l ON l.rowid = a.place
    WHERE a.kind = 'sync' AND a."principalKind" = 'person' AND a.class <> 'background' AND a.network IS NOT NULL),
  first AS (SELECT "sessionId", network, folder, min("at") AS "at", min(id) AS id FROM synced GROUP BY ALL),
  pace AS (SELECT *, count(*) OVER (PARTITION BY "sessionId", network ORDER BY "at" RANGE BETWEEN to_hours(${withinHours}) PRECEDING AND CURRENT ROW) AS together FROM first)
  SELECT p."sessionId" AS session, to_json([s.tenant, s.principal, s.mailbox])::VARCHAR AS copy, p.network, min(coalesce(s.provider::VARCHAR, p.network)) AS provider, bool_or(s.provider IS NOT NULL OR s.rented) AS known, bool_or(s.rented) AS rented, max(p.together) AS folders,
    ${epochMs(sql`min(p."at") FILTER (WHERE p.together >= ${folders})`)} AS "atMs", ${epochMs(sql`max(p."at")`)} AS "lastMs",
    (list(p.id ORDER BY p."at", p.id))[1:50] AS records
  FROM pace p JOIN "strangePlace" s ON s."sessionId" = p."sessionId" AND s.network = p.network
  GROUP BY ALL HAVING max(p.together) >= ${folders} ORDER BY "atMs", session, p.network`;

/** The first copy of the same mailbox by the same person that was made in another strange place, with another provider. */
const elsewhere = (row: Row, rows: readonly Row[]): Row | undefined =>
  rows.find(({ copy, network, provider }) => copy === row.copy && network !== row.network && provider !== row.provider);

function evidenceOf(row: Row, other: Row | undefined): Evidence {
  const once = row.rented ? weights.rented : row.known ? weights.elsewhere : weights.unknown;
  const twice = other === undefined ? [] : [{ atMs: Math.max(row.atMs, other.atMs), weight: once + again }];
  const also = other === undefined ? '' : `; and another time in ${other.network}, where he never was either`;
  return {
    detection: 'wholeSync',
    ...(other === undefined ? {} : { links: [`copy|${row.copy}`] }),
    session: row.session,
    message: `${count(row.folders, 'folder was', 'folders were')} copied within ${withinHours} hours to a client in ${row.network}, where this person never was before${also}`,
    weight: once + (other === undefined ? 0 : again),
    steps: [...atOnce(row.atMs, once), ...twice],
    records: [...row.records, ...(other?.records ?? [])],
    firstMs: row.atMs,
    lastMs: row.lastMs,
    confidence: 'moderate',
  };
}

export const wholeSync: Detector = {
  name: 'wholeSync',
  title: 'A whole mailbox copied to a client in a strange place',
  techniques: ['T1114.002', 'T1078.004'],
  strong: true,
  needs: [copiesInSessions, addresses, knownPeople],
  async find(database) {
    const rows = await database.rows<Row>(query);
    return [...groupBy(rows, (row) => row.session).values()].map(([row]) =>
      evidenceOf(row as Row, elsewhere(row as Row, rows)),
    );
  },
};
