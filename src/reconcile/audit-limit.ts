// What the audit export could not show because it is not the whole log: filtered to kinds of record or to some people, or cut.
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';
import type { Note } from '../record/result.js';
import { some, thousands } from '../util/words.js';
import { filesOf } from './file-span.js';

const pathsOf = async (database: Database, tenant: string): Promise<string> => {
  const own = sql`(SELECT * FROM audit WHERE coalesce(tenant, 'unknown') = ${tenant})`;
  const files = await filesOf(database, own, sql`tenant`);
  return some(
    files.map(({ path }) => path),
    3,
  );
};

/** Search-UnifiedAuditLog says how many results there were; all files together should hold as many rows. */
async function missingResults(database: Database): Promise<Note[]> {
  const [row] = await database.rows<{ held: number; promised: number }>(
    sql`SELECT coalesce(sum("rows"), 0)::BIGINT AS held, coalesce(max(promised), 0) AS promised FROM input WHERE promised > 0`,
  );
  const { held, promised } = row ?? { held: 0, promised: 0 };
  if (held >= promised) return [];
  const message = `The audit export says that there were ${thousands(promised)} results, but all files together hold ${thousands(held)} rows: it is not complete.`;
  return [{ code: 'probablyTruncated', message }];
}

/** Fewer records may lack other operations by chance. */
const fewestRecords = 50;

/** An audit export of nothing but mail access was searched for it: what an intruder changed would not be in it. */
async function operationNotes(database: Database): Promise<Note[]> {
  const [row] = await database.rows<{ records: number; others: number }>(sql`SELECT count(*) AS records,
    count(*) FILTER (WHERE lower(operation) NOT IN ('mailitemsaccessed', 'attachmentaccess')) AS others FROM audit`);
  if (row === undefined || row.records < fewestRecords || row.others > 0) return [];
  const message = `The audit export holds nothing but access to mail (${thousands(row.records)} records), so it was filtered: changes such as rules, rights and consents could not be seen.`;
  return [{ code: 'auditExportFiltered', message }];
}

const exchange = '00000002-0000-0ff1-ce00-000000000000';
/** So often must somebody have got a token for mail before the lack of any record of theirs is odd. */
const fewestSignIns = 3;
/** Below this share of them, and with at least two missing, the others were left out rather than away. */
const usualShare = 0.5;

/** People who got tokens for mail while the audit log ran, and those of them of whom it holds any record at all. */
const people = sql`WITH span AS (SELECT coalesce(tenant, 'unknown') AS tenant, min("at") AS first, max("at") AS last FROM audit GROUP BY ALL),
    named AS (SELECT tenant, "user" AS name FROM audit UNION SELECT tenant, "mailboxOwner" FROM audit),
    seen AS (SELECT DISTINCT coalesce(n.tenant, 'unknown') AS tenant, coalesce(a.person, n.name) AS name
      FROM named n LEFT JOIN alias a ON a.value = n.name WHERE n.name IS NOT NULL),
    acting AS (SELECT i.tenant, i.principal AS name FROM issued i JOIN span s ON s.tenant = i.tenant AND i."at" BETWEEN s.first AND s.last
      WHERE i.success AND i.kind IN ('interactive', 'nonInteractive') AND i.resource = ${exchange} AND i.principal IS NOT NULL
      GROUP BY ALL HAVING count(*) >= ${fewestSignIns})
  SELECT a.tenant, count(*) AS acting, count(s.name) AS seen FROM acting a LEFT JOIN seen s USING (tenant, name) GROUP BY ALL ORDER BY ALL`;

/** Purview and the cmdlet offer a filter on users, and what comes out looks like any other export. */
async function userNotes(database: Database): Promise<Note[]> {
  const rows = await database.rows<{ tenant: string; acting: number; seen: number }>(people);
  const notes: Note[] = [];
  for (const { tenant, acting, seen } of rows) {
    if (acting - seen < 2 || seen >= usualShare * acting) continue;
    const message = `The audit export of tenant ${tenant} (${await pathsOf(database, tenant)}) holds records of ${thousands(seen)} of the ${thousands(acting)} people who signed in for mail in its time: it was filtered to some users, or the others are not recorded. What happened in their mailboxes could not be seen.`;
    notes.push({ code: 'auditExportFilteredToUsers', message });
  }
  return notes;
}

/** The gravest first. */
export const auditLimits = async (database: Database): Promise<Note[]> => [
  ...(await operationNotes(database)),
  ...(await userNotes(database)),
  ...(await missingResults(database)),
];
