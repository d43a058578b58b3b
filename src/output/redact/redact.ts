// A result in which people, subjects or addresses have pseudonyms. It is made before anything is rendered, so that no format, no hidden
// text and no JSON can hold what another has not. The same thing has the same name throughout.
import type { Result } from '../../record/result.js';
import { namesIn, type People, peopleOf } from './people.js';
import { placeName, withoutPlaces } from './place.js';
import { Pseudonyms } from './pseudonym.js';
import { type Replace, replacerOf } from './replace.js';
import { folderName, type Subjects, subjectForms, subjectsOf } from './subject.js';
import { mapTexts, textsOf } from './walk.js';

export const redactable = ['users', 'subjects', 'addresses'] as const;
export type Redactable = (typeof redactable)[number];

interface Plan {
  readonly people: People | null;
  readonly subjects: Subjects | null;
  readonly addresses: Pseudonyms | null;
  readonly networks: Pseudonyms;
  readonly domains: Pseudonyms;
  readonly messageIds: ReadonlySet<string>;
  readonly replace: Replace;
}

const addressKeys = new Set(['ip', 'addresses']);
const userKeys = new Set([
  'mailbox',
  'mailboxes',
  'user',
  'users',
  'watched',
  'targets',
  'to',
  'by',
  'given',
  'otherNames',
]);

/** Senders are people: where people are named, theirs is that name, and where they are not, no mailbox takes the name of a sender. */
function sendersOf(result: Result, subjects: Subjects | null, people: People | null): [string, string][] {
  if (subjects === null) return [];
  const owners = new Set(people === null ? namesIn(result) : []);
  return subjects.sender
    .entries()
    .filter(([text]) => !owners.has(text))
    .map(([text, by]) => [text, people?.users.known(text) ?? by]);
}

function planOf(result: Result, kinds: ReadonlySet<Redactable>): Plan {
  const domains = new Pseudonyms('domain');
  const messageIds = new Set(
    result.cases.flatMap(({ exposure }) => exposure.named.items.flatMap(({ messageId }) => messageId ?? [])),
  );
  for (const id of messageIds) {
    const [, domain] = /@([^@<>\s]+)>?$/.exec(id) ?? [];
    if (domain !== undefined) domains.of(domain);
  }
  const people = kinds.has('users') ? peopleOf(result, messageIds, domains) : null;
  const subjects = kinds.has('subjects') ? subjectsOf(result) : null;
  const addresses = kinds.has('addresses') ? new Pseudonyms('address') : null;
  const networks = new Pseudonyms('network');
  if (addresses !== null) {
    // Met first, so that they are known in names of files, which stand before them.
    for (const { text, key } of textsOf(result))
      if (addressKeys.has(key)) placeName(text, addresses, networks) ?? addresses.of(text);
  }
  const odd = addresses?.entries().filter(([text]) => !/^[\d.:a-f]+$/.test(text)) ?? [];
  const replace = replacerOf([
    ...sendersOf(result, subjects, people),
    ...(people?.forms ?? []),
    ...(subjects === null ? [] : subjectForms(subjects)),
    ...odd,
    ...(people === null ? [] : domains.entries()),
  ]);
  return { people, subjects, addresses, networks, domains, messageIds, replace };
}

/** A text of any kind: names and subjects in it, then addresses. */
const scrubbed = ({ replace, addresses, networks }: Plan, text: string): string =>
  addresses === null ? replace(text) : withoutPlaces(replace(text), addresses, networks);

/** The part before the domain stays as it is unless it names somebody: by it the message can be found by whoever has it. */
function messageName(plan: Plan, id: string): string {
  const at = id.lastIndexOf('@');
  if (at < 0) return scrubbed(plan, id);
  const end = id.endsWith('>') ? '>' : '';
  return `${scrubbed(plan, id.slice(0, at))}@${plan.domains.of(id.slice(at + 1, id.length - end.length))}${end}`;
}

/** A field that holds nothing but a subject, a sender or a folder: the short ones too. Null for other fields. */
function subjectIn(
  { subject, sender, attachments, folder, condition }: Subjects,
  people: People | null,
  text: string,
  key: string,
): string | null {
  switch (key) {
    case 'subject':
      return subject.of(text);
    case 'sender':
      return people?.users.known(text) ?? sender.of(text);
    case 'attachments':
      return attachments.of(text);
    case 'folder':
      return folderName(text, folder);
    case 'condition':
      return condition.of(text);
    default:
      return null;
  }
}

function textIn(plan: Plan, text: string, key: string): string {
  if (key === 'messageId') return messageName(plan, text);
  const about = plan.subjects === null ? null : subjectIn(plan.subjects, plan.people, text, key);
  if (about !== null) return about;
  if (addressKeys.has(key) && plan.addresses !== null) {
    return placeName(text, plan.addresses, plan.networks) ?? plan.addresses.of(text);
  }
  if (userKeys.has(key) && plan.people !== null) {
    const known = plan.people.users.known(text);
    if (known !== null) return known;
  }
  const parts = text.split(/(<[^<>\s]+@[^<>\s]+>)/);
  return parts.map((part) => (plan.messageIds.has(part) ? messageName(plan, part) : scrubbed(plan, part))).join('');
}

/** Traits and links by what somebody is. */
const tellsRole = ({ kind }: { readonly kind: string }): boolean => kind === 'targetRole';

/** What says who somebody is without naming him. */
function withoutRoles(result: Result, { people }: Plan): Result {
  if (people === null) return result;
  const bare = <T extends { readonly kind: string }>(all: readonly T[]): T[] => all.filter((each) => !tellsRole(each));
  return {
    ...result,
    traits: bare(result.traits),
    campaigns: result.campaigns.map((each) => ({
      ...each,
      links: bare(each.links),
      growth: each.growth.map((step) => ({ ...step, links: bare(step.links) })),
    })),
    people: result.people.map((it) => ({
      ...it,
      name: null,
      objectId: null,
      otherNames: [],
      role: null,
      timeZone: null,
    })),
    watched: result.watched.map((it) => ({ ...it, name: null, role: null })),
  };
}

/** The same result with pseudonyms for what is to be redacted. */
export function redact(result: Result, kinds: readonly Redactable[]): Result {
  if (kinds.length === 0) return result;
  const plan = planOf(result, new Set(kinds));
  const bare = withoutRoles(result, plan);
  const told = mapTexts(bare, (text, key) => textIn(plan, text, key));
  return { ...told, run: { ...told.run, options: { ...told.run.options, redacted: [...kinds] } } };
}
