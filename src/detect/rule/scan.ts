// Runs rules over the records of a workspace: `ruleMatch` holds one row for each rule and record that it matches.
import type { Database } from '../../query/database.js';
import * as op from '../../query/operation.js';
import { every, join, type Sql, sql } from '../../query/sql.js';
import { parseAddress } from '../../record/address.js';
import { catalogues, type LogKind } from '../../record/field.js';
import { type Condition, testsOf } from '../../sigma/condition.js';
import { fieldSql } from '../../sigma/field-sql.js';
import type { Target } from '../../sigma/log/place.js';
import { type AddressTexts, predicateOf } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';
import { fieldOf, logTable } from '../../store/schema.js';
import { type Placed, placer } from './target.js';

export interface Scanned extends Placed {
  /** The rule's number in `ruleMatch`. */
  readonly number: number;
}

/** Distinct texts of the fields that rules compare with ranges of addresses, read once. */
async function addressesOf(
  database: Database,
  target: Target,
  conditions: readonly Condition[],
): Promise<AddressTexts> {
  const fields = new Set(
    conditions.flatMap(testsOf).flatMap(({ field, match }) => (match.kind === 'cidr' && field !== null ? [field] : [])),
  );
  const texts = new Set<string>();
  for (const field of fields) {
    const { loose } = fieldSql(target.place(field), () => sql`false`);
    const values = loose.kind === 'one' ? loose.sql : op.unnest(loose.sql);
    const rows = await database.rows<{ text: string | null }>(
      sql`SELECT DISTINCT ${values} AS text FROM ${logTable(target.log)}`,
    );
    for (const { text } of rows) if (text !== null) texts.add(text);
  }
  const addresses = [...texts].sort().flatMap((text) => {
    const address = parseAddress(text);
    return address === null ? [] : [{ text, address }];
  });
  return ({ family, first, last }) =>
    addresses
      .filter(({ address: { family: own, number } }) => own === family && number >= first && number <= last)
      .map(({ text }) => text);
}

/** Whose record it is, where it does not say (Graph v1.0): the one tenant whose people have that domain, or that there is. */
const tenantOf = (log: LogKind): Sql => {
  const own = fieldOf(log, 'tenant', 'VARCHAR');
  // Without its table the engine takes `user` for its own, even in quotes.
  const user = 'user' in catalogues[log] ? sql`${logTable(log)}."user"` : sql`NULL::VARCHAR`;
  const domain = sql`split_part(${user}, '@', 2)`;
  const ofDomain = sql`(SELECT min(t.tenant) FROM "ruleTenant" t WHERE t.domain = ${domain})`;
  const only = sql`(SELECT min(tenant) FROM (SELECT DISTINCT tenant FROM audit WHERE tenant IS NOT NULL) HAVING count(*) = 1)`;
  return sql`coalesce(${own}, ${ofDomain}, ${only}, 'unknown')`;
};

/** What of a record a match remembers. */
export const matchColumns = (log: LogKind): Sql =>
  sql`rowid AS place, id, ${tenantOf(log)} AS tenant, ${fieldOf(log, 'at', 'TIMESTAMP')} AS "at", ${fieldOf(log, 'user', 'VARCHAR')} AS "user", file`;

async function insertMatches(
  database: Database,
  number: number,
  rule: Rule,
  target: Target,
  addresses: AddressTexts,
): Promise<void> {
  const options = { target, addressTexts: addresses };
  const conditions = [target.where, rule.condition].flatMap((each) =>
    each === null ? [] : [predicateOf(each, options)],
  );
  await database.run(sql`INSERT INTO "ruleMatch" SELECT ${number}::INTEGER, ${target.log}, ${matchColumns(target.log)}
    FROM ${logTable(target.log)} WHERE ${every(conditions)}`);
}

async function prepare(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "ruleMatch" (rule INTEGER, log VARCHAR, place BIGINT, id VARCHAR, tenant VARCHAR,
    "at" TIMESTAMP, "user" VARCHAR, file INTEGER)`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "ruleTenant" AS
    SELECT split_part("user", '@', 2) AS domain, min(tenant) AS tenant FROM audit WHERE tenant IS NOT NULL AND "user" LIKE '%@%'
    GROUP BY domain HAVING count(DISTINCT tenant) = 1`);
}

/** Runs the rules; the answer says of each where it was asked, or why it was not. */
export async function scanRules(database: Database, rules: readonly Rule[]): Promise<Scanned[]> {
  await prepare(database);
  const place = placer(database);
  const placed: Placed[] = [];
  for (const rule of rules) placed.push(await place(rule));
  const addresses = new Map<Target, AddressTexts>();
  const scanned: Scanned[] = [];
  for (const [number, each] of placed.entries()) {
    const { rule, target } = each;
    let { absent } = each;
    if (target !== null) {
      const same = placed.filter((other) => other.target === target).map((other) => other.rule.condition);
      const texts = addresses.get(target) ?? (await addressesOf(database, target, same));
      addresses.set(target, texts);
      absent = await insertMatches(database, number, rule, target, texts).then(
        () => null,
        (error: Error) => `the engine refused it: ${error.message.split('\n')[0]}`,
      );
    }
    scanned.push({ ...each, absent, number });
  }
  return scanned;
}

export const joinNumbers = (numbers: readonly number[]): Sql => join(numbers.map((n) => sql`${n}`));
