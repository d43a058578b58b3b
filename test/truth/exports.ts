// The exports of a simulated world, read by the oracle: what its truth is held against. Nothing of the product reads here, and
// nothing of what wrote the files.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kept } from '../../src/simulate/memory.js';
import { isObject } from '../oracle/json.js';
import { type OracleFile, readAll } from '../oracle/read.js';
import type { OracleRecord } from '../oracle/record.js';

export type Fields = Record<string, unknown>;
export type AuditRecord = OracleRecord & { readonly fields: Fields };

export interface Exports {
  /** By path, as the truth names them. */
  readonly files: ReadonlyMap<string, OracleFile>;
  /** By id. */
  readonly audit: ReadonlyMap<string, AuditRecord>;
  readonly signIns: ReadonlyMap<string, OracleRecord>;
}

// The oracle reads flat folders; the names of files tell kinds of sign-in.
const flat = (path: string): string => path.replaceAll('/', '~');

export function readExports({ files }: Kept): Exports {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-truth-'));
  try {
    mkdirSync(folder, { recursive: true });
    const logs = [...files].filter(([path]) => !path.endsWith('networks.csv'));
    for (const [path, text] of logs) writeFileSync(join(folder, flat(path)), text);
    const oracle = readAll([folder]);
    const fieldsOf = (record: OracleRecord): Fields => JSON.parse(record.content) as Fields;
    const audit = oracle.records
      .filter(({ log }) => log === 'audit')
      .map((record) => ({ ...record, fields: fieldsOf(record) }));
    const signIns = oracle.records.filter(({ log }) => log === 'signIn');
    return {
      files: new Map(oracle.files.map((file) => [file.name.replaceAll('~', '/'), file])),
      audit: new Map(audit.map((record) => [record.id ?? '', record])),
      signIns: new Map(signIns.map((record) => [record.id ?? '', record])),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isObject) : []);
export const objectOf = (value: unknown): Fields => (isObject(value) ? value : {});
/** What a list of {Name, Value} gives for a name. */
export const given = (list: unknown, name: string): string | undefined => {
  const value = listOf(list).find(({ Name }) => Name === name)?.Value;
  return typeof value === 'string' ? value : undefined;
};
