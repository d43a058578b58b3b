// What a rule asks for, in the words of this program: its log source, where each of its fields is read, and what the workspace
// at hand lacks for it.
import type { Database } from '../../query/database.js';
import { fieldsOf } from '../../sigma/condition.js';
import type { Place, Target } from '../../sigma/log/place.js';
import { logSourceText, sourceOf } from '../../sigma/log/source.js';
import type { Rule } from '../../sigma/rule.js';
import type { Linked } from '../../sigma/rule-set.js';
import { placer } from './target.js';

export interface FieldUse {
  readonly field: string;
  /** Where it is read, in words. */
  readonly from: string;
}

export interface Explanation {
  readonly rule: Rule;
  readonly logSource: string;
  /** The logs that can answer it, the best first. */
  readonly logs: readonly string[];
  readonly fields: readonly FieldUse[];
  readonly note: string | null;
  /** Why it cannot run; null where it can, or where there was no workspace to ask. */
  readonly absent: string | null;
}

function placeText({ column, paths, made }: Place): string {
  const shown = [...new Set(paths.map((path) => path.join('.')))].slice(0, 6).join(', ');
  const words = [
    ...(column === null ? [] : [`the column ${column.name}`]),
    ...(shown === '' ? [] : [`the record's ${shown}${paths.length > 6 ? ', …' : ''}`]),
    ...(made.length === 0 ? [] : [`the words ${made.map(({ value }) => value).join(', ')}, made from other fields`]),
  ];
  return words.join('; ');
}

function fieldUses(rule: Rule, target: Target | undefined): FieldUse[] {
  return fieldsOf(rule.condition).map((field) => {
    if (target === undefined) return { field, from: 'nowhere: no export of this log is read' };
    return { field, from: target.lacks(field) ?? placeText(target.place(field)) };
  });
}

/** `database`: the workspace that the rule is to run on, or null. */
export async function explainRule(rule: Rule, database: Database | null): Promise<Explanation> {
  const { targets, absent, note } = sourceOf(rule.logSource);
  const placed = database === null ? null : await placer(database)(rule);
  return {
    rule,
    logSource: logSourceText(rule.logSource),
    logs: targets.map((target) => target.title),
    fields: fieldUses(rule, placed?.target ?? targets[0]),
    note,
    absent: placed === null ? absent : placed.absent,
  };
}

export const explainCorrelation = (correlation: Linked, database: Database | null): Promise<Explanation[]> =>
  Promise.all(correlation.members.map((rule) => explainRule(rule, database)));
