// What is known of a simulated export because we made it: who intruded where, what each access really was, which
// class a reader should arrive at where the exports decide it, and how many rows of each file say what. Judges of
// Letterlock's results read this; Letterlock itself never does.
import type { AccessClass } from '../record/result.js';
import type { Damage } from './export/file.js';
import type { Actor } from './journal.js';

export interface Truth {
  readonly truth: 1;
  readonly options: {
    readonly seed: number;
    readonly mailboxes: number;
    readonly days: number;
    readonly start: string;
    readonly scenarios: readonly string[];
    readonly throttleAt: number;
  };
  readonly tenant: string;
  readonly intrusions: readonly Intrusion[];
  /** Every MailItemsAccessed record of which the exports hold a whole copy, by time, then id. */
  readonly accesses: readonly AccessTruth[];
  /** Ids of genuine sign-ins that the exports lack without any cause. */
  readonly lostSignIns: readonly string[];
  readonly files: readonly Ledger[];
}

/** All lists sorted; times ISO 8601 UTC. */
export interface Intrusion {
  readonly scenario: string;
  readonly firstAccessAt: string;
  readonly lastAccessAt: string;
  readonly records: readonly string[];
  readonly mailboxes: readonly string[];
  readonly addresses: readonly string[];
  readonly applications: readonly string[];
  readonly tokenIds: readonly string[];
  readonly messages: readonly { readonly mailbox: string; readonly messageId: string }[];
  readonly folders: readonly { readonly mailbox: string; readonly folder: string }[];
  /** What throttling kept out of the log, whoever opened it, and what of it the intruder opened for the first time. */
  readonly throttled: readonly {
    readonly mailbox: string;
    readonly fromAt: string;
    readonly untilAt: string;
    readonly hostileMessages: number;
    readonly otherMessages: number;
  }[];
}

/** Why a class is `null`: the exports alone do not settle it. */
export type Undecided = 'signInLost' | 'idsLost' | 'addressChanged';

export interface AccessTruth {
  readonly id: string;
  readonly mailbox: string;
  readonly actor: Actor;
  readonly class: AccessClass | null;
  readonly tier: 'token' | 'session' | 'context' | null;
  readonly undecided: Undecided | null;
}

export interface Ledger {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Always records + duplicates + rejects. */
  readonly rows: number;
  /** Of copies of one record the one in the file with the smaller SHA-256 is kept. */
  readonly records: number;
  readonly duplicates: number;
  readonly rejects: readonly {
    readonly row: number;
    readonly line: number;
    readonly id: string;
    readonly damage: Damage;
  }[];
}
