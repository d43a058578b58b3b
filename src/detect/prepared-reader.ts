// A reader who was let in shortly before: an application that was given consent, a role or a new credential and then opens mail for
// the first time; a person who was given rights on somebody's mailbox, or was it the folder that was opened to everybody. Such
// changes are everyday administration, so what counts is the change and the new reader together, and how much it took.
import { epochMs } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import { ofOperations } from '../store/of-operation.js';
import { groupBy } from '../util/group.js';
import { count } from '../util/words.js';
import { type Detector, type Evidence, round, type Step } from './evidence.js';
import { changes } from './need/history.js';

/** Days after the change in which a first access still belongs to it. */
const withinDays = 45;
const mostWeight = 10;
/** Of each kind. */
const changesNamed = 20;

/**
 * Documented judgements, by what the change is. Microsoft on Midnight Blizzard (January 2024): a new credential on an old
 * application, then an application role that reads all mail.
 */
const kinds: readonly (readonly [kind: string, pattern: string, weight: number, words: string])[] = [
  ['credential', '^update application.*certificates and secrets', 3.5, 'a new credential for the application'],
  ['role', '^add app role assignment to service principal', 2.5, 'an application role'],
  ['application', '^update application\\.?$', 1.5, 'a change of what the application asks for'],
  ['principal', '^add service principal\\.?$', 1, 'the application was added'],
  ['consent', '^(consent to application|add delegated permission grant|add oauth2permissiongrant)', 1.5, 'a consent'],
  ['impersonation', '^new-managementroleassignment$', 3.5, 'a role that reads as everybody'],
  ['mailbox', '^add-mailboxpermission$', 2.5, 'rights on the whole mailbox'],
  ['folder', '^((add|set)-mailboxfolderpermission|(add|modify|update)folderpermissions)$', 2.5, 'rights on a folder'],
];

/** Kinds of change with the words by which a finding tells them. */
export const preparedKinds = kinds.map(([kind, , , words]) => [kind, words] as const);

const kindOf: Sql = kinds.reduceRight<Sql>(
  (rest, [kind, pattern]) =>
    sql`CASE WHEN regexp_matches(lower(trim(operation)), ${pattern}) THEN ${kind} ELSE ${rest} END`,
  sql`NULL`,
);

interface Row {
  session: string;
  kind: string;
  changes: string[];
  changedMs: number;
  atMs: number;
  lastMs: number;
  records: string[];
}

/** Changes of rights by people and applications; the service's own are too many and mean nothing. */
const changesIn = (those: Sql): Sql => sql`SELECT id, tenant, "at", ${kindOf} AS kind, lower(raw) AS text FROM ${those}
  WHERE coalesce("userType", 0) NOT IN (3, 4) AND coalesce("user", '') NOT LIKE 'nt authority%'`;

/** Applications, and people in mailboxes that are not theirs, with their first access. */
const readers = sql`SELECT tenant, mailbox, principal, "principalKind", application, "user", min("at") AS "firstAt", bool_or("user" <> mailbox) AS other
  FROM "sessionAccess" WHERE class <> 'background' GROUP BY ALL`;

const aimedAt = (kind: 'application' | 'person'): Sql =>
  kind === 'application'
    ? sql`c.kind IN ('credential', 'role', 'application', 'principal', 'consent', 'impersonation') AND contains(c.text, r.application)`
    : sql`(c.kind = 'impersonation' AND contains(c.text, r."user"))
      OR (c.kind IN ('mailbox', 'folder') AND contains(c.text, r.mailbox) AND (contains(c.text, r."user")
        OR regexp_matches(c.text, '"(default|anonymous|everyone|s-1-1-0)"')))`;

const query = (those: Sql): Sql => sql`WITH change AS (${changesIn(those)}), reader AS (${readers}),
    -- An application that read here before the change gained nothing by it.
    before AS (SELECT tenant, application, min("firstAt") AS "firstAt" FROM reader GROUP BY ALL),
    prepared AS (
      SELECT r.tenant, r.mailbox, r."user", r.application, c.kind, c.id, c."at" FROM reader r JOIN before b USING (tenant, application) JOIN change c ON c.tenant = r.tenant
        AND c."at" BETWEEN b."firstAt" - to_days(${withinDays}) AND b."firstAt" + INTERVAL 5 MINUTE AND ${aimedAt('application')}
      UNION SELECT r.tenant, r.mailbox, r."user", r.application, c.kind, c.id, c."at" FROM reader r JOIN change c ON c.tenant = r.tenant
        AND c."at" BETWEEN r."firstAt" - to_days(${withinDays}) AND r."firstAt" + INTERVAL 5 MINUTE
        WHERE r."principalKind" = 'person' AND r.other AND (${aimedAt('person')}))
  SELECT a."sessionId" AS session, p.kind, (list(DISTINCT p.id ORDER BY p.id))[1:${changesNamed}] AS changes, ${epochMs(sql`min(p."at")`)} AS "changedMs", ${epochMs(sql`min(a."at")`)} AS "atMs",
    ${epochMs(sql`max(a."at")`)} AS "lastMs", (list(DISTINCT a.id ORDER BY a.id))[1:50] AS records
  FROM prepared p JOIN "sessionAccess" a ON a.tenant = p.tenant AND a.mailbox = p.mailbox AND a."user" IS NOT DISTINCT FROM p."user" AND a.application = p.application
  GROUP BY a."sessionId", p.kind ORDER BY "atMs", session, p.kind`;

function evidenceOf(rows: readonly Row[]): Evidence {
  const [first] = rows as [Row, ...Row[]];
  const found = kinds.filter(([kind]) => rows.some((row) => row.kind === kind));
  const weight = round(Math.min(mostWeight, 1.5 + found.reduce((sum, [, , each]) => sum + each, 0)));
  const atMs = Math.max(first.atMs, ...rows.map((row) => row.changedMs));
  const steps: Step[] = [{ atMs, weight }];
  return {
    detection: 'preparedReader',
    session: first.session,
    message:
      `before this reader opened mail here for the first time there was ${found.map(([, , , words]) => words).join(' and ')} ` +
      `(${count(rows.length, 'kind of change', 'kinds of change')}, such as record ${first.changes[0]})`,
    weight,
    steps,
    records: [...new Set([...rows.flatMap((row) => row.changes), ...first.records])],
    firstMs: first.atMs,
    lastMs: first.lastMs,
    confidence: 'moderate',
  };
}

export const preparedReader: Detector = {
  name: 'preparedReader',
  title: 'Mail read by somebody who had just been let in',
  techniques: ['T1098.002', 'T1098.003', 'T1098.001', 'T1528', 'T1114.002'],
  strong: true,
  needs: [changes],
  async find(database) {
    const rows = await database.rows<Row>(query(await ofOperations(database, sql`${kindOf} IS NOT NULL`)));
    return [...groupBy(rows, (row) => row.session).values()].map(evidenceOf);
  },
};
