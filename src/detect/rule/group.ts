// Rules that ask the same of the same log are asked once; the others take over what the first has found.
import type { Database } from '../../query/database.js';
import { sql, table } from '../../query/sql.js';
import type { Target } from '../../sigma/log/place.js';
import type { Rule } from '../../sigma/rule.js';
import { groupBy } from '../../util/group.js';
import type { Asked } from './ask.js';

export interface Group {
  readonly first: Asked;
  readonly others: readonly Asked[];
  /** Fields that correlations ask of what any of them matches. */
  readonly fields: readonly string[];
}

const conditionKey = ({ rule, target }: Asked, targets: readonly Target[]): string =>
  JSON.stringify([targets.indexOf(target), rule.condition], (key, value: unknown) =>
    key === 'at' ? undefined : typeof value === 'bigint' ? String(value) : value,
  );

export function groupsOf(asked: readonly Asked[], fields: ReadonlyMap<Rule, readonly string[]>): Group[] {
  const targets = [...new Set(asked.map((each) => each.target))];
  const same = groupBy(asked, (each) => conditionKey(each, targets));
  return [...same.values()].map((each) => {
    const [first, ...others] = each as [Asked, ...Asked[]];
    return { first, others, fields: [...new Set(each.flatMap(({ rule }) => fields.get(rule) ?? []))] };
  });
}

export const rulesOf = ({ first, others }: Group): Rule[] => [first, ...others].map((each) => each.rule);

export async function share(database: Database, { first, others }: Group): Promise<void> {
  if (others.length === 0) return;
  const numbers = table(
    'n',
    ['number'],
    others.map((each) => [each.number]),
  );
  await database.run(sql`INSERT INTO "ruleMatch" SELECT n.number, m.* EXCLUDE (rule)
    FROM (SELECT * FROM "ruleMatch" WHERE rule = ${first.number}) m, ${numbers}`);
}
