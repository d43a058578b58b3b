// A client that opens a mailbox only ever from places where its person never was. A new telephone or browser is used at home or at
// work sooner or later; an intruder's machine never is.
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { learningDays } from '../session/newness.js';
import { atOnce, type Detector, type Evidence } from './evidence.js';
import { addresses, clients } from './need/access.js';
import { knownPeople } from './need/history.js';

/** Documented judgements: a desktop in a data centre, or a machine bought on a journey, does the same. */
const weights = { rented: 1.2, other: 0.8 } as const;
/** Days before the client's first access in which its user may have come already. */
const before = 7;

interface Row {
  session: string;
  client: string;
  network: string;
  rented: boolean;
  atMs: number;
  lastMs: number;
  records: string[];
}

const query = sql`WITH known AS (SELECT tenant, principal, mailbox, client, min("firstAt") AS since, bool_or(rented) AS rented FROM "sessionPlace" WHERE client IS NOT NULL GROUP BY ALL),
    alien AS (SELECT k.tenant, k.principal, k.mailbox, k.client, k.rented FROM known k JOIN "personSince" w USING (tenant, principal)
        JOIN "sessionPlace" s USING (tenant, principal, mailbox, client) LEFT JOIN "placeSince" f ON f.tenant = s.tenant AND f.principal = s.principal AND f.network = s.network
        LEFT JOIN office o ON o.tenant = s.tenant AND o.network = s.network
      WHERE k.since >= w.since + to_days(${learningDays}) GROUP BY ALL
      HAVING bool_and(o.network IS NULL AND coalesce(f.since >= date_trunc('day', k.since) - to_days(${before}), true)))
  SELECT s."sessionId" AS session, s.client, min(s.network) AS network, bool_or(a.rented) AS rented, ${epochMs(sql`min(s."firstAt")`)} AS "atMs",
    ${epochMs(sql`max(s."lastAt")`)} AS "lastMs", min(s.records) AS records
  FROM "sessionPlace" s JOIN alien a USING (tenant, principal, mailbox, client) SEMI JOIN "strangePlace" t ON t."sessionId" = s."sessionId"
  GROUP BY s."sessionId", s.client ORDER BY "atMs", session`;

function evidenceOf(row: Row): Evidence {
  const weight = row.rented ? weights.rented : weights.other;
  return {
    detection: 'strangeClient',
    session: row.session,
    message: `the client ${row.client} opened this mailbox only ever from places where this person never was before, such as ${row.network}`,
    weight,
    steps: atOnce(row.atMs, weight),
    records: row.records,
    firstMs: row.atMs,
    lastMs: row.lastMs,
    confidence: 'low',
  };
}

export const strangeClient: Detector = {
  name: 'strangeClient',
  title: 'A client that is never used where its person is',
  techniques: ['T1114.002', 'T1078.004'],
  strong: false,
  needs: [addresses, clients, knownPeople],
  async find(database) {
    const rows = await database.rows<Row>(query);
    return [...new Map(rows.map((row) => [row.session, row])).values()].map(evidenceOf);
  },
};
