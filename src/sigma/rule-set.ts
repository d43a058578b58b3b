// Everything that was read, put together: ids and names are unique, filters are laid over the rules they name, correlations
// find theirs. What does not fit is a problem of that rule alone.

import { byText } from '../util/order.js';
import { byPlace, type Problem } from '../util/problem.js';
import { all } from './condition.js';
import { speaksOf } from './filter.js';
import type { Correlation, Document, Filter, Reference, Rule } from './rule.js';

/** A correlation with the rules that it names, in its order. */
export interface Linked extends Correlation {
  readonly members: readonly Rule[];
}

export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly correlations: readonly Linked[];
  /** In the order of place. */
  readonly problems: readonly Problem[];
}

const place = ({ at }: { at: Rule['at'] }): string => `${at.path}:${at.line}`;

/** The first of an id or name stays; the order of the files decides, which is that of their paths. */
function unique(documents: readonly Document[], problems: Problem[]): Document[] {
  const taken = new Map<string, Document>();
  return documents.filter((document) => {
    const keys = [document.id, document.name].flatMap((key) => key ?? []);
    const before = keys.map((key) => taken.get(key)).find((other) => other !== undefined);
    if (before === undefined) for (const key of keys) taken.set(key, document);
    else {
      const message = `${document.id ?? document.name} is taken by ${place(before)}`;
      problems.push({ code: 'duplicateId', at: document.at, message, refused: true });
    }
    return before === undefined;
  });
}

type Index = ReadonlyMap<string, Document>;

const indexOf = (documents: readonly Document[]): Map<string, Document> =>
  new Map(
    documents.flatMap((each) => [each.id, each.name].flatMap((key) => (key === null ? [] : [[key, each] as const]))),
  );

const find = (index: Index, { text }: Reference): Document | undefined =>
  index.get(text) ?? index.get(text.toLowerCase());

function applyFilters(rules: readonly Rule[], filters: readonly Filter[], index: Index, problems: Problem[]): Rule[] {
  const narrowed = new Map<Rule, Filter[]>();
  const add = (rule: Rule, filter: Filter): void => void narrowed.set(rule, [...(narrowed.get(rule) ?? []), filter]);
  for (const filter of filters) {
    if (filter.rules === null) {
      for (const rule of rules.filter((each) => speaksOf(filter.logSource, each.logSource))) add(rule, filter);
      continue;
    }
    for (const reference of filter.rules) {
      const rule = find(index, reference);
      const wrong =
        rule === undefined
          ? `there is no rule ${reference.text}, so this filter does not narrow it`
          : rule.kind !== 'rule'
            ? `${reference.text} is a ${rule.kind}; filters narrow rules on single records`
            : speaksOf(filter.logSource, rule.logSource)
              ? null
              : `${reference.text} has another log source than this filter`;
      if (wrong === null) add(rule as Rule, filter);
      else problems.push({ code: 'filterRule', at: reference.at, message: wrong, refused: false });
    }
  }
  return rules.map((rule) => {
    const conditions = (narrowed.get(rule) ?? []).map((filter) => filter.condition);
    return conditions.length === 0 ? rule : { ...rule, condition: all([rule.condition, ...conditions]) };
  });
}

/** Whether a correlation leads back to itself. */
function isCyclic(start: Correlation, index: Index): boolean {
  const seen = new Set<Document>();
  const visit = (correlation: Correlation): boolean =>
    correlation.rules.some((reference) => {
      const next = find(index, reference);
      if (next === start) return true;
      if (next === undefined || next.kind !== 'correlation' || seen.has(next)) return false;
      seen.add(next);
      return visit(next);
    });
  return visit(start);
}

function aliasFault(correlation: Correlation, members: readonly Rule[]): string | null {
  for (const [alias, fields] of correlation.aliases) {
    for (const name of fields.keys()) {
      if (!members.some((rule) => rule.name === name || rule.id === name.toLowerCase()))
        return `the alias ${alias} speaks of ${name}, which is none of the correlation's rules`;
    }
    const open = members.find(
      (rule) => ![...fields.keys()].some((name) => name === rule.name || name.toLowerCase() === rule.id),
    );
    if (open !== undefined && correlation.groupBy.includes(alias))
      return `the alias ${alias} says nothing of the rule ${open.name ?? open.id ?? open.title}`;
  }
  return null;
}

function link(correlation: Correlation, index: Index, narrowed: Index, problems: Problem[]): Linked | null {
  const refuse = (code: string, at: Problem['at'], message: string): null => {
    problems.push({ code, at, message, refused: true });
    return null;
  };
  if (isCyclic(correlation, index))
    return refuse('cyclicCorrelation', correlation.at, 'the correlation leads back to itself');
  const members: Rule[] = [];
  for (const reference of correlation.rules) {
    const rule = find(index, reference);
    if (rule === undefined) return refuse('missingRule', reference.at, `there is no rule ${reference.text}`);
    if (rule.kind === 'correlation')
      return refuse(
        'notSupported',
        reference.at,
        `${reference.text} is a correlation; chains of them are not supported yet`,
      );
    if (rule.kind === 'filter') return refuse('missingRule', reference.at, `${reference.text} is a filter`);
    const member = find(narrowed, reference) as Rule;
    if (members.includes(member)) return refuse('duplicateRule', reference.at, `${reference.text} is named twice`);
    members.push(member);
  }
  const fault = aliasFault(correlation, members);
  return fault === null ? { ...correlation, members } : refuse('alias', correlation.at, fault);
}

/** `documents` in the order of their paths and lines. */
export function makeRuleSet(documents: readonly Document[], before: readonly Problem[]): RuleSet {
  const problems: Problem[] = [...before];
  const kept = unique(documents, problems);
  const index = indexOf(kept);
  const ofKind = <K extends Document['kind']>(kind: K): Extract<Document, { kind: K }>[] =>
    kept.filter((each) => each.kind === kind) as Extract<Document, { kind: K }>[];
  const rules = applyFilters(ofKind('rule'), ofKind('filter'), index, problems);
  const narrowed = indexOf(rules);
  const correlations = ofKind('correlation').flatMap((each) => link(each, index, narrowed, problems) ?? []);
  return { rules, correlations, problems: problems.sort(byPlace) };
}

/** Rules that stand for themselves: all but those that correlations have taken for their own. */
export function standing({ rules, correlations }: RuleSet): Rule[] {
  const taken = new Set(correlations.filter((each) => !each.generate).flatMap((each) => each.members));
  const shown = new Set(correlations.filter((each) => each.generate).flatMap((each) => each.members));
  return rules.filter((rule) => !taken.has(rule) || shown.has(rule));
}

/** What a rule is called in a result: its id, else its name, else its title. */
export const ruleKey = (rule: Rule | Correlation): string => rule.id ?? rule.name ?? rule.title;

export const byRule = (a: Rule | Correlation, b: Rule | Correlation): number =>
  byText(a.title, b.title) || byText(ruleKey(a), ruleKey(b));
