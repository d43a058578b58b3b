// What a person should know about a file beyond its counts: signs that it is not the whole export.
import type { Note } from '../record/result.js';
import type { Head } from '../source/head.js';
import type { Shape } from '../source/shape.js';
import { count } from '../util/words.js';
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

function unknownText({ container, format, rows }: Head): string {
  if (container === 'empty') return 'the file is empty';
  if (format !== null) return `not read: it is ${format}`;
  if (container === 'binary') return 'the file is not text, so it was not read';
  if (container !== 'csv' && container !== 'text' && rows.length === 0)
    return 'no JSON object could be read in its first 2 MB, so nobody can tell what it is, and it was not read';
  return 'the file is none of the logs that Letterlock knows, so it was not read';
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
  complete: boolean,
  counts: Counts,
  { promised, repeated }: Pick<Searches, 'promised' | 'repeated'>,
): Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: string, message: string): number => warnings.push({ code, message });
  if (!complete) warnings.push(cut);
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
