// A mailbox opened with a token that another tenant issued.
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { count } from '../util/words.js';
import { atOnce, type Detector } from './evidence.js';
import { tokenTenants } from './need/access.js';

/** A documented judgement: partners' administrators do it, so that alone it asks for a look, not for an alarm. */
const weight = 5;

interface Row {
  session: string;
  tokenTenant: string;
  atMs: number;
  lastMs: number;
  records: string[];
}

export const foreignToken: Detector = {
  name: 'foreignToken',
  title: 'Mail read with a token of another tenant',
  techniques: ['T1114.002', 'T1550.001'],
  strong: true,
  needs: [tokenTenants],
  async find(database) {
    const rows = await database.rows<Row>(sql`SELECT "sessionId" AS session, min("tokenTenant") AS "tokenTenant",
        ${epochMs(sql`min("at")`)} AS "atMs", ${epochMs(sql`max("at")`)} AS "lastMs", list(id ORDER BY n) AS records
      FROM "sessionAccess"
      WHERE "tokenTenant" <> tenant AND class <> 'background' GROUP BY "sessionId" ORDER BY "atMs", session`);
    return rows.map((row) => ({
      detection: 'foreignToken',
      session: row.session,
      message: `${count(row.records.length, 'access', 'accesses')} used a token that the tenant ${row.tokenTenant} issued`,
      weight,
      steps: atOnce(row.atMs, weight),
      records: row.records,
      firstMs: row.atMs,
      lastMs: row.lastMs,
      confidence: 'moderate',
    }));
  },
};
