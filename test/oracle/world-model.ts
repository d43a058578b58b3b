// The parts of an invented world: an organisation, its users and clients, what it logs, and what is true about each access.
// Addresses are those set aside for documentation; names are invented.
import type { AccessClass } from '../../src/record/result.js';
import type { Kind } from './record.js';

export type Fields = Record<string, unknown>;
export const hour = 3_600_000;
export const day = 24 * hour;

export const exchange = '00000002-0000-0ff1-ce00-000000000000';
export const graph = '00000003-0000-0000-c000-000000000000';

/** A program that opens mail: its id, the service it goes through, how the mailbox log spells it. */
export type Client = { name: string; appId: string; through: string; info: string };
export const clients = {
  web: {
    name: 'One Outlook Web',
    appId: '9199bf20-a13f-4107-85dc-02114787ef48',
    through: exchange,
    info: 'Client=OWA;Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36;',
  },
  phone: {
    name: 'Outlook Mobile',
    appId: '27922004-5251-4030-b22d-91ecd9a37ea4',
    through: exchange,
    info: 'Client=OutlookService;Outlook-iOS/2.0;',
  },
  desktop: {
    name: 'Microsoft Office',
    appId: 'd3590ed6-52b3-4102-aeff-aad2292ab01c',
    through: exchange,
    info: 'Client=MSExchangeRPC',
  },
  backup: {
    name: 'Nightjar Backup',
    appId: '6f1b2a90-41c7-4d5e-8a3b-9c0d1e2f3a4b',
    through: graph,
    info: 'Client=REST;Client=RESTSystem;;',
  },
} satisfies Record<string, Client>;
export const strangeApp = 'c2a7d3e1-5b60-4f8a-9d21-7e4b6a1f0c35';
export const substrate = '13937bba-652e-4c46-b222-3003f4d1ff97';

export type User = { upn: string; name: string; oid: string; puid: string; home: string; mobile: string };

/** A token that was really issued: its sign-in's id and all that an access made with it must agree with. */
export type Token = {
  signInId: string;
  user: User | null;
  client: Client;
  sessionId: string | null;
  issuedAt: number;
  kind: Kind;
  address: string;
};

export type Scenario = 'forged' | 'copiedUser' | 'copiedApplication' | 'copiedTime' | 'noIds';
/** What made an access, from which the classes it may end in follow. */
export type Origin =
  | { by: 'token'; token: Token }
  | { by: 'session'; token: Token }
  | { by: 'nothing' }
  | { by: 'service' }
  | { by: 'intruder'; scenario: Scenario; copied: Token | null };

export type AccessTruth = { id: string; at: number; mailbox: string; origin: Origin; messageIds: string[] };

export type WorldOptions = {
  seed: number;
  users?: number;
  days?: number;
  /** Share of sign-ins that the export lacks without any cause. */
  missingShare?: number;
  missingKinds?: Kind[];
  /** Only this many users' sign-ins were exported. */
  onlyUsers?: number;
  /** The sign-in export begins this many days late. */
  signInsFromDay?: number;
  intrusions?: Scenario[];
  backup?: boolean;
  /** One record says that the mailbox was throttled. */
  throttled?: boolean;
  /** Mailbox logs of other kinds: logins, rules, system noise, files. */
  otherAudit?: boolean;
};

export type World = {
  options: WorldOptions;
  tenant: string;
  domain: string;
  users: User[];
  fromAt: number;
  toAt: number;
  /** AuditData objects, in order of time */
  audit: Fields[];
  /** Graph beta sign-ins, in order of time */
  signIns: Fields[];
  truth: {
    accesses: Map<string, AccessTruth>;
    /** ids of the intruder's access records */
    hostile: Set<string>;
    hostileMailboxes: Set<string>;
    /** pairs `mailbox message` that the intruder opened */
    hostileMessages: Set<string>;
    /** the classes in which an access may end; one only, where the exports decide it */
    classes: Map<string, AccessClass[]>;
  };
};
