// What a detector needs of the data, in one form for all: something that the engine counts for each tenant, how much of it there must
// be, and what its lack means in words. A detector that found nothing because it could not look must not pass for one that looked.
import { type Sql, sql } from '../../query/sql.js';
import { count, thousands } from '../../util/words.js';

/** What is counted over: see relation.ts. */
export type Over = 'access' | 'personDay' | 'signIn' | 'session' | 'person' | 'mailbox' | 'control' | 'hour' | 'change';

export interface Need {
  /** Stands in the result; stable. */
  readonly code: string;
  /** Null for what no log holds: then `have` is a number. */
  readonly over: Over | null;
  /** How much of it a tenant has. */
  readonly have: Sql;
  /** Out of how much. */
  readonly of: Sql;
  /** With less the detector cannot look at all. */
  readonly least: number;
  /** Why it cannot, or why it can look at a part only, to follow "because". */
  words(have: number, of: number): string;
}

/** At least one. */
export type Needs = readonly [Need, ...Need[]];

/** Where so much of what a detector could look at is there, it is taken to have looked at all of it. */
export const wholeShare = 0.95;

export const rows: Sql = sql`count(*)`;
export const rowsWith = (condition: Sql): Sql => sql`count(*) FILTER (WHERE ${condition})`;

interface Share {
  readonly code: string;
  readonly over: Over;
  readonly has: Sql;
  /** Of which rows; all of them by default. */
  readonly among?: Sql;
  readonly least?: number;
  /** Where there is none. */
  readonly none: string;
  /** What is counted, one and many. */
  readonly unit: readonly [one: string, many: string];
  /** What those that count do, one and many: "carries a token id". */
  readonly does: readonly [one: string, many: string];
}

/** Rows that have something, among all of their kind. */
export function share({ code, over, has, among = sql`true`, least = 1, none, unit, does }: Share): Need {
  return {
    code,
    over,
    have: rowsWith(sql`(${among}) AND (${has})`),
    of: rowsWith(among),
    least,
    words(have, of) {
      if (have === 0) return none;
      const few = have < least ? `, and ${thousands(least)} are needed` : '';
      return `only ${thousands(have)} of ${count(of, ...unit)} ${have === 1 ? does[0] : does[1]}${few}`;
    },
  };
}

/** So many of something; there is no whole of which it could be a part. */
export const enough = (need: Omit<Need, 'of'>): Need => ({ ...need, of: need.have });
