// The invented organisation: a tenant and its people, each with one mailbox. Domains are under RFC 2606's `.example`.
// A person has the four names by which the logs know him: UPN, object id, PUID (`UserKey`) and Windows SID.
import { inventedId, kind } from './identifier.js';
import type { Random } from './random.js';
import { type Entry, roster } from './roster.js';

export interface Person extends Entry {
  /** From 1. */
  readonly number: number;
  readonly upn: string;
  readonly objectId: string;
  readonly puid: string;
  readonly sid: string;
  readonly mailboxGuid: string;
  /** The Exchange server that holds the mailbox. */
  readonly server: string;
}

export interface Organisation {
  readonly tenant: string;
  readonly domain: string;
  /** Hours that the office is ahead of UTC. */
  readonly offset: number;
  readonly people: readonly Person[];
}

const domain = 'northgate.example';

export function organisation(count: number, random: Random): Organisation {
  const people = roster(count, random.fork('roster')).map((entry, i) =>
    person(entry, i + 1, random.fork(`person/${i + 1}`)),
  );
  return { tenant: inventedId(kind.tenant, 1), domain, offset: 2, people };
}

function person(entry: Entry, number: number, random: Random): Person {
  return {
    ...entry,
    number,
    upn: `${entry.name.toLowerCase().replaceAll(' ', '.')}@${domain}`,
    objectId: inventedId(kind.person, number),
    puid: `10032000${random.hex(8).toUpperCase()}`,
    sid: `S-1-5-21-1000001-1000002-1000003-${1100 + number}`,
    mailboxGuid: inventedId(kind.mailbox, number),
    // Real servers write a line break after their version, and readers must survive it.
    server: `NG1P${100 + random.int(1, 40)}MB${1000 + number} (15.20.6387.030)\r\n`,
  };
}
