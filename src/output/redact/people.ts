// Who is named in a result: everybody of whom it says so, and whatever looks like an address of mail anywhere in it.
import type { Result } from '../../record/result.js';
import { domainOf, formsOf } from './name-form.js';
import { Pseudonyms } from './pseudonym.js';
import { textsOf } from './walk.js';

const mailAddress = /[\p{L}\p{N}._%+'#-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Names that stand for one person each, in the order in which they are met: of the cases first. */
function named(result: Result): string[][] {
  const {
    people,
    watched,
    cases,
    sessions,
    findings,
    coverage,
    reconciliation,
    campaigns,
    rejects,
    allowed,
    verdicts,
  } = result;
  const one = (texts: readonly (string | null | undefined)[]): string[][] =>
    texts.flatMap((text) => (text == null ? [] : [[text]]));
  return [
    ...people.map(({ user, name, objectId, otherNames }) => [
      user,
      ...otherNames,
      ...(name === null ? [] : [name]),
      ...(objectId === null ? [] : [objectId]),
    ]),
    ...watched.map(({ given, name, users }) => [...users, given, ...(name === null ? [] : [name])]),
    ...one(cases.flatMap((each) => [...each.mailboxes, ...each.users, ...each.watched, each.judgement?.by])),
    ...one(
      cases.flatMap(({ exposure }) =>
        [...exposure.named.items, ...exposure.folders, ...exposure.unknown, ...exposure.diverted].map(
          ({ mailbox }) => mailbox,
        ),
      ),
    ),
    ...one(cases.flatMap(({ exposure }) => exposure.diverted.flatMap(({ to }) => to))),
    ...one(sessions.flatMap(({ mailbox, user }) => [mailbox, user])),
    ...one(findings.flatMap(({ users, targets, mailboxes }) => [...users, ...targets, ...mailboxes])),
    ...one([...coverage.mailboxes, ...coverage.silent, ...reconciliation.byMailbox].map(({ mailbox }) => mailbox)),
    ...one(coverage.signIns.flatMap(({ filteredTo }) => filteredTo?.users ?? [])),
    ...one(
      campaigns.flatMap(({ accounts, mailboxes }) => [
        ...accounts.map(({ user }) => user),
        ...mailboxes.map(({ mailbox }) => mailbox),
      ]),
    ),
    ...one(rejects.map(({ salvaged }) => salvaged.user)),
    ...one(allowed.flatMap(({ kind, value, mailbox }) => [kind === 'delegate' ? value : null, mailbox])),
    ...one(verdicts.map(({ by }) => by)),
  ].map((texts) => texts.filter((text) => text.trim() !== ''));
}

/** Names of people and mailboxes, in small letters. */
export const namesIn = (result: Result): string[] =>
  named(result).flatMap((texts) => texts.map((text) => text.trim().toLowerCase()));

export interface People {
  readonly users: Pseudonyms;
  /** Texts to replace, the surest first. */
  readonly forms: readonly (readonly [text: string, by: string])[];
}

/** `messageIds` look like addresses of people and are none. */
export function peopleOf(result: Result, messageIds: ReadonlySet<string>, domains: Pseudonyms): People {
  const users = new Pseudonyms('user');
  for (const texts of named(result)) if (texts.length > 0) users.ofAll(texts);
  for (const { text } of textsOf(result)) {
    if (!text.includes('@') || messageIds.has(text)) continue;
    const bare = text.replace(/<[^<>\s]+>/g, (each) => (messageIds.has(each) ? ' ' : each));
    for (const [found] of bare.matchAll(mailAddress)) users.of(found);
  }
  const names = new Pseudonyms('name');
  const words = new Map<string, Set<string>>();
  const whole: [string, string][] = [];
  for (const [text, by] of users.entries()) {
    const forms = formsOf(text);
    for (const form of forms.whole) whole.push([form, by]);
    for (const word of forms.words) words.set(word.toLowerCase(), (words.get(word.toLowerCase()) ?? new Set()).add(by));
    const domain = domainOf(text);
    if (domain !== null) domains.of(domain);
  }
  // A word that several people have names none of them.
  const single = [...words].map(([word, by]): [string, string] => [
    word,
    by.size === 1 ? ([...by][0] ?? '') : names.of(word),
  ]);
  return { users, forms: [...whole, ...single] };
}
