// Whose mail, as somebody says it who briefs: names where the user's own tables or the tenant's state give them, else the mailbox.
import type { Case, Result } from '../../../record/result.js';
import { count, some } from '../../../util/words.js';
import { isClosed, isTold } from '../../case-view.js';
import { forTerminal } from '../../escape.js';
import { cut } from '../../text.js';

/** Cases of which a minister is told: those that want a look, and that nobody has closed. */
export const tellable = (result: Result): Case[] => result.cases.filter((each) => isTold(each) && !isClosed(each));

/** A page has room for names, not for what somebody has put in the place of one. */
export const short = (text: string): string => cut(forTerminal(text), 48);

const domainOf = (mailbox: string): string => mailbox.slice(mailbox.lastIndexOf('@') + 1);

/** The mailbox without its domain where all mailboxes have the same one. */
export function shortName({ cases, coverage }: Result, mailbox: string): string {
  const all = [...cases.flatMap(({ mailboxes }) => mailboxes), ...coverage.mailboxes.map((it) => it.mailbox)];
  const at = mailbox.lastIndexOf('@');
  return at > 0 && all.every((each) => domainOf(each) === domainOf(mailbox)) ? mailbox.slice(0, at) : mailbox;
}

/** "Mara Quill (Minister)", else the mailbox. */
export function ownerText(result: Result, mailbox: string): string {
  const person = result.people.find((it) => it.user === mailbox);
  const watch = result.watched.find((it) => it.users.includes(mailbox));
  const name = short(person?.name ?? watch?.name ?? shortName(result, mailbox));
  const role = person?.role ?? watch?.role ?? null;
  return role === null ? name : `${name} (${short(role)})`;
}

export const mailboxesOf = (cases: readonly Case[]): string[] => [
  ...new Set(cases.flatMap(({ mailboxes }) => mailboxes)),
];

/** Owners of the mailboxes of these cases, the first few by name. */
export const owners = (result: Result, cases: readonly Case[], most: number): string =>
  some(
    mailboxesOf(cases).map((mailbox) => ownerText(result, mailbox)),
    most,
  );

export const mailboxCount = (cases: readonly Case[]): string =>
  count(mailboxesOf(cases).length, 'mailbox', 'mailboxes');
