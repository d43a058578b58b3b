// What really happened, before any log is written: tokens issued, messages opened, folders synchronised, commands run.
// Life and intrusions only write here; audit/ decides what the service records of it and export/ what is downloaded.
import type { Application } from './application.js';
import type { Device } from './device.js';
import type { Folder, Mailbox, Message } from './mail.js';
import type { Place } from './network.js';
import type { Person } from './organisation.js';

export type SignInKind = 'interactive' | 'nonInteractive' | 'servicePrincipal';

export interface SignIn {
  readonly kind: SignInKind;
  readonly id: string;
  readonly at: number;
  /** null for a service principal. */
  readonly person: Person | null;
  readonly application: Application;
  readonly resource: Application;
  readonly place: Place;
  readonly device: Device | null;
  readonly sessionId: string | null;
  /** AADSTS code; 0 is success. */
  readonly errorCode: number;
  /** Real exports miss sign-ins without any cause. */
  readonly lost: boolean;
}

/** A token as the mailbox sees it: what its claims say, issued or forged. */
export interface Token {
  readonly id: string;
  readonly issuedAt: number;
  readonly sessionId: string | null;
  /** null where nobody issued it. */
  readonly signIn: SignIn | null;
}

export type Actor = 'owner' | 'delegate' | 'service' | 'application' | 'intruder';

/** Everything but the item that Exchange compares when it decides whether two accesses belong together. */
export interface Context {
  readonly actor: Actor;
  readonly mailbox: Mailbox;
  /** null for an application and the service. */
  readonly user: Person | null;
  readonly address: string;
  readonly clientInfo: string;
  readonly appId: string | null;
  readonly clientAppId: string | null;
  /** The record's own SessionId, which is the Entra session in part only. */
  readonly sessionId: string | null;
  readonly token: Token | null;
  /** Some genuine records carry no ids although a token was used. */
  readonly idsLost: boolean;
}

export interface Access {
  readonly at: number;
  readonly context: Context;
  readonly folder: Folder;
  /** null for a synchronisation: the whole folder. */
  readonly message: Message | null;
}

export interface Cmdlet {
  readonly at: number;
  readonly operation: string;
  /** null for the service itself. */
  readonly person: Person | null;
  readonly address: string | null;
  readonly appId: string;
  readonly objectId: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

export interface Journal {
  readonly signIns: SignIn[];
  readonly accesses: Access[];
  readonly cmdlets: Cmdlet[];
}

export const emptyJournal = (): Journal => ({ signIns: [], accesses: [], cmdlets: [] });
