// One intruder in one tenant: what is told of him while the exports are written, so that the truth holds what they hold.
import type { AuditRecord } from '../audit/record.js';
import { withZ } from '../clock.js';
import type { SignIn } from '../journal.js';
import type { IntrusionTruth, UnknownReason } from '../truth-schema.js';
import { type RuleName, rules } from './detectable.js';

export interface IntrusionName {
  readonly id: string;
  readonly scenario: string;
  readonly variant: string | null;
  readonly campaign: string;
  readonly tenant: string;
  readonly rule: RuleName;
}

const sorted = (values: Iterable<string>): string[] => [...values].sort();

export class Intrusion {
  readonly name: IntrusionName;
  readonly #sets = Object.fromEntries(
    ['accounts', 'mailboxes', 'addresses', 'applications', 'tokenIds', 'sessionIds', 'records', 'accessRecords'].map(
      (key) => [key, new Set<string>()],
    ),
  ) as Readonly<Record<SetName, Set<string>>>;
  readonly #messages = new Map<string, { mailbox: string; messageId: string }>();
  readonly #folders = new Map<string, { mailbox: string; folder: string }>();
  readonly #diverted = new Map<string, { mailbox: string; to: string }>();
  readonly #unknown: { mailbox: string; fromAt: number; toAt: number; reason: UnknownReason }[] = [];
  readonly #accesses: number[] = [];
  readonly #deeds: number[] = [];
  readonly #firstByMailbox = new Map<string, number>();

  constructor(name: IntrusionName) {
    this.name = name;
  }

  /** Mail of a mailbox goes to an address from now on. */
  tellDiverted(mailbox: string, to: string): void {
    this.#diverted.set(`${mailbox}|${to}`, { mailbox, to });
    this.#sets.mailboxes.add(mailbox);
  }

  /** The log says nothing of a mailbox between two instants. */
  tellUnknown(mailbox: string, fromAt: number, toAt: number, reason: UnknownReason): void {
    this.#unknown.push({ mailbox, fromAt, toAt, reason });
    this.#sets.mailboxes.add(mailbox);
  }

  addSignIn(signIn: SignIn): void {
    this.#sets.records.add(signIn.id);
    this.#sets.addresses.add(signIn.place.address);
    if (signIn.errorCode !== 0) return;
    if (signIn.person) this.#sets.accounts.add(signIn.person.upn);
    if (signIn.session) this.#sets.sessionIds.add(signIn.session.id);
    this.#sets.applications.add(signIn.application.id);
  }

  /** A record of the audit log, under the id by which a reader knows it; `folderOf` names a synchronised folder. */
  addRecord(record: AuditRecord, id: string, folderOf: () => string): void {
    this.#sets.records.add(id);
    if (record.access) this.#addAccess(record, id, folderOf);
    else if (record.recordType !== 15) {
      this.#deeds.push(record.at);
      if (record.userId.includes('@')) this.#sets.accounts.add(record.userId);
    }
  }

  #addAccess({ access, at, userId }: AuditRecord, id: string, folderOf: () => string): void {
    if (!access) return;
    const { context, folders, sync, attachment } = access;
    const mailbox = context.mailbox.owner.upn;
    const { token } = context;
    this.#accesses.push(at);
    if (!this.#firstByMailbox.has(mailbox)) this.#firstByMailbox.set(mailbox, at);
    this.#sets.accessRecords.add(id);
    this.#sets.mailboxes.add(mailbox);
    this.#sets.addresses.add(context.address);
    if (context.user) this.#sets.accounts.add(userId);
    const application = context.clientAppId ?? context.token?.signIn?.application.id ?? context.appId;
    if (application) this.#sets.applications.add(application);
    if (token && !context.idsLost) {
      this.#sets.tokenIds.add(token.id);
      if (token.session) this.#sets.sessionIds.add(token.session.id);
    }
    if (sync) {
      const folder = folderOf();
      this.#folders.set(`${mailbox}|${folder}`, { mailbox, folder });
    }
    // A file is named by its store id alone; the message that holds it was opened by another access.
    if (attachment) return;
    for (const message of folders.flatMap(({ messages }) => messages)) {
      const messageId = context.mailbox.message(message).internetMessageId;
      this.#messages.set(`${mailbox}|${messageId}`, { mailbox, messageId });
    }
  }

  truth(endAt: number): IntrusionTruth {
    const { rule: ruleName, ...name } = this.name;
    const ascending = (times: readonly number[]) => times.toSorted((a, b) => a - b);
    const accesses = ascending(this.#accesses);
    const mailboxes = ascending([...this.#firstByMailbox.values()]);
    const rule = rules[ruleName];
    const detectableAt = rule.at({ accesses, deeds: ascending(this.#deeds), mailboxes });
    const [first, last] = [accesses[0], accesses.at(-1)];
    const sets = Object.fromEntries(setNames.map((key) => [key, sorted(this.#sets[key])])) as Record<SetName, string[]>;
    return {
      ...name,
      ...sets,
      messages: byKey(this.#messages),
      folders: byKey(this.#folders),
      unknown: this.#unknownTruth(endAt),
      diverted: byKey(this.#diverted),
      firstAccessAt: first === undefined ? null : withZ(first),
      lastAccessAt: last === undefined ? null : withZ(last),
      detectableAt: detectableAt === undefined || detectableAt >= endAt ? null : withZ(detectableAt),
      detectableBy: rule.fact,
    };
  }

  #unknownTruth(endAt: number): IntrusionTruth['unknown'] {
    const spans = this.#unknown.toSorted((a, b) => a.fromAt - b.fromAt || (a.mailbox < b.mailbox ? -1 : 1));
    return spans.map(({ mailbox, fromAt, toAt, reason }) => {
      return { mailbox, fromAt: withZ(fromAt), toAt: withZ(Math.min(toAt, endAt)), reason };
    });
  }
}

type SetName = (typeof setNames)[number];
const setNames = [
  ...(['accounts', 'mailboxes', 'addresses', 'applications'] as const),
  ...(['tokenIds', 'sessionIds', 'records', 'accessRecords'] as const),
] as const;

const byKey = <T>(found: ReadonlyMap<string, T>): T[] =>
  [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
