// Ranges with what they say, as a relation that addresses are looked up in by one ordered join (ASOF): a thousand ranges or a
// hundred thousand addresses make no difference to its shape.
import type { Database } from '../../query/database.js';
import { wideNumber } from '../../query/operation.js';
import { join, name, type Sql, sql } from '../../query/sql.js';
import type { Range } from '../../record/address.js';
import { stretchesOf } from '../../record/stretch.js';

export interface About {
  readonly asn: number | null;
  readonly organisation: string | null;
  readonly country: string | null;
  readonly kind: string | null;
  /** Microsoft's own mail service: an address that says nothing of the reader. */
  readonly microsoft: boolean;
}

export interface NamedRange extends Range {
  readonly about: About;
}

/** Nobody speaks here: ends the stretch before. */
const silence: About = { asn: null, organisation: null, country: null, kind: null, microsoft: false };

/** What ends with the last of all addresses has no number after it. */
const beyond = 1n << 128n;

function rowsOf(ranges: readonly NamedRange[], family: 4 | 6): Sql[] {
  const own = ranges.filter((range) => range.family === family);
  const stretches = stretchesOf(own.map(({ first, last, about }) => ({ first, last, value: about })));
  return stretches.flatMap(({ first, value }) => {
    if (first === beyond) return [];
    const { asn, organisation, country, kind, microsoft } = value ?? silence;
    const number = wideNumber(sql`${String(first)}`);
    return [sql`(${family}, ${number}, ${asn}, ${organisation}, ${country}, ${kind}, ${microsoft})`];
  });
}

/** Makes the table `called`. Of overlapping ranges the narrowest speaks, of equal ones the first. */
export async function makeStretches(database: Database, called: string, ranges: readonly NamedRange[]): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE ${name(called)} (family INTEGER, first UHUGEINT, asn BIGINT,
    organisation VARCHAR, country VARCHAR, kind VARCHAR, microsoft BOOLEAN)`);
  const rows = [...rowsOf(ranges, 4), ...rowsOf(ranges, 6)];
  for (let at = 0; at < rows.length; at += 1000) {
    await database.run(sql`INSERT INTO ${name(called)} VALUES ${join(rows.slice(at, at + 1000))}`);
  }
}
