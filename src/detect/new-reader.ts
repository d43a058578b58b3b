// An application, client or network that is new to a mailbox. Owners get new phones, so this alone stays low; beside other
// evidence it counts.
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { seenFor, type Trait } from '../session/newness.js';
import { groupBy } from '../util/group.js';
import { count, thousands } from '../util/words.js';
import { type Detector, type Evidence, round } from './evidence.js';
import { knownMailboxes } from './need/history.js';

interface Row {
  session: string;
  trait: Trait;
  value: string;
  hadBefore: number;
  mailboxes: number;
  daysSeen: number;
  atMs: number;
  records: string[];
}

/** Documented judgements: how much a new thing of that kind can say at most. */
const mostWeight: Readonly<Record<Trait, number>> = { application: 2, client: 1, network: 0.7 };

/** How rare it is in this tenant: measured over the mailboxes, up to the limit of its kind. */
const weightOf = (row: Row): number =>
  Math.min(mostWeight[row.trait], -Math.log((row.hadBefore + 1) / (row.mailboxes + 2)));

function evidenceOf(rows: readonly Row[]): Evidence {
  const [first] = rows as [Row, ...Row[]];
  // Many new networks in one session are one telephone that moves: of each kind only the rarest thing counts.
  const weight = [...groupBy(rows, (row) => row.trait).values()].reduce(
    (sum, same) => sum + Math.max(0, ...same.map(weightOf)),
    0,
  );
  const things = rows.map(
    (row) =>
      `${row.trait} ${row.value} (${thousands(row.hadBefore)} of ${count(row.mailboxes, 'mailbox', 'mailboxes')} had it before)`,
  );
  return {
    detection: 'newReader',
    session: first.session,
    message: `new to this mailbox, seen here for ${seenFor(first.daysSeen)}: ${things.join('; ')}`,
    weight: round(weight),
    steps: [{ atMs: Math.max(...rows.map((row) => row.atMs)), weight }],
    records: [...new Set(rows.flatMap((row) => row.records))],
    firstMs: first.atMs,
    lastMs: Math.max(...rows.map((row) => row.atMs)),
    confidence: 'low',
  };
}

export const newReader: Detector = {
  name: 'newReader',
  title: 'A reader that is new to this mailbox',
  techniques: ['T1114.002'],
  strong: false,
  needs: [knownMailboxes],
  async find(database) {
    const rows =
      await database.rows<Row>(sql`SELECT t."sessionId" AS session, t.trait, t.value, t."hadBefore", t.mailboxes, t."daysSeen",
        ${epochMs(sql`t."firstAt"`)} AS "atMs", list(a.id ORDER BY a.n) AS records
      FROM "newTrait" t JOIN "sessionAccess" a ON a."sessionId" = t."sessionId" AND a."at" = t."firstAt"
      WHERE NOT t."rollOut" AND NOT t.brought GROUP BY ALL ORDER BY "atMs", session, trait, value`);
    const sessions = new Map<string, Row[]>();
    for (const row of rows) sessions.set(row.session, [...(sessions.get(row.session) ?? []), row]);
    return [...sessions.values()].map(evidenceOf);
  },
};
