// The same record from two exports is one record, and it does not matter which it came in: one small world is written in every
// shape of the audit log that `simulate` knows. Each must give the records of the bare ones, and all of them at once must give the
// accesses, classes and cases of one alone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything, investigate } from '../src/letterlock.js';
import { join, name, sql } from '../src/query/sql.js';
import { auditFields } from '../src/record/field.js';
import type { Result } from '../src/record/result.js';
import { auditShapeNames } from '../src/simulate/export/shapes.js';
import { keep } from '../src/simulate/memory.js';
import type { Workspace } from '../src/store/workspace.js';
import { type Files, load } from './store/world.js';

const world = {
  seed: 11,
  mailboxes: 4,
  days: 7,
  start: '2023-05-15',
  scenarios: ['forged-token'],
  defects: 'none',
} as const;

function exports_(shape: string, signIns = 'none'): Files {
  const { files } = keep({ ...world, shapes: [shape], signIns, pace: 0.5 });
  return Object.fromEntries([...files].map(([path, text]) => [`${shape}/${path}`, text]));
}

// Splunk's fields do not say which folder an item lay in where there were several.
const partly = ['folders', 'parentFolder', 'messages'];
const fields = Object.keys(auditFields).filter((key) => !partly.includes(key));
const records = sql`SELECT ${join(fields.map(name))}, json_extract_string("parentFolder", '$.Id') AS "parentId",
    list_sort(json_extract_string(folders, '$[*].FolderItems[*].InternetMessageId')) AS items FROM audit ORDER BY id`;
/** The program is held to these end to end, in every arrangement. */
const elsewhere = [
  ...['auditDataLines', 'auditDataArray', 'managementBlobs', 'purviewCsv', 'purviewCsvOld'],
  ...['searchUnifiedAuditLogCsv', 'searchUnifiedAuditLogJson'],
];
/** They know an event by an id of their own, and lack tenant and token: compared on what they can carry. */
const ofMailboxes = ['mailboxAuditCsv', 'mailboxAuditJson'];
const unified = auditShapeNames.filter((shape) => !ofMailboxes.includes(shape));
const carried = sql`SELECT "at", operation, "mailboxOwner", "addressText", "mailAccessType", "clientInfo", "exchangeSessionId", "appId",
    "clientAppId", "operationCount", list_sort(json_extract_string(folders, '$[*].FolderItems[*].InternetMessageId')) AS items
  FROM audit WHERE coalesce("recordType", 50) IN (2, 50) AND operation <> 'AttachmentAccess' ORDER BY ALL`;
const compared = ['accesses', 'reconciliation', 'sessions', 'findings', 'cases', 'campaigns', 'verdict'] as const;

describe('every export of one world', () => {
  let plain: Workspace;
  let bare: unknown[];
  let alone: Result;
  beforeAll(async () => {
    plain = await load(exports_('auditDataLines', 'graphBetaPages'));
    bare = await plain.database.rows(records);
    alone = await investigate(plain, everything);
    expect(bare.length).toBeGreaterThan(100);
    expect(alone.cases.length).toBeGreaterThan(0);
  });
  afterAll(() => plain.close());

  it.each(unified.filter((shape) => !elsewhere.includes(shape)))('%s', async (shape) => {
    const { database } = await load(exports_(shape));
    expect(await database.rows(sql`SELECT path, rejects FROM input WHERE rejects > 0`)).toEqual([]);
    expect(await database.rows(records)).toEqual(bare);
  });

  it.each(ofMailboxes)('%s, as far as that log goes', async (shape) => {
    const { database } = await load(exports_(shape));
    expect(await database.rows(sql`SELECT path, rejects FROM input WHERE rejects > 0`)).toEqual([]);
    const found = await database.rows(carried);
    expect(found.length).toBeGreaterThan(100);
    expect(found).toEqual(await plain.database.rows(carried));
  });

  it('all of them at once', async () => {
    const files = Object.assign(
      {},
      ...unified.map((shape) => exports_(shape)),
      exports_('auditDataLines', 'graphBetaPages'),
    );
    const workspace = await load(files);
    expect(await workspace.database.rows(records)).toEqual(bare);
    const together = await investigate(workspace, everything);
    for (const key of compared) expect(together[key], key).toEqual(alone[key]);
    const inputs = together.inputs.reduce((sum, it) => sum + it.records, 0);
    expect(inputs).toBe(alone.inputs.reduce((sum, it) => sum + it.records, 0));
  });
});
