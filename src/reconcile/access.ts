// Every access to a mailbox that the logs hold, in the words of the question: who, whose mailbox, by which application and
// client, from where, with which token. Calls of Graph are among them where no access record tells of the same read.
import type { Database } from '../query/database.js';
import { extract } from '../query/operation.js';
import { list, name, type Sql, sql } from '../query/sql.js';
import type { Knowledge } from '../record/knowledge.js';
import { makeGraphCalls } from './graph-call.js';
import { findTwins } from './graph-twin.js';
import { asTexts, asWords, makeLexicons } from './lexicon.js';
import { tokenGuid } from './token-id.js';

/** What the answer is limited to; accesses outside still count as history and as control. */
export interface Scope {
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly mailboxes: readonly string[];
  readonly tenants: readonly string[];
}

/** MailItemsAccessed comes as Bind and Sync; AttachmentAccess (seen since 2025) names opened attachments. */
const kindOf = (unsaid: Sql): Sql => sql`CASE WHEN lower(operation) = 'attachmentaccess' THEN 'attachment'
  WHEN lower("mailAccessType") = 'sync' THEN 'sync' WHEN lower("mailAccessType") = 'bind' THEN 'bind' ELSE ${unsaid} END`;

/** Nearly all records say which they are. Asking whether there are folders unpacks all of them, so it is asked only where it must be. */
async function readKind(database: Database): Promise<Sql> {
  const unsaid = kindOf(sql`NULL`);
  const [row] = await database.rows<object>(
    sql`SELECT 1 AS any FROM audit a WHERE ${isAccess} AND ${unsaid} IS NULL LIMIT 1`,
  );
  return row === undefined
    ? unsaid
    : kindOf(sql`CASE WHEN "parentFolder" IS NOT NULL AND folders IS NULL THEN 'sync' ELSE 'bind' END`);
}

/** Applications hold tokens of their own; the service's accounts hold none. Everybody else is a person. */
const principalKind = sql`CASE WHEN a."userType" IN (5, 6) OR a."user" LIKE 'serviceprincipal%' THEN 'application'
  WHEN a."userType" IN (3, 4) OR a."user" LIKE 'nt authority%' THEN 'system' ELSE 'person' END`;

/** The client without its versions, so that an update is no new client. */
export const clientFamily = (info: Sql): Sql => sql`trim(regexp_replace(${info}, '[0-9]+([._][0-9]+)*', '', 'g'))`;

function inScope(scope: Scope): Sql {
  const conditions = [sql`true`];
  if (scope.fromMs !== null) conditions.push(sql`epoch_ms("at") >= ${scope.fromMs}`);
  if (scope.toMs !== null) conditions.push(sql`epoch_ms("at") < ${scope.toMs}`);
  if (scope.mailboxes.length > 0) conditions.push(sql`mailbox IN ${list(scope.mailboxes)}`);
  if (scope.tenants.length > 0) conditions.push(sql`tenant IN ${list(scope.tenants)}`);
  return conditions.reduce((all, condition) => sql`${all} AND ${condition}`);
}

const resourcesOf = (knowledge: Knowledge): string[] =>
  [...knowledge.applications].filter(([, app]) => app.role === 'resource').map(([id]) => id);

const isResource = (knowledge: Knowledge): Sql => sql`application IN ${list(resourcesOf(knowledge))}`;

/** Records may name a mailbox by its id alone; the tenant's state may know whose it is. */
const ownerByGuid = sql`(SELECT "mailboxGuid", min(subject) AS owner FROM state WHERE kind = 'mailbox' AND "mailboxGuid" IS NOT NULL
  AND subject LIKE '%@%' GROUP BY "mailboxGuid")`;

const isAccess = sql`lower(a.operation) IN ('mailitemsaccessed', 'attachmentaccess')`;

/** There are few clients beside the accesses, so each description is looked at once. */
const clients = sql`(SELECT "clientInfo", ${clientFamily(sql`"clientInfo"`)} AS client, ${extract(sql`"clientInfo"`, '^Client=([^;]*)')} AS protocol
  FROM (SELECT DISTINCT "clientInfo" FROM audit WHERE "clientInfo" IS NOT NULL))`;

/** Tokens serve for an hour or a day, so there are fewer of them than accesses, and each id is decoded once. */
const tokens = sql`(SELECT "tokenIdText", ${tokenGuid(sql`"tokenIdText"`)} AS "tokenId"
  FROM (SELECT DISTINCT "tokenIdText" FROM audit a WHERE "tokenIdText" IS NOT NULL AND ${isAccess}))`;

const normalised = (kind: Sql): Sql => sql`SELECT a.id, coalesce(a.tenant, 'unknown') AS tenant, a."at", a.file,
    coalesce(u.person, a."user") AS "user", ${principalKind} AS "principalKind",
    coalesce(m.person, a."mailboxOwner", o.person, g.owner, 'guid:' || a."mailboxGuid", u.person, a."user", 'unknown') AS mailbox,
    a."logonType", ${kind} AS kind, lower(a.throttled) = 'true' AS throttled,
    coalesce(a."clientAppId", a."appId") AS application,
    CASE WHEN a."clientAppId" <> a."appId" THEN a."appId" END AS via,
    a."clientInfo", k.client, k.protocol, p.ip, p.network, p.kind AS "networkKind", p.provider, coalesce(p.microsoft, false) AS microsoft, a."tokenIdText", t."tokenId",
    lower(a."entraSessionId") AS "entraSession", lower(a."exchangeSessionId") AS "exchangeSession",
    a."tokenIssuedAt", a."tokenTenant", a."tokenUserId", a.rowid AS place
  FROM audit a LEFT JOIN place p ON p.logged = a."addressText" LEFT JOIN ${clients} k ON k."clientInfo" = a."clientInfo" LEFT JOIN ${tokens} t ON t."tokenIdText" = a."tokenIdText" LEFT JOIN ${ownerByGuid} g USING ("mailboxGuid")
    LEFT JOIN alias u ON u.value = a."user" LEFT JOIN alias m ON m.value = a."mailboxOwner" LEFT JOIN alias o ON o.value = g.owner
  WHERE ${isAccess}`;

