// A token id that matches a sign-in while the rest of the token disagrees with it. Whoever forges a token writes its claims;
// an id copied from somewhere betrays itself by the user, application or time that it belongs to.
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { count } from '../util/words.js';
import { type Detector, type Evidence, round, type Step } from './evidence.js';
import { tokenIds } from './need/access.js';
import { signIns } from './need/sign-in.js';

/** Documented judgements: no ordinary event changes a token's user; clocks and brokers can blur the others. */
const weights: Readonly<Record<string, number>> = {
  user: 8,
  tenant: 8,
  resource: 5,
  application: 5,
  'time of issue': 5,
  time: 4,
};
const mostWeight = 16;

interface Row {
  session: string;
  token: string;
  disagreement: string;
  signIn: string;
  atMs: number;
  lastMs: number;
  records: string[];
}

const weightOf = (disagreement: string): number =>
  disagreement.split(', ').reduce((sum, field) => sum + (weights[field] ?? 4), 0);

function evidenceOf(session: string, rows: readonly Row[]): Evidence {
  const steps: Step[] = [];
  for (const row of rows) {
    const weight = Math.min(mostWeight, (steps.at(-1)?.weight ?? 0) + weightOf(row.disagreement));
    steps.push({ atMs: row.atMs, weight });
  }
  const fields = [...new Set(rows.flatMap((row) => row.disagreement.split(', ')))].sort().join(', ');
  const [first] = rows as [Row, ...Row[]];
  return {
    detection: 'tokenContradiction',
    session,
    message: `${count(rows.length, 'token id is that of a real sign-in', 'token ids are those of real sign-ins')} (such as ${first.signIn}) but the token disagrees with it in: ${fields}`,
    weight: round(steps.at(-1)?.weight ?? 0),
    steps,
    records: rows.flatMap((row) => row.records),
    firstMs: first.atMs,
    lastMs: Math.max(...rows.map((row) => row.lastMs)),
    confidence: 'high',
  };
}

export const contradiction: Detector = {
  name: 'tokenContradiction',
  title: 'Mail read with a token that contradicts the sign-in it names',
  techniques: ['T1114.002', 'T1550.001', 'T1606'],
  strong: true,
  needs: [signIns('interactive', 'nonInteractive', 'auditLog'), tokenIds],
  async find(database) {
    const rows = await database.rows<Row>(sql`SELECT "sessionId" AS session, "tokenIdText" AS token,
        arg_max(disagreement, row(length(disagreement), disagreement)) AS disagreement,
        min("signIn") AS "signIn", ${epochMs(sql`min("at")`)} AS "atMs", ${epochMs(sql`max("at")`)} AS "lastMs", list(id ORDER BY n) AS records
      FROM "sessionAccess" WHERE disagreement <> '' GROUP BY ALL ORDER BY "atMs", token`);
    const sessions = [...new Set(rows.map((row) => row.session))];
    return sessions.map((session) =>
      evidenceOf(
        session,
        rows.filter((row) => row.session === session),
      ),
    );
  },
};
