// A shape is one way in which logs are exported: how a row is written and what stands around the rows. One file, one
// object; the lists are in shapes.ts.
import type { AuditRecord } from '../audit/record.js';
import type { SignIn, SignInKind } from '../journal.js';
import type { Damage } from '../truth-schema.js';
import type { World } from '../world.js';
import type { Sheet } from './sheet.js';

/** What a file is named by. */
export interface FileSpan {
  /** First and last whole day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** From 1, where an export fills several files. */
  readonly part: number;
  /** Stream within the export (`kind` of sign-in, content type), or empty. */
  readonly stream: string;
}

export interface Frame {
  /** As `--shape` and `--sign-ins` spell it. */
  readonly name: string;
  /** Without the number that tells parts apart, and without folder. */
  fileName(span: FileSpan): string;
  /** More rows than this go into the next file. */
  readonly mostRows: number;
  /** Taken in searches that overlap at their seams. */
  readonly overlaps: boolean;
  /** What stands before the first row, in a stream. */
  begin(stream: string): string;
  readonly between: string;
  readonly end: string;
  /** Physical lines before the first row, and of each row; null where rows have no lines of their own. */
  readonly lines: { readonly head: number; readonly row: number } | null;
}

export interface AuditShape extends Frame {
  /** The row repeats the record's id beside AuditData. */
  readonly repeatsId: boolean;
  readonly damages: readonly Damage[];
  /** Rows in the order in which the service hands them out, not by time. */
  readonly byArrival: boolean;
  stream(record: AuditRecord): string;
  /** Where only some records stand in that log. */
  holds?(record: AuditRecord): boolean;
  /** Where that log knows a record by an id of its own; it then is another record than in the other shapes, and has no token. */
  ownId?(record: AuditRecord): string;
  /**
   * Writes a row; `auditData` is the record as JSON, damaged as the case may be, and `number` the row's, from 1. `place` is that
   * among the results of the search, of which some may be missing.
   */
  row(sheet: Sheet, record: AuditRecord, auditData: string, number: number, place: number): void;
}

export interface SignInShape extends Frame {
  readonly kinds: readonly SignInKind[];
  /** Rows that name no session, or do not say whether the sign-in succeeded. */
  readonly withoutSession?: true;
  readonly withoutOutcome?: true;
  row(sheet: Sheet, world: World, signIn: SignIn): void;
}

/** A short CSV field. The long one goes through `Sheet.quoted`. */
export const field = (text: string): string => (/[",\n]/.test(text) ? quoted(text) : text);
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
export const numbered = (part: number): string => (part === 1 ? '' : `_part${part}`);
/** The portal and PowerShell give up beyond 50,000 rows, so people cut their searches smaller. */
export const searchRows = 45_000;
