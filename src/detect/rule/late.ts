// Some rules do nothing but serve correlations that need a match of every one of their rules: reading mail after a consent,
// signing in after wrong passwords. Where such a rule is common and the other rare, it is asked last, and only of the records
// near to what the other has matched.
import { epochMs, listOf, startsWith, unnest } from '../../query/operation.js';
import { every, join, type Sql, some, sql } from '../../query/sql.js';
import { needsAll } from '../../sigma/correlation-sql.js';
import { textOfColumn } from '../../sigma/field-sql.js';
import type { Rule } from '../../sigma/rule.js';
import { type Linked, standing } from '../../sigma/rule-set.js';
import { fieldOf } from '../../store/schema.js';
import { aliased, type Events } from './event.js';
import { type Group, rulesOf } from './group.js';
import type { Pass, Waiting } from './pass.js';

/** A rule whose gate lets more records through may wait. */
export const manyRecords = 20_000;
/** Fewer of a log's records are opened sooner than its raw texts are read once more (measured: a tenth of the cost of opening). */
const shareOfLog = 1 / 8;

/** Those of the waiting rules that are better asked last. `many`: for tests. */
export function lateOf(
  passes: readonly Pass[],
  rules: readonly Rule[],
  correlations: readonly Linked[],
  many = manyRecords,
): Set<Group> {
  const shown = new Set(standing({ rules, correlations, problems: [] }));
  const isWide = ({ gate }: Waiting, { records }: Pass): boolean =>
    gate === null || gate.records > Math.max(many, records * shareOfLog);
  const wide = passes.flatMap((pass) => pass.raw.filter((each) => isWide(each, pass)).map(({ group }) => group));
  const common = new Set(wide.flatMap(rulesOf));
  const canWait = (rule: Rule): boolean =>
    !shown.has(rule) &&
    correlations
      .filter(({ members }) => members.includes(rule))
      .every((each) => needsAll(each) && each.members.some((member) => !common.has(member)));
  return new Set(wide.filter((group) => rulesOf(group).every(canWait)));
}

/** What has become of a rule that was asked before: how often it matched, under which number, and what was kept of that. */
export interface Before {
  readonly number: number;
  readonly matches: number;
  readonly events: Events | null;
}

interface Near {
  readonly correlation: Linked;
  readonly late: Rule;
  readonly rare: Rule;
  readonly before: Before;
}

/** Records of the log in a window of time around a match of the rare rule, and of the same group as far as columns tell. */
function near({ correlation, late, rare, before: { number, events } }: Near, { target, log }: Pass): Sql {
  const { timespanMs, groupBy } = correlation;
  const stretch = (at: Sql): Sql => sql`floor(${epochMs(at)} / ${timespanMs})`;
  const at = stretch(sql`m."at"`);
  const around = unnest(listOf([sql`${at} - 1`, at, sql`${at} + 1`]));
  const from = sql`FROM "ruleMatch" m${events === null ? sql`` : sql` JOIN ${events.table} e ON e.place = m.place`}
    WHERE m.rule = ${number}`;
  const here: Sql[] = [stretch(fieldOf(target.log, 'at', 'TIMESTAMP'))];
  const there: Sql[] = [around];
  const others: Sql[] = [];
  for (const field of groupBy) {
    const own = aliased(correlation, late, field);
    const { loose } = log.field(own) ?? {};
    const value = sql`e.${(events as Events).column(aliased(correlation, rare, field))}`;
    const { shadow } = target.place(own);
    if (loose?.kind === 'one') {
      here.push(sql`lower(${loose.sql})`);
      there.push(value);
    } else if (shadow?.form === 'lower' || shadow?.form === 'text') {
      const column = textOfColumn(shadow);
      const unknown = sql`${column} IS NULL OR ${startsWith(column, sql`${'['}`)}`;
      others.push(sql`(${unknown} OR lower(${column}) IN (SELECT ${value} ${from} AND ${value} IS NOT NULL))`);
    }
  }
  return every([sql`(${join(here)}) IN (SELECT ${join(there)} ${from})`, ...others]);
}

/** Which records can matter to a rule that has waited; null where none can. */
export function reachOf(
  group: Group,
  pass: Pass,
  correlations: readonly Linked[],
  before: ReadonlyMap<Rule, Before | null>,
): Sql | null {
  const parts = rulesOf(group).flatMap((late) =>
    correlations
      .filter(({ members }) => members.includes(late))
      .flatMap((correlation) => {
        const others = correlation.members.flatMap((rule) => {
          const known = before.get(rule);
          return known === undefined ? [] : [{ rule, known }];
        });
        // One that cannot run, or that matched nothing, keeps the correlation from firing.
        const known = others.flatMap(({ rule, known: each }) => (each === null ? [] : [{ rule, before: each }]));
        if (known.length < others.length || known.some((each) => each.before.matches === 0)) return [];
        const [first] = known.toSorted((a, b) => a.before.matches - b.before.matches);
        if (first === undefined) return [sql`true`];
        return [near({ correlation, late, rare: first.rule, before: first.before }, pass)];
      }),
  );
  return parts.length === 0 ? null : some(parts);
}
