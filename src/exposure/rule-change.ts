// One audit record that makes, changes or ends a way out for mail -> where the mail goes. Commands name a mailbox or rule in
// several ways (address, alias, `mailbox\rule`), so that the same thing is known by its last part.
import { cleanTargets } from '../util/recipient.js';
import { type ChangeRow, operationOf, pairsOf, readFields } from './change-record.js';

export interface RuleChange {
  readonly id: string;
  readonly atMs: number;
  /** The same for all changes of one forward or rule. */
  readonly thing: string;
  readonly mailboxes: readonly string[];
  /** Empty: this ends it. */
  readonly to: readonly string[];
  readonly by: string;
  readonly condition: string | null;
}

interface Kind {
  readonly name: string;
  /** Operations in lower case. */
  readonly making: readonly string[];
  readonly ending: readonly string[];
  readonly targets: readonly string[];
  /** Parameters that say whose mail; none given: everybody's, or for a mailbox's own rules its user's. */
  readonly whose: readonly string[];
  readonly conditions: readonly string[];
}

const words = ['From', 'SubjectContainsWords', 'BodyContainsWords', 'SubjectOrBodyContainsWords', 'HasAttachment'];

export const kinds: readonly Kind[] = [
  {
    name: 'forwarding of the mailbox',
    making: ['set-mailbox'],
    ending: [],
    targets: ['ForwardingSmtpAddress', 'ForwardingAddress'],
    whose: ['Identity'],
    conditions: [],
  },
  {
    name: 'inbox rule',
    making: ['new-inboxrule', 'set-inboxrule', 'enable-inboxrule'],
    ending: ['remove-inboxrule', 'disable-inboxrule'],
    targets: ['ForwardTo', 'ForwardAsAttachmentTo', 'RedirectTo'],
    whose: ['Mailbox'],
    conditions: words,
  },
  {
    name: 'rule of a mail client',
    making: ['updateinboxrules'],
    ending: [],
    targets: ['RuleActions'],
    whose: [],
    conditions: ['RuleCondition'],
  },
  {
    name: 'mail flow rule',
    making: ['new-transportrule', 'set-transportrule', 'enable-transportrule'],
    ending: ['remove-transportrule', 'disable-transportrule'],
    targets: ['BlindCopyTo', 'CopyTo', 'RedirectMessageTo', 'AddToRecipients'],
    whose: ['SentTo', 'From'],
    conditions: [...words.slice(1), 'SentToMemberOf', 'FromMemberOf', 'SentToScope', 'FromScope'],
  },
  {
    name: 'journal rule',
    making: ['new-journalrule', 'set-journalrule', 'enable-journalrule'],
    ending: ['remove-journalrule', 'disable-journalrule'],
    targets: ['JournalEmailAddress'],
    whose: ['Recipient'],
    conditions: ['Scope'],
  },
];

/** In place of a mailbox: a rule that looks at everybody's mail. */
export const everyMailbox = 'every mailbox';

const lastPart = (text: string): string => (text.split(/[\\/]/).at(-1) ?? text).trim();
const plain = (text: string): string => lastPart(text).toLowerCase();

function whoseMail(kind: Kind, given: ReadonlyMap<string, string>, user: string | null, owner: unknown): string[] {
  const named = kind.whose.flatMap((name) => cleanTargets([given.get(name) ?? '']).map(plain));
  if (named.length > 0) return named;
  if (typeof owner === 'string' && owner !== '') return [owner.toLowerCase()];
  const own = kind.name === 'inbox rule' || kind.name === 'forwarding of the mailbox';
  return [own && user !== null ? user : everyMailbox];
}

function targetsOf(kind: Kind, operation: string, given: ReadonlyMap<string, string>): string[] | null {
  const ended = kind.ending.includes(operation) || /remove|delete/i.test(given.get('RuleOperation') ?? '');
  if (ended) return [];
  const named = kind.targets.filter((name) => given.has(name));
  // A change of something else, such as a quota.
  if (named.length === 0) return null;
  return cleanTargets(named.map((name) => given.get(name) ?? '')).filter(
    (to) => kind.name !== 'rule of a mail client' || to.includes('@'),
  );
}

const conditionOf = (kind: Kind, given: ReadonlyMap<string, string>): string | null => {
  const set = kind.conditions.flatMap((name) =>
    (given.get(name) ?? '') === '' ? [] : [`${name}: ${given.get(name)}`],
  );
  return set.length === 0 ? null : set.join('; ');
};

/** None where the record does not speak of a way out, or cannot be read. */
export function readChange({ id, tenant, atMs, user }: ChangeRow, raw: string): RuleChange[] {
  const record = readFields(raw);
  if (record === null) return [];
  const operation = operationOf(record);
  const kind = kinds.find(({ making, ending }) => making.includes(operation) || ending.includes(operation));
  if (kind === undefined) return [];
  const given = new Map([...pairsOf(record.Parameters), ...pairsOf(record.OperationProperties)]);
  const to = targetsOf(kind, operation, given);
  if (to === null) return [];
  const mailboxes = whoseMail(kind, given, user, record.MailboxOwnerUPN);
  const name = given.get('RuleName') ?? given.get('Name') ?? lastPart(given.get('Identity') ?? '');
  const whole = kind.name === 'forwarding of the mailbox';
  const ofMailbox = kind.name === 'mail flow rule' || kind.name === 'journal rule' ? [] : mailboxes;
  return [
    {
      id,
      atMs,
      thing: JSON.stringify([tenant, kind.name, ofMailbox, whole ? '' : plain(name)]),
      mailboxes,
      to,
      by: whole || name === '' ? kind.name : `${kind.name} "${name}"`,
      condition: conditionOf(kind, given),
    },
  ];
}
