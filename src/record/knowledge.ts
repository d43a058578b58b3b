// What the field knows, read from the dated tables in knowledge/. Facts only: what follows from them is decided elsewhere.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { parseRange, type Range } from './address.js';

export type ApplicationRole = 'mailClient' | 'service' | 'resource' | 'tool' | 'product' | 'admin';

export interface Knowledge {
  readonly applications: ReadonlyMap<string, { readonly name: string; readonly role: ApplicationRole }>;
  /** Resources by which mail cannot be read. */
  readonly otherResources: readonly string[];
  readonly microsoftNetworks: readonly Range[];
  /** By the first word of a client's description of itself. */
  readonly clients: ReadonlyMap<string, string>;
  readonly tables: readonly { readonly name: string; readonly date: string; readonly source: string }[];
}

type Row = Record<string, string>;

function readTable(name: string): Row[] {
  const path = fileURLToPath(new URL(`../../knowledge/${name}.csv`, import.meta.url));
  return parse(readFileSync(path), { columns: true, bom: true }) as Row[];
}

function describe(name: string, rows: readonly Row[]) {
  const dates = rows.map((row) => row.date ?? '').sort();
  const sources = [...new Set(rows.map((row) => row.source ?? ''))].sort();
  return { name, date: dates.at(-1) ?? '', source: sources.join('; ') };
}

/** Reads the tables that ship with the package. */
export function readKnowledge(): Knowledge {
  const tables = Object.fromEntries(
    ['applications', 'clients', 'microsoft-networks', 'resources'].map((name) => [name, readTable(name)]),
  ) as Record<string, Row[]>;
  const rows = (name: string): Row[] => tables[name] ?? [];
  return {
    applications: new Map(
      rows('applications').map((row) => [row.id ?? '', { name: row.name ?? '', role: row.role as ApplicationRole }]),
    ),
    otherResources: rows('resources')
      .filter((row) => row.readsMail === 'no')
      .map((row) => row.id ?? ''),
    microsoftNetworks: rows('microsoft-networks').flatMap((row) => parseRange(row.range ?? '') ?? []),
    clients: new Map(rows('clients').map((row) => [row.protocol ?? '', row.name ?? ''])),
    tables: Object.entries(tables).map(([name, list]) => describe(name, list)),
  };
}
