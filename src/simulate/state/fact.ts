// What an administrator finds in an invented tenant at the end of the time: settings, licences, names, and the messages that
// the service carried. It follows from the world and its people; an intruder's changes stand in it as they would.
import { archive, backup, customers, discovery, rolledOut, security } from '../application.js';
import { inventedId, kind } from '../identifier.js';
import { principalOf } from '../life/nightly.js';
import type { Mailbox } from '../mail.js';
import type { Person } from '../organisation.js';
import { mix } from '../random.js';
import type { World } from '../world.js';

export interface MailboxState {
  readonly person: Person;
  readonly guid: string;
  /** Opened mail is recorded by the licence. */
  readonly licensed: boolean;
  readonly bypassed: boolean;
  /** Where its mail is forwarded, or empty. */
  readonly forwardsTo: string;
}

export function mailboxStates(world: World): MailboxState[] {
  return world.org.people.map((person) => ({
    person,
    guid: inventedId(kind.mailbox, person.number, world.org.number),
    licensed: !world.silentFrom.has(person.number),
    bypassed: world.bypassedFrom.has(person.upn),
    forwardsTo: world.diverted.find((it) => it.kind === 'forwarding' && it.mailbox === person.upn)?.to ?? '',
  }));
}

/** What is audited by default, in part; MailItemsAccessed among it. */
export const audited = {
  owner: ['HardDelete', 'MailItemsAccessed', 'MoveToDeletedItems', 'Send', 'SoftDelete', 'Update', 'UpdateInboxRules'],
  delegate: ['Create', 'HardDelete', 'MailItemsAccessed', 'MoveToDeletedItems', 'SendAs', 'SoftDelete', 'Update'],
  admin: ['Create', 'HardDelete', 'MailItemsAccessed', 'MoveToDeletedItems', 'Send', 'SoftDelete', 'Update'],
} as const;

const applications = { backup, archive, customers, discovery, security, rollOut: rolledOut };

/** The service principals of other makers that are at home in the tenant. */
export const applicationsOf = (world: World) =>
  Object.entries(applications)
    .filter(([app]) => world.org.profile.appsUsed.has(app))
    .map(([, application]) => ({ application, objectId: principalOf(world, application).id }));

export interface TracedMessage {
  readonly messageId: string;
  readonly at: number;
  readonly sender: string;
  readonly recipient: string;
  readonly subject: string;
  readonly bytes: number;
}

const about = ['budget', 'travel', 'agenda', 'draft', 'minutes', 'contract', 'visit', 'briefing'];
const what = ['Re: ', 'Fw: ', '', '', ''];
const writers = ['info', 'desk', 'office', 'press', 'secretariat'];

const textOf = (id: string): number => [...id].reduce((sum, letter) => mix(sum, letter.charCodeAt(0)), 7);

/** Subject and sender follow from the message's id, so that a circular has the same in every mailbox. */
function traced(mailbox: Mailbox, number: number): TracedMessage {
  const { internetMessageId, bytes } = mailbox.message(number);
  const drawn = textOf(internetMessageId);
  const domain = internetMessageId.slice(internetMessageId.indexOf('@') + 1, -1);
  const pick = (list: readonly string[], why: number): string => list[mix(drawn, why) % list.length] as string;
  return {
    messageId: internetMessageId,
    at: mailbox.receivedAt(number),
    sender: `${pick(writers, 1)}@${domain}`,
    recipient: mailbox.owner.upn,
    subject: `${pick(what, 2)}${pick(about, 3)} ${(mix(drawn, 4) % 900) + 100}`,
    bytes,
  };
}

/** Every message that came within the time, mailbox by mailbox, newest first. */
export function* messageTrace({ mailboxes, startAt, endAt }: World): Iterable<TracedMessage> {
  for (const mailbox of mailboxes) {
    for (const number of mailbox.newestFirst(endAt - 1)) {
      const message = traced(mailbox, number);
      if (message.at < startAt) break;
      yield message;
    }
  }
}
