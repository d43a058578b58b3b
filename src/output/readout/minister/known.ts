// What is established, in plain words: facts that anybody can count again in the logs.
import type { Case, Result } from '../../../record/result.js';
import { count, some, thousands } from '../../../util/words.js';
import { controlOf, namedMailboxes, sessionsOf } from '../../case-view.js';
import { bytes, dayOf } from '../../format.js';
import { networkWords } from '../../words.js';
import { ownerText, short, tellable } from './people.js';

function openedText(result: Result, cases: readonly Case[]): string[] {
  const messages = cases.reduce((sum, each) => sum + each.exposure.named.messages, 0);
  if (messages === 0) return [];
  const size = cases.reduce((sum, each) => sum + each.exposure.named.bytes, 0);
  const per = new Map<string, number>();
  for (const { mailbox } of cases.flatMap((each) => each.exposure.named.items))
    per.set(mailbox, (per.get(mailbox) ?? 0) + 1);
  const parts = [...per]
    .sort((a, b) => b[1] - a[1])
    .map(([mailbox, many]) => `${thousands(many)} of ${ownerText(result, mailbox)}`);
  const sum = parts.length > 1 ? `: ${some(parts, 4)}` : '';
  const boxes = cases.reduce((all, each) => all + namedMailboxes(each), 0);
  return [
    `${count(messages, 'message')} in ${count(boxes, 'mailbox', 'mailboxes')} were opened and are known by name${size > 0 ? ` (${bytes(size)})` : ''}${sum}.`,
  ];
}

function foldersText(result: Result, cases: readonly Case[]): string[] {
  const folders = cases.flatMap(({ exposure }) => exposure.folders);
  if (folders.length === 0) return [];
  const whose = some([...new Set(folders.map(({ mailbox }) => ownerText(result, mailbox)))], 3);
  return [
    `${count(folders.length, 'folder')} of ${whose} ${folders.length === 1 ? 'was' : 'were'} copied as a whole: everything in ${folders.length === 1 ? 'it' : 'them'} must be taken as read.`,
  ];
}

function divertedText(result: Result, cases: readonly Case[]): string[] {
  return cases
    .flatMap(({ exposure }) => exposure.diverted)
    .slice(0, 2)
    .map(
      ({ mailbox, to, fromAt, toAt }) =>
        `Mail of ${ownerText(result, mailbox)} was sent on to ${some(to.map(short), 2)} from ${dayOf(fromAt)} ${toAt === null ? 'on' : `to ${dayOf(toAt)}`}.`,
    );
}

function tokenText(result: Result, cases: readonly Case[]): string[] {
  const sessions = cases.flatMap((each) => sessionsOf(result, each));
  const missing = sessions.reduce((sum, { classes }) => sum + classes.unexplained, 0);
  if (missing === 0) return [];
  const control = controlOf(sessions);
  const check =
    control === null
      ? ''
      : ` The same search does find it for ${thousands(control.matched)} of ${thousands(control.comparable)} comparable ones.`;
  return [
    `Mail is opened with a key, a token, that a sign-in hands out. For ${count(missing, 'opening')} there is no such sign-in in the logs.${check}`,
  ];
}

function whenceText(result: Result, cases: readonly Case[]): string[] {
  const addresses = new Map(
    cases
      .flatMap((each) => sessionsOf(result, each))
      .flatMap((it) => it.addresses)
      .map((it) => [it.ip, it]),
  );
  if (addresses.size === 0) return [];
  const networks = new Set(
    [...addresses.values()]
      .map(({ organisation, kind }) =>
        [organisation, kind === null ? null : networkWords(kind)].filter((it) => it !== null && it !== '').join(', '),
      )
      .filter((text) => text !== ''),
  );
  const named =
    networks.size === 0
      ? ''
      : `, in the networks of ${some(
          [...networks].map((text) => short(text).replace(/, (.*)$/, ' ($1)')),
          3,
        )}`;
  return [`It came from ${count(addresses.size, 'address', 'addresses')}${named}.`];
}

function sumText({ reconciliation }: Result): string[] {
  const { total, explained, background, notAssessable, unexplained } = reconciliation;
  if (total === 0) return ['The files hold no record of anybody opening mail.'];
  return [
    `Of ${count(total, 'access', 'accesses')} to mailboxes, ${thousands(explained)} have a sign-in that explains them, ${thousands(background)} are those of known services, ${thousands(notAssessable)} cannot be decided and ${thousands(unexplained)} have no explanation.`,
  ];
}

export function whatIsKnown(result: Result): string[] {
  const cases = tellable(result);
  const all = [
    ...openedText(result, cases),
    ...foldersText(result, cases),
    ...divertedText(result, cases),
    ...tokenText(result, cases),
    ...whenceText(result, cases),
  ];
  return [...all.slice(0, 5), ...sumText(result)];
}
