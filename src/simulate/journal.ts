// What really happened, before any log is written: tokens issued, messages opened, folders synchronised, commands run.
// Life and intrusions only write here, a day at a time; audit/ decides what the service records of it and export/ what
// is downloaded.
import type { Application } from './application.js';
import type { Mailbox } from './mail.js';
import type { Place } from './network.js';
import type { Person } from './organisation.js';
import type { Device } from './program.js';
import { mix, type Random } from './random.js';
import type { Intrusion } from './truth/intrusion.js';
import type { Actor } from './truth-schema.js';

export const signInKinds = ['interactive', 'nonInteractive', 'servicePrincipal', 'managedIdentity'] as const;
export type SignInKind = (typeof signInKinds)[number];

/** An Entra session: made at the interactive sign-in and inherited by everything after it. */
export interface Session {
  readonly id: string;
  readonly since: number;
  /** Of the first successful sign-in of it that is in the exports. */
  exportedAt: number | null;
}

/** A program that signs in as itself. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly credentialId: string;
  /** `none` for a managed identity, which holds no secret of its own. */
  readonly secret: 'clientSecret' | 'certificate' | 'none';
}

export interface SignIn {
  readonly kind: SignInKind;
  readonly id: string;
  readonly at: number;
  /** null for a service principal. */
  readonly person: Person | null;
  readonly principal: Principal | null;
  readonly application: Application;
  readonly resource: Application;
  readonly place: Place;
  readonly device: Device | null;
  readonly session: Session | null;
  /** AADSTS code; 0 is success. */
  readonly errorCode: number;
  /** As the log spells them, where they are not the ordinary ones. */
  readonly authenticationProtocol?: string | undefined;
  readonly originalTransferMethod?: string | undefined;
  readonly tokenIssuerType?: string | undefined;
  readonly tokenIssuerName?: string | undefined;
  /** RequestType of the audit log's copy. */
  readonly requestType?: string | undefined;
  readonly intrusion: Intrusion | null;
  /** Set when the exports are written. */
  outcome: 'exported' | 'before' | 'lost' | 'kindNotExported' | null;
}

/** A token as the mailbox sees it: what its claims say, issued or forged. */
export interface Token {
  readonly id: string;
  readonly issuedAt: number;
  readonly session: Session | null;
  /** null where nobody issued it. */
  readonly signIn: SignIn | null;
  /** Another tenant's, where it is not the mailbox's. */
  readonly tenant?: string;
  readonly userId?: string;
}

/** Everything but the item that Exchange compares when it decides whether two accesses belong together. */
export interface Context {
  readonly actor: Actor;
  readonly mailbox: Mailbox;
  /** null for an application and the service. */
  readonly user: Person | null;
  readonly principal: Principal | null;
  readonly address: string;
  readonly clientInfo: string;
  readonly appId: string | null;
  readonly clientAppId: string | null;
  /** The record's own SessionId, which is the Entra session in part only. */
  readonly sessionId: string | null;
  readonly token: Token | null;
  /** Some genuine records carry no ids although a token was used. */
  readonly idsLost: boolean;
  readonly intrusion: Intrusion | null;
  /** Ids of the records come from here, so that nobody else's change when an intruder comes in. */
  readonly random: Random;
}

export interface Access {
  readonly at: number;
  readonly context: Context;
  /** Place in the mailbox's folders. */
  readonly folder: number;
  /** null for a synchronisation: the whole folder. */
  readonly message: number | null;
  /** Not the message but a file in it. */
  readonly attachment: boolean;
}

/** A record that is written as it stands: a command, a change in the directory. */
export interface Deed {
  readonly at: number;
  readonly recordType: number;
  readonly operation: string;
  readonly workload: string;
  readonly resultStatus: string;
  readonly userType: number;
  readonly userKey: string;
  readonly userId: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly random: Random;
  readonly intrusion: Intrusion | null;
}

export interface Journal {
  readonly signIns: SignIn[];
  /** By number of the mailbox's owner. */
  readonly accesses: Map<number, Access[]>;
  readonly deeds: Deed[];
}

export const emptyJournal = (): Journal => ({ signIns: [], accesses: new Map(), deeds: [] });

export function access(journal: Journal, context: Context, at: number, folder: number, message: number | null): void {
  const { number } = context.mailbox.owner;
  const list = journal.accesses.get(number) ?? [];
  if (list.length === 0) journal.accesses.set(number, list);
  list.push({ at, context, folder, message, attachment: false });
  // People open one attached file in three; programs read the message and no more.
  if (message === null || context.user === null || context.actor === 'service') return;
  if (!context.mailbox.attached(message) || mix(context.mailbox.owner.key + 7, message) % 3 !== 0) return;
  list.push({ at: at + 4000, context, folder, message, attachment: true });
}
