// Much more of a mailbox opened on one day, by one reader, than anybody of this tenant opens: taking the whole rather than working.
// People do go through old mail now and then, so it asks for a look; in a strange place it is more. Above 1,000 Bind records a day
// Exchange stops recording for that mailbox, so the count is a floor (Microsoft, audit-log-investigate-accounts).
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { count, thousands } from '../util/words.js';
import { type Detector, type Evidence, round } from './evidence.js';
import { addresses } from './need/access.js';

interface Row {
  session: string;
  network: string;
  day: string;
  accesses: number;
  usual: number;
  alike: number;
  mailboxes: number;
  atMs: number;
  firstMs: number;
  lastMs: number;
  records: string[];
}

/** Records of one reader in one day, and how many times the mailbox's usual day. */
const fewest = 120;
const times = 5;
const mostWeight = 3.5;

/** A reader: one person or application from one network. A day reaches its size with the record that makes it large. */
const query = sql`WITH opened AS (SELECT a.n, a.id, a."sessionId", a.tenant, a.mailbox, a.principal, a.network, a."at", date_trunc('day', a."at") AS day FROM "sessionAccess" a
      WHERE a.kind IN ('bind', 'attachment', 'graph') AND a.class <> 'background' AND a."principalKind" = 'person' AND a.network IS NOT NULL AND NOT a.microsoft),
    unit AS (SELECT tenant, mailbox, principal, network, day, count(*) AS accesses FROM opened GROUP BY ALL),
    usual AS (SELECT tenant, mailbox, median(accesses) AS usual FROM (SELECT tenant, mailbox, day, sum(accesses) AS accesses FROM unit GROUP BY ALL) GROUP BY ALL),
    large AS (SELECT u.*, z.usual FROM unit u JOIN usual z USING (tenant, mailbox) WHERE u.accesses >= greatest(${fewest}, ${times} * z.usual)),
    size AS (SELECT tenant, count(*) AS mailboxes FROM usual GROUP BY tenant),
    reached AS (SELECT l.tenant, l.mailbox, l.principal, l.network, l.day, o."at", row_number() OVER (PARTITION BY l.tenant, l.mailbox, l.principal, l.network, l.day ORDER BY o.n) AS nth
      FROM large l JOIN opened o USING (tenant, mailbox, principal, network, day))
  SELECT o."sessionId" AS session, l.network, strftime(l.day, '%Y-%m-%d') AS day, l.accesses, l.usual, z.mailboxes,
    (SELECT count(DISTINCT o.mailbox) FROM large o WHERE o.tenant = l.tenant AND o.mailbox <> l.mailbox) AS alike, ${epochMs(sql`any_value(r."at")`)} AS "atMs",
    ${epochMs(sql`min(o."at")`)} AS "firstMs", ${epochMs(sql`max(o."at")`)} AS "lastMs", (list(o.id ORDER BY o.n))[1:50] AS records
  FROM large l JOIN size z USING (tenant) JOIN opened o USING (tenant, mailbox, principal, network, day)
    JOIN reached r ON r.tenant = l.tenant AND r.mailbox = l.mailbox AND r.principal = l.principal AND r.network = l.network AND r.day = l.day AND r.nth = ${fewest}
  GROUP BY ALL ORDER BY "firstMs", session, day`;

function evidenceOf(row: Row): Evidence {
  const weight = round(Math.min(mostWeight, -Math.log((row.alike + 1) / (row.mailboxes + 2))));
  return {
    detection: 'harvest',
    session: row.session,
    message:
      `${count(row.accesses, 'access record')} from ${row.network} on ${row.day}, where a usual day of this mailbox has ${thousands(Math.round(row.usual))}; ` +
      `of ${count(row.mailboxes, 'mailbox', 'mailboxes')} ${thousands(row.alike)} ever had such a day`,
    weight,
    steps: [{ atMs: Math.max(row.atMs, row.firstMs), weight }],
    records: row.records,
    firstMs: row.firstMs,
    lastMs: row.lastMs,
    confidence: 'moderate',
  };
}

export const harvest: Detector = {
  name: 'harvest',
  title: 'Far more of a mailbox opened in a day than people do',
  techniques: ['T1114.002', 'T1119'],
  strong: false,
  needs: [addresses],
  async find(database) {
    const best = new Map<string, Evidence>();
    for (const evidence of (await database.rows<Row>(query)).map(evidenceOf)) {
      if (evidence.weight > (best.get(evidence.session)?.weight ?? 0)) best.set(evidence.session, evidence);
    }
    return [...best.values()];
  },
};
