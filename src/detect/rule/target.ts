// Which table each rule is asked of in this workspace, or why it cannot run: no export of its log, or a field that the log at
// hand never carries. A rule that cannot run is told; it never passes for one that found nothing.
import type { Database } from '../../query/database.js';
import { one } from '../../query/database.js';
import { sql } from '../../query/sql.js';
import { fieldsOf } from '../../sigma/condition.js';
import type { Target } from '../../sigma/log/place.js';
import { isStored, sourceOf } from '../../sigma/log/source.js';
import { predicateOf } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';
import { logTable } from '../../store/schema.js';

export interface Placed {
  readonly rule: Rule;
  readonly target: Target | null;
  /** Why it cannot run; null where it can. */
  readonly absent: string | null;
}

const noAddresses = (): readonly string[] => [];

async function holdsRecords(database: Database, target: Target): Promise<boolean> {
  if (!isStored(target.log)) return false;
  const shown = target.shownBy ?? target.where;
  const where = shown === null ? sql`true` : predicateOf(shown, { target, addressTexts: noAddresses });
  const { n } = await one<{ n: number }>(
    database,
    sql`SELECT count(*) AS n FROM (SELECT 1 FROM ${logTable(target.log)} WHERE ${where} LIMIT 1)`,
  );
  return n > 0;
}

/** Remembers which targets hold records, since many rules share one. */
export function placer(database: Database): (rule: Rule) => Promise<Placed> {
  const known = new Map<Target, boolean>();
  const holds = async (target: Target): Promise<boolean> => {
    const before = known.get(target);
    if (before !== undefined) return before;
    const found = await holdsRecords(database, target);
    known.set(target, found);
    return found;
  };
  return async (rule) => {
    const source = sourceOf(rule.logSource);
    if (source.absent !== null) return { rule, target: null, absent: source.absent };
    for (const target of source.targets) {
      if (!(await holds(target))) continue;
      const lacking = fieldsOf(rule.condition)
        .map((field) => target.lacks(field))
        .find((reason) => reason !== null);
      return lacking === undefined ? { rule, target, absent: null } : { rule, target: null, absent: lacking };
    }
    const titles = source.targets.map((target) => target.title).join(', or ');
    return { rule, target: null, absent: `the workspace holds no records of ${titles}` };
  };
}
