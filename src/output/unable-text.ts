// Detections that could not look, in words: detectors and rules alike, together where the same thing is missing. A quiet answer
// is worth as much as what looked, so this stands among what could not be seen.
import type { Result, Unable } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { count, some } from '../util/words.js';
import { humanised } from './format.js';

const named = 4;

/** What it is called in a list: detectors by their names, which docs/detections.md explains, rules by their titles. */
export const unableName = ({ kind, id, title }: Unable): string =>
  kind === 'detector' ? humanised(id).replace(/\bsign in\b/, 'sign-in') : title;

/** In whose logs, to follow a name; nothing where in all. */
export function unableWhere({ tenants }: Unable): string {
  if (tenants === null) return '';
  return tenants.length === 1 ? ` in tenant ${tenants[0]}` : ` in ${count(tenants.length, 'tenant')}`;
}

const firstLack = ({ lacks }: Unable): string => lacks[0]?.message ?? 'something is missing';

const who = (same: readonly Unable[]): string => {
  const rules = same.filter(({ kind }) => kind !== 'detector').length;
  const parts = [
    ...(same.length > rules ? [count(same.length - rules, 'detector')] : []),
    ...(rules > 0 ? [count(rules, 'rule')] : []),
  ];
  return parts.join(' and ');
};

function notRun(all: readonly Unable[]): string[] {
  const groups = groupBy(all, (each) => `${firstLack(each)}${unableWhere(each)}`);
  return [...groups.values()].map((same) => {
    const [first] = same as [Unable, ...Unable[]];
    return `${who(same)} could not run${unableWhere(first)}, because ${firstLack(first)}: ${some(same.map(unableName), named)}.`;
  });
}

function inPart(all: readonly Unable[]): string[] {
  if (all.length === 0) return [];
  const names = [...new Set(all.map(unableName))];
  const [one] = all as [Unable, ...Unable[]];
  const such = `${names.length === 1 ? '' : 'such as '}${unableName(one)}${unableWhere(one)}`;
  const where = names.length === 1 ? '' : ' The readout for the record lists them.';
  return [`${count(names.length, 'detector')} saw a part of the data only, ${such}: ${firstLack(one)}.${where}`];
}

/** Whole sentences of plain text, not yet escaped; none where everything could look at everything. */
export function unableTexts({ coverage: { detections } }: Result): string[] {
  return [
    ...notRun(detections.filter(({ state }) => state === 'notRun')),
    ...inPart(detections.filter(({ state }) => state === 'inPart')),
  ];
}
