// A file of the export, with what is known of each of its rows; the ledger of the truth is counted from these.

/** Why a row can no longer be read: AuditData ends in the middle, or is not there at all. */
export type Damage = 'auditDataCut' | 'auditDataEmpty';

export interface Row {
  readonly id: string;
  readonly damage: Damage | null;
}

export interface ExportFile {
  readonly path: string;
  /** Two records may share an id only across kinds: a sign-in and its UserLoggedIn. */
  readonly kind: 'audit' | 'signIn';
  readonly rows: readonly Row[];
  /** Can be walked more than once, and gives the same text each time. */
  readonly chunks: Iterable<string>;
}

/** A text made anew on every walk, so that it need not be kept. */
export const chunksOf = (make: () => Iterable<string>): Iterable<string> => ({
  [Symbol.iterator]: () => make()[Symbol.iterator](),
});
