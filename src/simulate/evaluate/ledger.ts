// Is every file accounted for to the row? Rows, records, copies and rejects must be those of the truth, and the rejects must be
// the very rows that were damaged.
import type { Input, Result } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { byText } from '../../util/order.js';
import type { FileTruth } from '../truth-schema.js';
import { compareSets } from './compare.js';

export interface FileCheck {
  readonly path: string;
  readonly exact: boolean;
  /** What is not as it should be, one sentence each; empty where exact. */
  readonly differences: readonly string[];
}

export interface LedgerCheck {
  readonly files: readonly FileCheck[];
  readonly exact: number;
  /** Files in the result of which the truth knows nothing. */
  readonly surplus: readonly string[];
}

const fields = ['bytes', 'rows', 'records', 'duplicates'] as const;

/** A result names a file relative to its argument, so a path may lack its first folders, or have some more. */
const samePath = (a: string, b: string): boolean => a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);

function inputFor(file: FileTruth, inputs: readonly Input[]): Input | undefined {
  const named = inputs.filter((input) => samePath(input.path, file.path));
  return (
    named.find((input) => input.sha256 === file.sha256) ?? named[0] ?? inputs.find((i) => i.sha256 === file.sha256)
  );
}

function differences(file: FileTruth, input: Input, rejects: Result['rejects']): string[] {
  const found: string[] = [];
  if (input.sha256 !== file.sha256) found.push('its hash is another: these are not the same bytes');
  for (const field of fields) {
    if (input[field] !== file[field]) found.push(`${field}: ${input[field]} instead of ${file[field]}`);
  }
  if (input.rejects !== file.rejects.length) found.push(`rejects: ${input.rejects} instead of ${file.rejects.length}`);
  const rows = compareSets(
    file.rejects.map((reject) => `row ${reject.row ?? '?'}, line ${reject.line ?? '?'}`),
    rejects.map((reject) => `row ${reject.row ?? '?'}, line ${reject.line ?? '?'}`),
  );
  if (rows.missing > 0) found.push(`damaged rows not rejected there: ${rows.missed.slice(0, 5).join('; ')}`);
  if (rows.extra > 0) found.push(`rejected though whole: ${rows.surplus.slice(0, 5).join('; ')}`);
  return found;
}

export function checkLedger(files: readonly FileTruth[], result: Pick<Result, 'inputs' | 'rejects'>): LedgerCheck {
  const rejects = groupBy(result.rejects, (reject) => reject.path);
  const used = new Set<Input>();
  const checks = files.map((file): FileCheck => {
    const input = inputFor(file, result.inputs);
    if (input === undefined) return { path: file.path, exact: false, differences: ['the result does not have it'] };
    used.add(input);
    const list = differences(file, input, rejects.get(input.path) ?? []);
    return { path: file.path, exact: list.length === 0, differences: list };
  });
  return {
    files: checks,
    exact: checks.filter((check) => check.exact).length,
    surplus: result.inputs.flatMap((input) => (used.has(input) ? [] : [input.path])).sort(byText),
  };
}
