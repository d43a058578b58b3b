// How many people have a trait in their ordinary life: whoever reads or signs in with it outside the cases that have it. What
// everybody has joins nobody, whatever a table says of its network. An actor who signs in as his victim is not his victim's
// ordinary life; what the victim did before the case began is.
import type { Database } from '../query/database.js';
import { epochMs, inlineRows } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import type { Case } from '../record/result.js';
import type { RawTrait } from './access-trait.js';

/** Before a case's first record of a trait; its actor may have tried it a little earlier. */
const leadMs = 86_400_000;

const traitKey = (kind: string, value: string): string => JSON.stringify([kind, value]);

/** By `kind` and `value`. */
export type People = ReadonlyMap<string, number>;
export const peopleOf = (people: People, kind: string, value: string): number => people.get(traitKey(kind, value)) ?? 0;

const columns: Readonly<Record<string, { readonly access: Sql; readonly signIn: Sql | null }>> = {
  address: { access: sql`ip`, signIn: sql`ip` },
  application: { access: sql`application`, signIn: sql`application` },
  client: { access: sql`client`, signIn: null },
  tokenTenant: { access: sql`"tokenTenant"`, signIn: null },
  issuer: { access: sql`NULL::VARCHAR`, signIn: sql`"tokenIssuerName"` },
};

/** What people do with one kind of trait, as tenant, person, value and instant. */
function life(kind: string): Sql {
  const { access, signIn } = columns[kind] as { access: Sql; signIn: Sql | null };
  const read = sql`SELECT tenant, CASE WHEN "principalKind" = 'person' THEN principal ELSE mailbox END AS person, ${access} AS value, "at"
    FROM "sessionAccess" a ANTI JOIN "caseAccess" c ON c.n = a.n WHERE class <> 'unexplained'`;
  return signIn === null
    ? read
    : sql`${read} UNION ALL SELECT tenant, principal, ${signIn}, "at" FROM issued WHERE success AND principal IS NOT NULL`;
}

const countOf = (kind: string): Sql => sql`SELECT a.kind, a.value, count(DISTINCT o.tenant || '|' || o.person) AS people
  FROM (SELECT DISTINCT kind, value FROM "caseTrait" WHERE kind = ${kind}) a JOIN (${life(kind)}) o ON o.value = a.value
  WHERE NOT EXISTS (SELECT * FROM "caseTrait" t JOIN "caseVictim" v USING ("caseId")
    WHERE t.kind = a.kind AND t.value = a.value AND v.tenant = o.tenant AND v.person = o.person AND ${epochMs(sql`o."at"`)} >= t."firstMs" - ${leadMs})
  GROUP BY a.kind, a.value`;

export async function readPeople(
  database: Database,
  cases: readonly Case[],
  traits: readonly RawTrait[],
): Promise<People> {
  const asked = traits.filter(({ kind }) => kind in columns);
  const rows = asked.map(({ caseId, kind, value, firstMs }) => ({ caseId, kind, value, firstMs }));
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "caseTrait" AS
    SELECT * FROM ${inlineRows({ caseId: 'text', kind: 'text', value: 'text', firstMs: 'integer' }, rows)}`);
  const victims = cases.flatMap(({ id, tenant, users, mailboxes }) =>
    [...new Set([...users, ...mailboxes])].map((person) => ({ caseId: id, tenant, person })),
  );
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "caseVictim" AS
    SELECT * FROM ${inlineRows({ caseId: 'text', tenant: 'text', person: 'text' }, victims)}`);
  const people = new Map<string, number>();
  for (const kind of Object.keys(columns)) {
    if (!asked.some((trait) => trait.kind === kind)) continue;
    const counted = await database.rows<{ kind: string; value: string; people: number }>(countOf(kind));
    for (const row of counted) people.set(traitKey(row.kind, row.value), row.people);
  }
  return people;
}
