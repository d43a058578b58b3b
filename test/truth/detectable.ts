// From when an intrusion counts as detectable, worked out from the exports by the words of the table in docs/simulate.md: the
// page is the rule.
import { readFileSync } from 'node:fs';

export interface Times {
  /** Ascending, as ISO. */
  readonly accesses: readonly string[];
  readonly changes: readonly string[];
}

const dayMs = 86_400_000;
const later = (iso: string | undefined): string | undefined =>
  iso === undefined ? undefined : new Date(Date.parse(iso) + dayMs).toISOString().replace('.000Z', 'Z');

const facts: Readonly<Record<string, (times: Times) => string | undefined>> = {
  'the first hostile access record': ({ accesses }) => accesses[0],
  'the second hostile access record': ({ accesses }) => accesses[1],
  'the tenth hostile access record': ({ accesses }) => accesses[9],
  'the record of the change': ({ changes }) => changes[0],
  'the first hostile access record after the record of the change': ({ accesses, changes }) =>
    accesses.find((at) => changes[0] !== undefined && at >= changes[0]),
  'one day after the record of the change, when the silence shows': ({ changes }) => later(changes[0]),
};

/** The fact by which each scenario counts, as the page has it. */
export function readRules(): ReadonlyMap<string, string> {
  const page = readFileSync('docs/simulate.md', 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \| .* \| ([^|]+) \|$/gm)];
  const rules = new Map<string, string>();
  let last = '';
  for (const [, name = '', fact = ''] of rows) {
    last = fact === 'the same' ? last : fact;
    rules.set(name, last);
  }
  return rules;
}

export function detectableAt(fact: string, times: Times, endAt: string): string | null {
  const rule = facts[fact];
  if (rule === undefined) throw new Error(`docs/simulate.md has a fact that this test does not know: ${fact}`);
  const at = rule(times);
  return at === undefined || at >= endAt ? null : at;
}