/** Microsoft Graph itself, through which its callers come. */
const graph = '00000003-0000-0000-c000-000000000000';

/** Access records, with the ids of the Graph calls that they tell of where they have none of their own. */
const records = sql`SELECT a.* REPLACE (coalesce(a."tokenIdText", l."tokenIdText") AS "tokenIdText", coalesce(a."tokenId", l."tokenId") AS "tokenId",
    coalesce(a."entraSession", l.session) AS "entraSession", coalesce(a."tokenIssuedAt", l."tokenIssuedAt") AS "tokenIssuedAt")
  FROM "auditAccess" a LEFT JOIN "lentId" l ON l.record = a.place`;

/** Calls of which no access record tells. */
const calls = sql`SELECT c.id, c.tenant, c."at", c.file, c."user",
    c."principalKind", c.mailbox, NULL::BIGINT AS "logonType", 'graph' AS kind, false AS throttled, c.application, ${graph} AS via,
    c."userAgent" AS "clientInfo", ${clientFamily(sql`c."userAgent"`)} AS client, 'Graph' AS protocol, c.ip, c.network, c.microsoft,
    c."tokenIdText", c."tokenId", c.session AS "entraSession", NULL::VARCHAR AS "exchangeSession", c."tokenIssuedAt",
    NULL::VARCHAR AS "tokenTenant", c."userId" AS "tokenUserId", c.place
  FROM "graphCall" c ANTI JOIN "graphTwin" t ON t.call = c.place`;

/** Numbers in the order of time and id, sorted without all else that an access carries. */
const numbers = sql`(SELECT rowid AS place, row_number() OVER (ORDER BY "at", coalesce(tenant, 'unknown'), id) AS n
  FROM audit a WHERE ${isAccess})`;

const columnsOf = (...keys: readonly string[]): Sql[] => keys.map(name);

/** Clients that calls of Graph bring into accesses. */
const callTexts = [
  ...columnsOf('application', 'userAgent'),
  ...[clientFamily(sql`"userAgent"`), sql`${graph}`, sql`'Graph'`],
];

/** Columns of an access that hold words of the lexicons. */
const fewWords = ['tenant', 'tokenTenant', 'principalKind', 'kind', 'networkKind'];
const personWords = ['user', 'mailbox', 'tokenUserId'];
const clientWords = ['application', 'via', 'clientInfo', 'client', 'protocol'];

/** Accesses as questions see them, out of a table that has the columns of `accessRecord`. */
export const accessesOf = (
  table: Sql,
): Sql => sql`SELECT *, CASE WHEN NOT "ofResource" THEN application END AS "actingApplication",
    CASE WHEN "principalKind" = 'application' THEN application ELSE "user" END AS principal,
    coalesce("entraSession", "exchangeSession") AS session, coalesce("tokenTenant", tenant) AS "signInTenant"
  FROM (SELECT * REPLACE (${asTexts([...personWords, ...clientWords])}) FROM ${table})`;

/** All accesses with their numbers. Without calls of Graph the records are read as they lie. */
async function allAccesses(database: Database): Promise<Sql> {
  const told = normalised(await readKind(database));
  const hasCalls = await makeGraphCalls(database);
  const ofCalls = (texts: readonly Sql[]): Sql[] =>
    hasCalls ? texts.map((text) => sql`SELECT DISTINCT ${text} AS text FROM "graphCall"`) : [];
  await makeLexicons(database, {
    fewWords: ofCalls([sql`tenant`]),
    personWords: ofCalls(columnsOf('user', 'mailbox', 'userId')),
    clientWords: [sql`SELECT unnest([client, protocol]) AS text FROM ${clients}`, ...ofCalls(callTexts)],
  });
  if (!hasCalls) return sql`SELECT * FROM (${told}) JOIN ${numbers} USING (place)`;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "auditAccess" AS ${told}`);
  await findTwins(database);
  return sql`SELECT *, row_number() OVER (ORDER BY "at", tenant, id) AS n
    FROM (${records} UNION ALL BY NAME ${calls})`;
}

/**
 * Makes `access`, numbered by time and id. What was opened stays in the log of its kind; `place` leads there. What other columns
 * say already is worked out where it is asked for: texts that stand in a million rows twice are memory that everything else lacks.
 */
export async function makeAccesses(database: Database, knowledge: Knowledge, scope: Scope): Promise<void> {
  const all = await allAccesses(database);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "accessRecord" AS
    SELECT * REPLACE (${asWords('fewWords', fewWords)}, ${asWords('personWords', personWords)}, ${asWords('clientWords', clientWords)}),
      -- A time of issue later than the access, or longer ago than a token lives, was not written by the identity provider.
      "tokenIssuedAt" BETWEEN "at" - INTERVAL 28 HOUR AND "at" + INTERVAL 5 MINUTE AS "issueTimePlausible",
      ${inScope(scope)} AS "inScope", coalesce(${isResource(knowledge)}, false) AS "ofResource"
    FROM (${all})`);
  await database.run(sql`CREATE OR REPLACE TEMP VIEW access AS ${accessesOf(sql`"accessRecord"`)}`);
}
