// Somebody who looks into another person's mailbox a little, again and again, and does nothing else there. Assistants work in the
// mailboxes that they look after: they read much, move, answer. An insider whose rights are older than the log shows only by this.
import { epochMs } from '../query/operation.js';
import { list, sql } from '../query/sql.js';
import { count } from '../util/words.js';
import type { Detector, Evidence } from './evidence.js';
import { mailboxDays } from './need/history.js';

/** Days on which he looked in; a colleague asked for something once is none. */
const fewestDays = 10;
/** Records on such a day: one look, in which the log joins what is opened within two minutes. */
const mostPerDay = 1.15;
/** A mailbox with so many regular readers is a shared one. */
const sharedBy = 3;
/** Documented judgement: enough to ask the owner, too little for an alarm. */
const weight = 5;

interface Row {
  session: string;
  user: string;
  mailbox: string;
  days: number;
  accesses: number;
  others: number;
  atMs: number;
  firstMs: number;
  lastMs: number;
  records: string[];
}

const acts = [
  'create',
  'update',
  'move',
  'movetodeleteditems',
  'softdelete',
  'harddelete',
  'sendas',
  'sendonbehalf',
  'applyrecord',
];

const query = sql`WITH day AS (SELECT tenant, mailbox, "user", date_trunc('day', "at") AS day, min("at") AS "at", count(*) AS accesses
      FROM "sessionAccess" WHERE "principalKind" = 'person' AND class <> 'background' AND kind <> 'sync' GROUP BY ALL),
    pair AS (SELECT tenant, mailbox, "user", count(*) AS days, sum(accesses) AS accesses FROM day GROUP BY ALL),
    -- Somebody's own mailbox: its owner reads it more than anybody else, and few others do.
    own AS (SELECT tenant, mailbox, max(accesses) FILTER (WHERE "user" = mailbox) AS owner, count(*) FILTER (WHERE "user" <> mailbox AND days >= ${fewestDays}) AS readers,
        coalesce(max(accesses) FILTER (WHERE "user" <> mailbox), 0) AS most FROM pair GROUP BY ALL
      HAVING coalesce(max(accesses) FILTER (WHERE "user" = mailbox), 0) > coalesce(max(accesses) FILTER (WHERE "user" <> mailbox), 0)),
    quiet AS (SELECT p.*, o.readers - 1 AS others FROM pair p JOIN own o USING (tenant, mailbox)
      WHERE p."user" <> p.mailbox AND p.days >= ${fewestDays} AND p.accesses <= ${mostPerDay} * p.days AND o.readers <= ${sharedBy}),
    act AS (SELECT DISTINCT l.tenant, l."user", q.mailbox FROM audit l JOIN quiet q ON l."user" = q."user" AND l."mailboxOwner" = q.mailbox
      WHERE lower(l.operation) IN ${list(acts)}),
    enough AS (SELECT tenant, mailbox, "user", "at" FROM day QUALIFY row_number() OVER (PARTITION BY tenant, mailbox, "user" ORDER BY day) = ${fewestDays})
  SELECT a."sessionId" AS session, q."user", q.mailbox, q.days, q.accesses, q.others, ${epochMs(sql`min(e."at")`)} AS "atMs", ${epochMs(sql`min(a."at")`)} AS "firstMs",
    ${epochMs(sql`max(a."at")`)} AS "lastMs", (list(a.id ORDER BY a.n))[1:50] AS records
  FROM quiet q ANTI JOIN act USING (mailbox, "user") JOIN enough e USING (tenant, mailbox, "user")
    JOIN "sessionAccess" a ON a.tenant = q.tenant AND a.mailbox = q.mailbox AND a."user" = q."user"
  GROUP BY ALL ORDER BY "firstMs", session`;

function evidenceOf(row: Row): Evidence {
  const others =
    row.others === 0 ? 'nobody else does' : `${count(row.others, 'other person does', 'other people do')} regularly`;
  return {
    detection: 'quietDelegate',
    links: [`delegate|${row.user}|${row.mailbox}`],
    session: row.session,
    message:
      `${row.user} looked into this person's mailbox on ${count(row.days, 'day')} (${count(row.accesses, 'access record')}) and did nothing else there, ` +
      `as people who look after a mailbox do; ${others}`,
    weight,
    steps: [{ atMs: Math.max(row.atMs, row.firstMs), weight }],
    records: row.records,
    firstMs: row.firstMs,
    lastMs: row.lastMs,
    confidence: 'low',
  };
}

export const quietDelegate: Detector = {
  name: 'quietDelegate',
  title: 'A colleague who looks into a mailbox a little, again and again',
  techniques: ['T1114.002', 'T1098.002'],
  strong: false,
  needs: [mailboxDays(fewestDays)],
  async find(database) {
    return (await database.rows<Row>(query)).map(evidenceOf);
  },
};
