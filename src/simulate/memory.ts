// A simulation kept in memory instead of on disk: for tests and for worlds small enough.
import type { SimulateOptions } from './option.js';
import { simulate } from './simulate.js';
import type { Watch } from './tenant.js';
import type { AccessTruth, Truth } from './truth-schema.js';

export interface Kept {
  /** By path. */
  readonly files: ReadonlyMap<string, string>;
  readonly truth: Truth;
  readonly accesses: readonly AccessTruth[];
}

export function keep(options: SimulateOptions, watch?: Watch): Kept {
  const pieces = new Map<string, Buffer[]>();
  const accesses: AccessTruth[] = [];
  const open = (path: string) => {
    const list: Buffer[] = [];
    pieces.set(path, list);
    return { write: (bytes: Buffer) => void list.push(Buffer.from(bytes)), close: () => {} };
  };
  const tellAccess = (line: string) => void accesses.push(JSON.parse(line) as AccessTruth);
  const truth = simulate(options, { exports: { open }, tellAccess }, undefined, watch);
  const files = new Map([...pieces].map(([path, list]) => [path, Buffer.concat(list).toString()]));
  return { files, truth, accesses };
}
