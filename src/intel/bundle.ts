// A STIX 2.1 bundle (or what TAXII hands over) -> indicators. Objects refer to each other by id, also in circles, so only one
// step is ever taken: from an indicator to who made it, and to what it indicates.
import { byText } from '../util/order.js';
import { parseTime } from '../util/time.js';
import { understand } from './conjunction.js';
import { type Indicator, type IntelProblem, NotUnderstood } from './indicator.js';

type Thing = Readonly<Record<string, unknown>>;

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (thing: Thing | undefined, key: string): string | null => {
  const value = thing?.[key];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

export interface Collected {
  readonly indicators: Indicator[];
  readonly problems: IntelProblem[];
  readonly counts: { indicators: number; revoked: number; notUnderstood: number; others: number };
}

/** The objects of a document; null where it is nothing of STIX. */
export function objectsOf(document: unknown): Thing[] | null {
  if (Array.isArray(document)) return document.every(isThing) ? document : null;
  if (!isThing(document)) return null;
  if (Array.isArray(document.objects)) return document.objects.filter(isThing);
  if (document.type === 'bundle') return [];
  return document.type === 'indicator' ? [document] : null;
}

/** Of several versions of one object the latest; the standard tells them by `modified`. */
function latest(objects: readonly Thing[]): Map<string, Thing> {
  const byId = new Map<string, Thing>();
  objects.forEach((thing, i) => {
    const id = textOf(thing, 'id') ?? `object ${i + 1}`;
    const known = byId.get(id);
    const version = (each: Thing | undefined): string => textOf(each, 'modified') ?? textOf(each, 'created') ?? '';
    if (known === undefined || byText(version(known), version(thing)) < 0) byId.set(id, thing);
  });
  return byId;
}

function indicated(objects: ReadonlyMap<string, Thing>): Map<string, string> {
  const names = new Map<string, string>();
  const relations = [...objects]
    .filter(([, thing]) => thing.relationship_type === 'indicates')
    .sort(([a], [b]) => byText(a, b));
  for (const [, relation] of relations) {
    const [from, to] = [textOf(relation, 'source_ref'), textOf(relation, 'target_ref')];
    const name = to === null ? null : textOf(objects.get(to), 'name');
    if (from !== null && name !== null && !names.has(from)) names.set(from, name);
  }
  return names;
}

function sourceOf(thing: Thing, objects: ReadonlyMap<string, Thing>, file: string): string {
  const maker = textOf(thing, 'created_by_ref');
  const references = Array.isArray(thing.external_references) ? thing.external_references.filter(isThing) : [];
  return (maker === null ? null : textOf(objects.get(maker), 'name')) ?? textOf(references[0], 'source_name') ?? file;
}

class BadDate extends Error {}

function timeOf(thing: Thing, key: string): number | null {
  if (thing[key] === undefined || thing[key] === null) return null;
  const time = typeof thing[key] === 'string' ? parseTime(thing[key]) : null;
  if (time === null) throw new BadDate(`its ${key} is no time: ${JSON.stringify(thing[key]).slice(0, 60)}`);
  return time.ms;
}

function patternOf(thing: Thing): string {
  const kind = textOf(thing, 'pattern_type') ?? 'stix';
  if (kind !== 'stix') throw new NotUnderstood(`is written for ${kind.slice(0, 30)}, not as a STIX pattern`);
  const pattern = textOf(thing, 'pattern');
  if (pattern === null) throw new NotUnderstood('has no pattern');
  return pattern;
}

/** Indicators of the objects of one file, each judged by itself. */
export function collectBundle(objects: readonly Thing[], file: string): Collected {
  const byId = latest(objects);
  const targets = indicated(byId);
  const indicators: Indicator[] = [];
  const problems: IntelProblem[] = [];
  const counts = { indicators: 0, revoked: 0, notUnderstood: 0, others: 0 };
  for (const thing of objects)
    if (thing.type !== 'indicator') counts.others++;
    else counts.indicators++;
  for (const [id, thing] of byId) {
    if (thing.type !== 'indicator') continue;
    const written = textOf(thing, 'pattern');
    const problem = (code: IntelProblem['code'], message: string): number =>
      problems.push({ file, line: null, id, pattern: written?.slice(0, 500) ?? null, code, message });
    if (thing.revoked === true) {
      counts.revoked++;
      problem('revoked', 'its source has revoked it');
      continue;
    }
    try {
      const pattern = patternOf(thing);
      const { any, left } = understand(pattern);
      const [validFromMs, validUntilMs] = [timeOf(thing, 'valid_from'), timeOf(thing, 'valid_until')];
      if (validFromMs !== null && validUntilMs !== null && validUntilMs <= validFromMs)
        throw new BadDate('it ends before it begins');
      if (left.length > 0) problem('partlyUnderstood', `looked for in part; the rest ${left.join('; ')}`);
      const target = targets.get(id);
      const name = textOf(thing, 'name') ?? pattern;
      const confidence =
        typeof thing.confidence === 'number' && thing.confidence >= 0 && thing.confidence <= 100
          ? Math.round(thing.confidence)
          : null;
      const told = target === undefined || name.includes(target) ? name : `${name}, which indicates ${target}`;
      const source = sourceOf(thing, byId, file);
      indicators.push({
        id,
        name: told.slice(0, 300),
        pattern,
        source,
        file,
        validFromMs,
        validUntilMs,
        confidence,
        any,
      });
    } catch (error) {
      if (!(error instanceof NotUnderstood || error instanceof BadDate)) throw error;
      counts.notUnderstood++;
      problem(error instanceof BadDate ? 'badDate' : 'notUnderstood', error.message);
    }
  }
  return { indicators, problems, counts };
}
