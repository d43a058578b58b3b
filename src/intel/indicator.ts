// What somebody published about an intruder, as it is looked for: comparisons that one record must meet together, any group of
// them. Plain data throughout, since a question is remembered by its text.

/** What of a record is compared. */
export type Trait = 'address' | 'asn' | 'application' | 'userAgent' | 'account' | 'domain' | 'url';

export interface Comparison {
  readonly trait: Trait;
  /** `is` and `like` (with % and _) without case; `within` a range of addresses; `matches` a regular expression. */
  readonly how: 'is' | 'within' | 'like' | 'matches';
  /** One of them suffices. */
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** What one record must meet together; at least one comparison is not negated. */
export type Conjunction = readonly Comparison[];

export interface Indicator {
  readonly id: string;
  readonly name: string;
  /** As it was written. */
  readonly pattern: string;
  readonly source: string;
  readonly file: string;
  readonly validFromMs: number | null;
  readonly validUntilMs: number | null;
  /** 0 to 100. */
  readonly confidence: number | null;
  readonly any: readonly Conjunction[];
}

export interface IntelProblem {
  readonly file: string;
  readonly line: number | null;
  readonly id: string | null;
  readonly pattern: string | null;
  /** Stable; listed in docs/people-and-known-things.md. */
  readonly code: 'notUnderstood' | 'partlyUnderstood' | 'revoked' | 'badDate' | 'noValue' | 'unusedColumns';
  readonly message: string;
}

export interface IntelFile {
  readonly name: string;
  readonly sha256: string;
  readonly indicators: number;
  readonly looked: number;
  readonly revoked: number;
  readonly notUnderstood: number;
  readonly duplicates: number;
  /** Objects that are no indicators. */
  readonly others: number;
}

export interface Told {
  readonly files: readonly IntelFile[];
  readonly indicators: readonly Indicator[];
  readonly problems: readonly IntelProblem[];
}

export const nothingPublished: Told = { files: [], indicators: [], problems: [] };

/** Something in a pattern or row that cannot be looked for, in words that follow the indicator's name. */
export class NotUnderstood extends Error {}

/** A value as it was before somebody made it safe to click: 198.51.100[.]7, hxxps://. */
export const refanged = (text: string): string =>
  text
    .trim()
    .replace(/\[(\.|:|@)\]|\((\.|@)\)|\{(\.)\}/g, '$1$2$3')
    .replace(/^hxxp/i, 'http');
