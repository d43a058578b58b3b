// One token or session used to and fro between two networks within half an hour. Without a table of networks no distance is
// known, so this stays weak: laptops change from a wire to a phone's hotspot. Two address families at once are one place.
import { epochMs } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import { isFamiliarTo } from '../session/presence.js';
import { atOnce, type Detector, type Evidence } from './evidence.js';
import { addresses, tokenOrSessionIds } from './need/access.js';

const within = sql`INTERVAL 30 MINUTE`;
const weights = { token: 3, session: 1.5 } as const;
/** Between places where the person otherwise is: home and telephone, office and hotspot. */
const familiarWeight = 0.5;

interface Row {
  session: string;
  id: string;
  here: string;
  there: string;
  atMs: number;
  familiar: boolean;
  records: string[];
}

const isOwn = (network: Sql): Sql => isFamiliarTo(sql`f."signInTenant"`, sql`f.principal`, network);

const usable = (id: Sql): Sql => sql`${id} IS NOT NULL AND network IS NOT NULL AND NOT microsoft`;

/** Only ids that were used in several networks are laid out in the order of time. */
const toAndFro = (
  id: Sql,
): Sql => sql`SELECT arg_min("sessionId", n) AS session, value AS id, arg_min(network, n) AS here,
    arg_min(between, n) AS there, ${epochMs(sql`min("at")`)} AS "atMs", arg_min(records, n) AS records,
    bool_and(${isOwn(sql`f.network`)} AND ${isOwn(sql`f.between`)}) AS familiar
  FROM (SELECT n, "signInTenant", principal, id AS record, "at", network, "sessionId", ${id} AS value, lag(network) OVER w AS between, lag(network, 2) OVER w AS before,
      lag("at", 2) OVER w AS since, [lag(id, 2) OVER w, lag(id) OVER w, id] AS records
    FROM "sessionAccess" SEMI JOIN (SELECT tenant, ${id} AS value FROM "sessionAccess" WHERE ${usable(id)} GROUP BY ALL HAVING min(network) <> max(network)) several
      ON several.tenant = "sessionAccess".tenant AND several.value = ${id} WHERE ${usable(id)}
    WINDOW w AS (PARTITION BY tenant, ${id} ORDER BY n)) f
  WHERE network = before AND network <> between AND contains(network, ':') = contains(between, ':') AND "at" - since <= ${within}
  GROUP BY value ORDER BY "atMs", id`;

function evidenceOf(row: Row, what: keyof typeof weights): Evidence {
  const weight = row.familiar ? familiarWeight : weights[what];
  return {
    detection: 'twoPlaces',
    session: row.session,
    message: `one ${what} was used to and fro between the networks ${row.here} and ${row.there} within half an hour`,
    weight,
    steps: atOnce(row.atMs, weight),
    records: row.records,
    firstMs: row.atMs,
    lastMs: row.atMs,
    confidence: 'low',
  };
}

export const twoPlaces: Detector = {
  name: 'twoPlaces',
  title: 'One token or session in two networks at the same time',
  techniques: ['T1539', 'T1550.001'],
  strong: false,
  needs: [addresses, tokenOrSessionIds],
  async find(database) {
    const tokens = await database.rows<Row>(toAndFro(sql`"tokenIdText"`));
    const sessions = await database.rows<Row>(toAndFro(sql`session`));
    const found = [
      ...tokens.map((row) => evidenceOf(row, 'token')),
      ...sessions.map((row) => evidenceOf(row, 'session')),
    ];
    // The same to and fro seen through token and session is one piece of evidence: the stronger.
    return [...new Map(found.reverse().map((evidence) => [evidence.session, evidence])).values()].reverse();
  },
};
