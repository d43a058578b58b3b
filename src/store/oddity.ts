// What is odd about the records of a file without being wrong: data columns that a tool cut at a fixed length
// (MicrosoftDocs/office-docs-powershell#1733: at 3,062 characters), record types and fields that are new, outcomes that are lost.
import { type Database, one } from '../query/database.js';
import { matches } from '../query/operation.js';
import { list, sql } from '../query/sql.js';
import { knownRecordTypes } from '../record/record-type.js';
import type { Note } from '../record/result.js';
import type { Head } from '../source/head.js';
import type { Shape } from '../source/shape.js';
import { recordsIn, wordsInPlaceOfValues } from '../source/shorthand.js';
import { count, some, thousands } from '../util/words.js';

const cutters: Readonly<Record<number, string>> = {
  3062: 'an old fault of Search-UnifiedAuditLog',
  32767: 'the most that a cell of a spreadsheet holds',
  65535: 'the most that a text field of some databases holds',
  65536: 'the most that some collectors take',
};

/** The length at which most of the cut records of a file end. */
async function cutWarnings(database: Database, file: number): Promise<Note[]> {
  const [cut] = await database.rows<{
    length: number;
    rows: number;
    all: number;
  }>(sql`SELECT length(raw) AS length, count(*) AS "rows",
      sum(count(*)) OVER ()::BIGINT AS "all" FROM reject
      WHERE file = ${file} AND code = 'invalidJson' AND (length(raw) IN ${list(Object.keys(cutters).map(Number))} OR NOT rtrim(raw) LIKE '%}') GROUP BY ALL ORDER BY "rows" DESC, length LIMIT 1`);
  if (cut === undefined) return [];
  const cutter = cutters[cut.length];
  if (cutter === undefined && (cut.rows < 3 || cut.rows * 2 < cut.all)) return [];
  const message = `${count(cut.rows, 'record was', 'records were')} cut after exactly ${thousands(cut.length)} characters${cutter === undefined ? ': a tool on the way did that' : `, ${cutter}`}; export again another way`;
  return [{ code: 'auditDataCut', message }];
}

async function typeWarnings(database: Database, file: number): Promise<Note[]> {
  const types = await database.rows<{ type: number; rows: number }>(
    sql`SELECT "recordType" AS type, count(*) AS "rows" FROM audit WHERE file = ${file} AND problem IS NULL AND "recordType" IS NOT NULL GROUP BY ALL ORDER BY ALL`,
  );
  const known = knownRecordTypes();
  const unknown = types.filter(({ type }) => !known.has(type));
  if (unknown.length === 0) return [];
  const rows = unknown.reduce((sum, each) => sum + each.rows, 0);
  const names = some(
    unknown.map(({ type }) => String(type)),
    8,
  );
  const message = `${count(rows, 'record is', 'records are')} of types that have no name here (${names}); they are kept like all others`;
  return [{ code: 'unknownRecordTypes', message }];
}

const wordsOfPowerShell = '"(@\\{[A-Za-z]|System\\.[A-Z]|Microsoft\\.[A-Za-z.]*Models\\.)';

/** An export that does not say of sign-ins whether they succeeded; Export-Csv writes the name of a type, of either module, instead. */
async function outcomeWarnings(database: Database, file: number): Promise<Note[]> {
  const { rows, named } = await one<{ rows: number; named: number }>(
    database,
    sql`SELECT count(*) AS "rows", count(*) FILTER (WHERE ${matches(sql`raw`, wordsOfPowerShell)}) AS named
      FROM "signIn" WHERE file = ${file} AND problem IS NULL AND "errorCode" IS NULL`,
  );
  if (rows === 0) return [];
  const why =
    named > 0
      ? ': Export-Csv wrote the names of types in place of what they hold, so that places and devices are lost too; export as JSON (ConvertTo-Json -Depth 5)'
      : '';
  const message = `of ${count(rows, 'sign-in')} the file does not say whether ${rows === 1 ? 'it' : 'they'} succeeded${why}`;
  return [{ code: 'outcomesLost', message }];
}

