// What happens to files between an export and us: some changes leave the container whole, so that the number of rows is known
// for certain; the others damage it, and only promises about nothing lost and no crash remain.
import { gzipSync } from 'node:zlib';
import type { Random } from '../oracle/random.js';
import { zip } from '../store/zip.js';
import type { Source } from './sources.js';

export interface Mutant {
  readonly name: string;
  readonly bytes: Buffer;
  /** What is in the archive where it is one, else the bytes: by its hash it stands in the ledger. */
  readonly content: Buffer;
  /** Rows that there are for certain; null where the damage may reach over rows. */
  readonly rows: number | null;
  /** What was done, for the report. */
  readonly done: string;
}

type Change = (mutant: Mutant, source: Source, random: Random) => Mutant;

const named = (mutant: Mutant, what: string, more: Partial<Mutant>): Mutant => ({
  ...mutant,
  ...more,
  done: `${mutant.done} ${what}`,
});

/** Header lines of a CSV, and the lines after them. */
function linesOf(source: Source, text: string): { head: string[]; rows: string[] } {
  const lines = text.replace(/\n$/, '').split('\n');
  const head = source.form === 'csv' ? (lines[0]?.startsWith('#TYPE') ? 2 : 1) : 0;
  return { head: lines.slice(0, head), rows: lines.slice(head) };
}

const byLines =
  (change: (rows: string[], random: Random) => string[]): Change =>
  (mutant, source, random) => {
    if (source.form === 'json' || mutant.rows === null) return mutant;
    const { head, rows } = linesOf(source, mutant.bytes.toString());
    // Splunk's tables have cells of several lines: there a line is no row.
    if (rows.length !== source.rows) return mutant;
    const changed = change(rows, random);
    const bytes = Buffer.from([...head, ...changed].join('\n'));
    return named(mutant, 'rows', { bytes, rows: changed.filter((row) => row !== '').length });
  };

const intact: readonly Change[] = [
  (m) => named(m, 'rename', { name: `${m.name}.txt` }),
  (m) => named(m, 'gzip', { bytes: gzipSync(m.bytes), name: `${m.name}.gz` }),
  (m) => named(m, 'mark', { bytes: Buffer.concat([Buffer.from('\ufeff'), m.bytes]) }),
  (m) => named(m, 'utf16', { bytes: Buffer.from(`\ufeff${m.bytes.toString()}`, 'utf16le') }),
  (m) => named(m, 'crlf', { bytes: Buffer.from(m.bytes.toString().replaceAll('\n', '\r\n')) }),
  byLines((rows, random) => random.shuffle(rows)),
  byLines((rows, random) => [...rows, ...random.sample(rows, random.int(1, rows.length))]),
  byLines((rows, random) => random.sample(rows, random.int(1, rows.length))),
  byLines((rows) => rows.flatMap((row) => [row, ''])),
  byLines((rows) => [...rows, ...rows]),
  // As an appending tool writes arrays, one after another. Pages and CSV do not come so.
  (m, source) =>
    source.form === 'json' && m.rows !== null
      ? named(m, 'appended', { bytes: Buffer.concat([m.bytes, Buffer.from('\n\n'), m.bytes]), rows: m.rows * 2 })
      : m,
];

const at = (m: Mutant, random: Random): number => random.int(0, Math.max(0, m.bytes.length - 1));
const inserted = (m: Mutant, random: Random, what: string | Buffer): Buffer => {
  const place = at(m, random);
  return Buffer.concat([m.bytes.subarray(0, place), Buffer.from(what as string), m.bytes.subarray(place)]);
};

const damaging: readonly Change[] = [
  (m, _, random) => named(m, 'cut', { bytes: m.bytes.subarray(0, at(m, random)), rows: null }),
  (m, _, random) => named(m, 'beheaded', { bytes: m.bytes.subarray(at(m, random)), rows: null }),
  (m, _, random) => {
    const bytes = Buffer.from(m.bytes);
    for (let n = random.int(1, 12); n > 0 && bytes.length > 0; n--) {
      const place = random.int(0, bytes.length - 1);
      bytes[place] = (bytes[place] as number) ^ (1 << random.int(0, 7));
    }
    return named(m, 'flipped', { bytes, rows: null });
  },
  (m, _, random) => {
    const from = at(m, random);
    const piece = m.bytes.subarray(from, from + random.int(1, 3000));
    return named(m, 'spliced', { bytes: inserted(m, random, piece), rows: null });
  },
  (m, _, random) => {
    const from = at(m, random);
    return named(m, 'hole', {
      bytes: Buffer.concat([m.bytes.subarray(0, from), m.bytes.subarray(from + random.int(1, 4000))]),
      rows: null,
    });
  },
  ...[
    '"',
    '""',
    '\n',
    '\r',
    '\0',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    '\\ud800',
    '\x01',
    '\u2028',
    '\u202e',
    '[[[[{"value":[',
  ].map(
    (what): Change =>
      (m, _, random) =>
        named(m, JSON.stringify(what), { bytes: inserted(m, random, what), rows: null }),
  ),
  (m, _, random) =>
    named(m, 'bytes', { bytes: inserted(m, random, Buffer.from([0xff, 0xc3, 0xed, 0xa0, 0x80])), rows: null }),
  (m) => named(m, 'dates', { bytes: Buffer.from(m.bytes.toString().replaceAll(/202[0-9]-/g, '0001-')), rows: m.rows }),
];

/** An archive around it, as the last step. */
const packed = (m: Mutant, random: Random): Mutant =>
  random.chance(0.1)
    ? named(m, 'zip', { name: `${m.name}.zip`, content: m.bytes, bytes: zip([{ name: 'a/member', content: m.bytes }]) })
    : { ...m, content: m.bytes };

/** One or more changes to a file. Same seed, same mutant. */
export function mutate(source: Source, random: Random, number: number): Mutant {
  const { bytes, rows } = source;
  let mutant: Mutant = { name: `${number}-${source.name}`, bytes, content: bytes, rows, done: source.shape };
  if (random.chance(0.5)) mutant = random.pick(intact.slice(5))(mutant, source, random);
  if (random.chance(0.7))
    for (let n = random.int(1, 3); n > 0; n--) mutant = random.pick(damaging)(mutant, source, random);
  // A re-coding of damaged bytes would mend them, so only whole files are re-coded.
  if (random.chance(0.4))
    mutant = random.pick(mutant.rows === null ? intact.slice(0, 2) : intact.slice(0, 5))(mutant, source, random);
  return packed(mutant, random);
}
