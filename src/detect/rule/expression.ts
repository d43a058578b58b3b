// Regular expressions that passed the check of the language and that the engine still refuses, for instance because they would
// need too much memory: found before the scan, so that one of them costs only its own rule.
import type { Database } from '../../query/database.js';
import { matches } from '../../query/operation.js';
import { join, sql } from '../../query/sql.js';
import { testsOf } from '../../sigma/condition.js';
import { regexText } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';

const expressionsOf = (rule: Rule): string[] =>
  testsOf(rule.condition).flatMap(({ match }) => (match.kind === 'regex' ? [regexText(match)] : []));

async function fault(database: Database, expressions: readonly string[]): Promise<string | null> {
  const tried = join(expressions.map((each) => matches(sql`''`, each)));
  return database.rows(sql`SELECT ${tried}`).then(
    () => null,
    (error: Error) => error.message.split('\n')[0] ?? 'no reason given',
  );
}

/** Why the engine refuses a rule, for those that it does refuse. */
export async function refusedExpressions(database: Database, rules: readonly Rule[]): Promise<Map<Rule, string>> {
  const refused = new Map<Rule, string>();
  const all = rules.flatMap(expressionsOf);
  if (all.length === 0 || (await fault(database, all)) === null) return refused;
  for (const rule of rules) {
    const own = expressionsOf(rule);
    const reason = own.length === 0 ? null : await fault(database, own);
    if (reason !== null) refused.set(rule, `the engine refuses its regular expression: ${reason}`);
  }
  return refused;
}