/** Fields of access records: MicrosoftDocs/office-365-management-api, 2026-06-24, and measured records. */
const accessFields = new Set(
  (
    'Id RecordType CreationTime Operation OrganizationId UserType UserKey Workload ResultStatus ObjectId UserId ClientIP Scope Version ' +
    'AppAccessContext LogonType InternalLogonType MailboxGuid MailboxOwnerUPN MailboxOwnerSid MailboxOwnerMasterAccountSid LogonUserSid ' +
    'LogonUserDisplayName ExternalAccess OriginatingServer OrganizationName ClientInfoString ClientIPAddress ClientMachineName ClientProcessName ' +
    'ClientVersion ClientRequestId SessionId AppId ClientAppId HostAppId OperationProperties ExternalUserTenantId ActorIP ActorInfoString DeviceId ' +
    'CloudInstanceName TokenObjectId TokenTenantId AuthType TokenType Item Folder Folders DestFolder AffectedItems OperationCount Messages ' +
    'AggregateDurationInSeconds CrossMailboxOperation CrossMailboxOperations AttachmentId AttachmentSizeInBytes AssociatedAdminUnits ' +
    'AssociatedAdminUnitsNames ModifiedProperties SaveToSentItems'
  ).split(' '),
);

/** Of the sample that was looked at to recognise the file. */
export function fieldWarnings(shape: Shape, head: Head): Note[] {
  if (shape.log !== 'audit') return [];
  const accesses = recordsIn(shape, head).filter((record) => record.Operation === 'MailItemsAccessed');
  const unknown = [...new Set(accesses.flatMap(Object.keys))].filter((key) => !accessFields.has(key)).sort();
  if (unknown.length === 0) return [];
  const message = `access records have fields that are new here (${some(unknown, 8)}); they are kept in the raw text`;
  return [{ code: 'unknownFields', message }];
}

/** Of the sample too: such an export writes all its records so. */
export function shorthandWarnings(shape: Shape, head: Head): Note[] {
  if (shape.log !== 'audit' && shape.log !== 'directory') return [];
  const names = wordsInPlaceOfValues(shape, head);
  if (names.length === 0) return [];
  const message = `values within records are only PowerShell's words for them (${some(names, 8)}), as ConvertTo-Json and Export-Csv write what lies too deep: what they held is lost; export again with ConvertTo-Json -Depth 20`;
  return [{ code: 'valuesLost', message }];
}

/** Of the files from a number on, those of which more is to be said than their sample shows. */
export async function filesWithOddities(database: Database, shape: Shape, first: number): Promise<Set<number>> {
  if (shape.log === 'signIn') {
    const files = await database.rows<{ file: number }>(
      sql`SELECT DISTINCT file FROM "signIn" WHERE file >= ${first} AND problem IS NULL AND "errorCode" IS NULL`,
    );
    return new Set(files.map(({ file }) => file));
  }
  if (shape.log !== 'audit') return new Set();
  const rows = await database.rows<{ file: number; types: number[] }>(
    sql`SELECT file, list(DISTINCT "recordType") AS types FROM audit
      WHERE file >= ${first} AND problem IS NULL AND "recordType" IS NOT NULL GROUP BY file`,
  );
  const known = knownRecordTypes();
  return new Set(rows.filter(({ types }) => types.some((type) => !known.has(type))).map(({ file }) => file));
}

/** Before copies are removed. */
export async function oddities(
  database: Database,
  shape: Shape,
  head: Head,
  file: number,
  rejects: number,
): Promise<Note[]> {
  if (shape.log === 'signIn') return outcomeWarnings(database, file);
  if (shape.log !== 'audit') return shorthandWarnings(shape, head);
  return [
    ...(rejects > 0 ? await cutWarnings(database, file) : []),
    ...(await typeWarnings(database, file)),
    ...fieldWarnings(shape, head),
    ...shorthandWarnings(shape, head),
  ];
}
