// The files of one organisation. A file that holds records of others too keeps nothing but what is its own in it: its name and its hash
// would say something of them. Files that name no organisation (settings, tables of the user's own) cannot be told apart and go.
import type { Input, Reject, Result } from '../../record/result.js';

export interface Files {
  readonly inputs: readonly Input[];
  readonly rejects: readonly Reject[];
  /** The name of a file here, by that in the whole answer. */
  readonly names: ReadonlyMap<string, string>;
}

const key = ({ path, sha256 }: Pick<Input, 'path' | 'sha256'>): string => JSON.stringify([path, sha256]);

export function filesOf({ inputs, rejects, organisations }: Result, tenant: string): Files {
  const own = new Map(
    organisations.find((it) => it.tenant === tenant)?.inputs.map((it) => [key(it), it] as const) ?? [],
  );
  const others = new Set(organisations.flatMap((it) => (it.tenant === tenant ? [] : it.inputs.map(key))));
  const names = new Map<string, string>();
  const kept: Input[] = [];
  let shared = 0;
  for (const input of inputs) {
    const part = own.get(key(input));
    if (part === undefined) continue;
    if (!others.has(key(input))) {
      kept.push(input);
      names.set(input.path, input.path);
      continue;
    }
    shared += 1;
    const path = `file held with other organisations, ${shared}`;
    const { records, firstAt, lastAt } = part;
    names.set(input.path, path);
    kept.push({
      ...{ path, sha256: '', bytes: 0, shape: input.shape, rows: records, records, duplicates: 0, rejects: 0 },
      ...{ firstAt, lastAt, warnings: [] },
    });
  }
  const whole = new Set(kept.filter(({ sha256 }) => sha256 !== '').map(({ path }) => path));
  return { inputs: kept, rejects: rejects.filter(({ path }) => whole.has(path)), names };
}
