// Asks many rules of one relation in one query: each record gets the numbers of the rules that it fulfils. Only where the engine
// refuses such a query are its rules asked one by one, so that one of them cannot take the others along.
import type { Database } from '../../query/database.js';
import * as op from '../../query/operation.js';
import { every, name, type Sql, sql } from '../../query/sql.js';
import { type Condition, fieldsOf } from '../../sigma/condition.js';
import type { FieldSql } from '../../sigma/field-sql.js';
import type { Target } from '../../sigma/log/place.js';
import { predicateOf } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';
import { type Dictionary, reduced } from './dictionary.js';
import { anyGate, type Gate, gateOf } from './gate.js';
import type { Relation } from './slot.js';

/** What is asked: a rule under its number. */
export interface Asked {
  readonly number: number;
  readonly rule: Rule;
  readonly target: Target;
}

type Reduced = Asked & { readonly condition: Condition };

/** Conditions of a query: more of them make its plan slower than a second pass over the records. */
const mostAtOnce = 100;

function holds(
  { target, condition }: Reduced,
  relation: Relation,
  dictionary: Dictionary,
): { gate: Gate | null; all: Sql } {
  const gate = gateOf(condition, dictionary, relation);
  const fields = new Map(fieldsOf(condition).map((key) => [key, relation.field(key) as FieldSql]));
  const predicate = predicateOf(condition, { target, addressTexts: relation.addressTexts, fields });
  return { gate, all: gate === null ? predicate : every([gate.sql, predicate]) };
}

async function askPart(
  database: Database,
  part: readonly Reduced[],
  relation: Relation,
  dictionary: Dictionary,
): Promise<void> {
  const each = part.map((asked) => holds(asked, relation, dictionary));
  const numbers = op.listOf(
    part.map(({ number }, i) => sql`CASE WHEN ${(each[i] as { all: Sql }).all} THEN ${number} END`),
  );
  const gate = anyGate(each.map((one) => one.gate));
  const where = every([relation.where, ...(gate === null ? [] : [gate.sql])]);
  await database.run(sql`INSERT INTO "ruleMatch" SELECT unnest(numbers), ${relation.log}, ${relation.columns}
    FROM (SELECT *, list_filter(${numbers}, lambda r: r IS NOT NULL) AS numbers
      FROM (SELECT ${relation.place}, * FROM ${relation.from}) AS ${name(relation.log)} WHERE ${where}) AS ${name(relation.log)}
    WHERE len(numbers) > 0`);
}

/** Asks the rules that can match; why each of them failed, where it did. */
export async function askRules(
  database: Database,
  rules: readonly Asked[],
  relation: Relation,
  dictionary: Dictionary,
): Promise<Map<Rule, string>> {
  const failed = new Map<Rule, string>();
  const possible = rules.flatMap((asked) => {
    const condition = reduced(asked.rule.condition, dictionary, relation);
    return condition === false ? [] : [{ ...asked, condition: condition === true ? asked.rule.condition : condition }];
  });
  for (let at = 0; at < possible.length; at += mostAtOnce) {
    const part = possible.slice(at, at + mostAtOnce);
    const together = await askPart(database, part, relation, dictionary).then(
      () => true,
      () => false,
    );
    for (const one of together ? [] : part) {
      await askPart(database, [one], relation, dictionary).catch((error: Error) => {
        failed.set(one.rule, `the engine refused it: ${error.message.split('\n')[0]}`);
      });
    }
  }
  return failed;
}
