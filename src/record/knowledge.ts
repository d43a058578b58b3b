// What the field knows, read from the dated tables in knowledge/. Facts only: what follows from them is decided elsewhere.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { parseRange, type Range } from './address.js';

export type ApplicationRole = 'mailClient' | 'service' | 'resource' | 'tool' | 'product' | 'admin';

/** Whether opening mail is ordinary for an application; `unknown` where nobody has established it. */
export type OpensMail = 'yes' | 'no' | 'unknown';

/** What an application is called and for what it is known; who names it decides nothing about what it did. */
export interface ApplicationName {
  readonly name: string | null;
  readonly publisher: string | null;
  readonly opensMail: OpensMail | null;
}

export interface Application extends ApplicationName {
  readonly name: string;
  readonly role: ApplicationRole;
}

/** A range that is not anybody's network on the Internet. */
export interface SpecialNetwork extends Range {
  readonly kind: string;
}

/** The shipped tables of who runs an address and where it is: zstd Parquet that the engine reads. Paths of files. */
export interface NetworkTables {
  /** `first`, `asn`, `country`: from that address on, up to the next row. */
  readonly ipv4: string;
  /** The same; `high` and `low` are the halves of `first`. */
  readonly ipv6: string;
  /** `asn`, `organisation`. */
  readonly organisations: string;
}

export interface Table {
  readonly name: string;
  readonly date: string;
  readonly source: string;
}

export interface Knowledge {
  /** The shipped table: what follows from an application's role rests on this alone. */
  readonly applications: ReadonlyMap<string, Application>;
  /** For people to read: the shipped names, and before them those of the user's own table. */
  readonly applicationNames: ReadonlyMap<string, ApplicationName>;
  /** Resources by which mail cannot be read. */
  readonly otherResources: readonly string[];
  readonly microsoftNetworks: readonly Range[];
  readonly specialNetworks: readonly SpecialNetwork[];
  /** What kind of network an autonomous system is, by its number. */
  readonly networkKinds: ReadonlyMap<number, string>;
  readonly networkTables: NetworkTables;
  /** By the first word of a client's description of itself. */
  readonly clients: ReadonlyMap<string, string>;
  readonly tables: readonly Table[];
}

type Row = Record<string, string>;

const pathOf = (file: string): string => fileURLToPath(new URL(`../../knowledge/${file}`, import.meta.url));

const readTable = (name: string): Row[] =>
  parse(readFileSync(pathOf(`${name}.csv`)), { columns: true, bom: true }) as Row[];

function describe(name: string, rows: readonly Row[]): Table {
  const dates = rows.map((row) => row.date ?? '').sort();
  const sources = [...new Set(rows.map((row) => row.source ?? ''))].sort();
  return { name, date: dates.at(-1) ?? '', source: sources.join('; ') };
}

const names = ['applications', 'clients', 'microsoft-networks', 'network-kinds', 'resources', 'special-networks'];

const applicationOf = (row: Row): [string, Application] => [
  row.id ?? '',
  {
    name: row.name ?? '',
    publisher: row.publisher ?? '',
    role: row.role as ApplicationRole,
    opensMail: row.opensMail as OpensMail,
  },
];

const specialNetwork = (row: Row): SpecialNetwork[] => {
  const range = parseRange(row.range ?? '');
  return range === null ? [] : [{ ...range, kind: row.kind ?? '' }];
};

/** Where the tables of networks come from, as their generator wrote it. */
function networkSources(): Table[] {
  const manifest = JSON.parse(readFileSync(pathOf('networks/manifest.json'), 'utf8')) as { tables: Table[] };
  return manifest.tables;
}

let shipped: Knowledge | undefined;

/** The tables that ship with the package; read once, since they do not change while the program runs. */
export function readKnowledge(): Knowledge {
  shipped ??= readTables();
  return shipped;
}

function readTables(): Knowledge {
  const tables = new Map(names.map((name) => [name, readTable(name)]));
  const rows = (name: string): Row[] => tables.get(name) ?? [];
  const applications = new Map(rows('applications').map(applicationOf));
  return {
    applications,
    applicationNames: applications,
    otherResources: rows('resources')
      .filter((row) => row.readsMail === 'no')
      .map((row) => row.id ?? ''),
    microsoftNetworks: rows('microsoft-networks').flatMap((row) => parseRange(row.range ?? '') ?? []),
    specialNetworks: rows('special-networks').flatMap(specialNetwork),
    networkKinds: new Map(rows('network-kinds').map((row) => [Number(row.asn), row.kind ?? ''])),
    networkTables: {
      ipv4: pathOf('networks/ipv4.parquet'),
      ipv6: pathOf('networks/ipv6.parquet'),
      organisations: pathOf('networks/organisations.parquet'),
    },
    clients: new Map(rows('clients').map((row) => [row.protocol ?? '', row.name ?? ''])),
    tables: [...[...tables].map(([name, list]) => describe(name, list)), ...networkSources()],
  };
}
