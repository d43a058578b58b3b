// A session in a strange place while its person works in one of his own: either somebody else reads, or one of the two is a
// machine that was left running, a VPN or a desktop in a data centre. A traveller is in one place only.
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { groupBy } from '../util/group.js';
import { count } from '../util/words.js';
import { type Detector, type Evidence, round, type Step } from './evidence.js';
import { addresses } from './need/access.js';
import { knownPeople } from './need/history.js';

interface Row {
  session: string;
  network: string;
  /** Where people often are beside their own place. */
  common: boolean;
  own: string;
  hourMs: number;
  lastMs: number;
  records: string[];
}

/** Documented judgements: per hour in both places, and at most. Whoever rents a place, and a telephone, is often in two at once. */
const perHour = 1.2;
const mostWeight = { common: 0.8, other: 3.6 } as const;

const query = sql`SELECT p."sessionId" AS session, p.network, (p.rented OR p.passing) AS common, min(o.network) AS own, ${epochMs(sql`max(a."at")`)} AS "lastMs",
    ${epochMs(sql`min(a."at")`)} AS "hourMs", (list(a.id ORDER BY a.n))[1:5] AS records
  FROM "strangePlace" p JOIN "sessionAccess" a ON a."sessionId" = p."sessionId" AND a.network = p.network
    JOIN "ownHour" o ON o.tenant = p.tenant AND o.principal = p.principal AND o.hour = date_trunc('hour', a."at") AND o.network <> p.network
  GROUP BY p."sessionId", p.network, common, o.hour ORDER BY "hourMs", session, p.network`;

function evidenceOf(rows: readonly Row[]): Evidence {
  const [first] = rows as [Row, ...Row[]];
  const most = rows.some((row) => row.common) ? mostWeight.common : mostWeight.other;
  const steps: Step[] = rows.map((row, i) => ({ atMs: row.hourMs, weight: Math.min(most, perHour * (i + 1)) }));
  return {
    detection: 'ownerElsewhere',
    session: first.session,
    message: `opened from ${first.network} in ${count(rows.length, 'hour')} in which this person was at work in a place of his own (such as ${first.own})`,
    weight: round(steps.at(-1)?.weight ?? 0),
    steps,
    records: rows.flatMap((row) => row.records).slice(0, 50),
    firstMs: first.hourMs,
    lastMs: Math.max(...rows.map((row) => row.lastMs)),
    confidence: 'low',
  };
}

export const ownerElsewhere: Detector = {
  name: 'ownerElsewhere',
  title: 'Mail read from a strange place while its owner was at work elsewhere',
  techniques: ['T1114.002', 'T1539', 'T1078.004'],
  strong: false,
  needs: [addresses, knownPeople],
  async find(database) {
    const rows = await database.rows<Row>(query);
    return [...groupBy(rows, (row) => row.session).values()].map(evidenceOf);
  },
};
