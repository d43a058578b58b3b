// What a person should know about a file beyond its counts: signs that it is not the whole export.
import type { Note } from '../record/result.js';
import type { Head } from '../source/head.js';
import type { Reading } from '../source/reading.js';
import type { Shape } from '../source/shape.js';
import { count, some } from '../util/words.js';
import { plateaus, type Searches } from './search.js';

export type Warning = Note;

export interface Counts {
  readonly rows: number;
  readonly rejects: number;
  /** Records whose id was made from their content. */
  readonly derived: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

const noCounts: Counts = { rows: 0, rejects: 0, derived: 0, firstMs: null, lastMs: null };

const cut: Note = {
  code: 'notReadToEnd',
  message: 'the file is cut or damaged, or unpacks to more than logs ever do; it could not be read to its end',
};

const shownNames = 6;
const longestName = 60;

/** What a person needs to see why: names that a portal translated, or that another tool chose. */
function namesOf({ header, rows }: Head): string {
  const names = header.length > 0 ? header : Object.keys(rows[0] ?? {});
  // A letter is no table, whatever commas it has.
  const isName = (name: string): boolean => name !== '' && name.length <= longestName && !/["{}]/.test(name);
  if (names.length < 3 || !names.every(isName)) return '';
  return `; it has ${header.length > 0 ? 'the columns' : 'the keys'} ${some(names, shownNames)}`;
}

function unknownText(head: Head): string {
  const { container, format, rows } = head;
  if (container === 'empty') return 'the file is empty';
  if (format !== null) return `not read: it is ${format}`;
  if (container === 'binary') return 'the file is not text, so it was not read';
  if (container !== 'csv' && container !== 'text' && rows.length === 0)
    return 'no JSON object could be read in its first 2 MB, so nobody can tell what it is, and it was not read';
  return `the file is none of the logs that Letterlock knows, so it was not read${namesOf(head)}`;
}

/** The ledger's entry of a file that no source knows: named, never skipped silently. */
export function unknownFile(head: Head, damaged = false) {
  const known = head.container === 'empty' || head.container === 'binary';
  return {
    shape: known ? head.container : 'unknown',
    log: null,
    counts: noCounts,
    complete: !damaged,
    promised: 0,
    warnings: [{ code: 'notRecognised', message: unknownText(head) }, ...(damaged ? [cut] : [])],
  };
}

/** The ledger's entry of a file that is known and of which nothing is needed. */
export const spareFile = (shape: Shape, reason: string) => ({
  shape: shape.name,
  log: null,
  counts: noCounts,
  complete: true,
  promised: 0,
  warnings: [{ code: 'notNeeded', message: `the file was recognised and left unread: ${reason}` }],
});

export function rowWarnings(
  shape: Shape,
  { complete, odd }: Pick<Reading, 'complete' | 'odd'>,
  counts: Counts,
  { promised, repeated }: Pick<Searches, 'promised' | 'repeated'>,
): Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: string, message: string): number => warnings.push({ code, message });
  if (!complete) warnings.push(cut);
  if (odd > 0)
    warn(
      'notUtf8',
      `${count(odd, 'byte is', 'bytes are')} no UTF-8 and ${odd === 1 ? 'was' : 'were'} read as Windows-1252, in which spreadsheets save plain CSV; names with accents may be wrong`,
    );
  if (counts.derived > 0) {
    warn(
      'derivedIds',
      `${count(counts.derived, 'record has', 'records have')} no id of ${counts.derived === 1 ? 'its' : 'their'} own; it was made from the content`,
    );
  }
  if (promised > counts.rows - repeated) {
    const same = repeated === 0 ? '' : `, of which ${count(repeated, 'repeats', 'repeat')} another`;
    warn(
      'probablyTruncated',
      `the export says that there are ${count(promised, 'result')}, but this file holds ${count(counts.rows, 'row')}${same}`,
    );
  } else if (shape.log === 'audit' && plateaus.includes(counts.rows)) {
    warn(
      'probablyTruncated',
      `the file holds exactly ${count(counts.rows, 'row')}, which is a limit of the tools that make it`,
    );
  }
  return warnings;
}
