// The steps of a story in words, each as a sentence without its time. Several sign-ins of one manner from one place, and the mailboxes of
// one reader, are one sentence.
import type { Address, StoryStep } from '../../record/result.js';
import { byText } from '../../util/order.js';
import { count, some, thousands } from '../../util/words.js';
import { addressText } from '../address-text.js';
import { utc, utcCell } from '../format.js';

const placesShown = 2;

const from = (addresses: readonly Address[]): string =>
  addresses.length === 0 ? '' : ` from ${some(addresses.map(addressText), placesShown)}`;

const names = (step: StoryStep): string => some([...new Set(step.applications.map(({ id, name }) => name ?? id))], 2);

const lasting = ({ firstAt, lastAt }: StoryStep): string =>
  utc(firstAt) === utc(lastAt) ? '' : `, the last on ${utc(lastAt)}`;

const manners: Readonly<Record<NonNullable<StoryStep['manner']>, string>> = {
  interactive: 'sign-in',
  nonInteractive: 'token renewed without a password',
  deviceCode: 'sign-in by a code typed into another device',
  password: 'sign-in with the password alone by an old protocol,',
  application: 'the application signed in by itself',
};

/** In whose name: the first with nothing, the others with the time of theirs. */
function inNameOf(steps: readonly StoryStep[]): string {
  const first = steps[0]?.firstAt;
  const each = steps.flatMap(({ users, firstAt }) =>
    users.map((user) => (firstAt === first ? user : `${user} (${utcCell(firstAt)})`)),
  );
  return each.length === 0 ? '' : ` as ${some(each, 4)}`;
}

/** Sign-ins of one manner, in the order of time. */
export function signInSentence(steps: readonly [StoryStep, ...StoryStep[]]): string {
  const [first] = steps;
  const places = [...new Map(steps.flatMap(({ addresses }) => addresses).map((each) => [each.ip, each])).values()];
  const to = names(first) === '' ? '' : first.manner === 'application' ? `: ${names(first)}` : ` to ${names(first)}`;
  const own =
    first.ownPlace === null
      ? ''
      : first.ownPlace
        ? ', a place of the person’s own'
        : ', where the person had not been before';
  const times = steps.reduce((sum, step) => sum + step.count, 0);
  const often = times > steps.length ? `; ${thousands(times)} times until ${utc(latest(steps))}` : '';
  return `${manners[first.manner ?? 'interactive']}${inNameOf(steps)}${to}${from(places)}${own}${often}`;
}

const latest = (steps: readonly StoryStep[]): string =>
  steps
    .map(({ lastAt }) => lastAt)
    .sort(byText)
    .at(-1) ?? '';

export const refusalSentence = (step: StoryStep): string =>
  `${count(step.count, 'password')} of ${count(step.people ?? 0, 'person', 'people')} refused${from(step.addresses)}${lasting(step)}`;

const mailboxesShown = 4;

/** The mailboxes in the order in which they were opened, the busiest day, the searches. */
export function readingSentence(mailboxes: readonly StoryStep[], peak: StoryStep | undefined): string {
  const each = mailboxes.map(({ mailboxes: names, firstAt }, i) =>
    i === 0 ? names.join() : `${names.join()} (${utcCell(firstAt)})`,
  );
  const messages = mailboxes.reduce((sum, step) => sum + (step.messages ?? 0), 0);
  const folders = mailboxes.reduce((sum, step) => sum + (step.folders ?? 0), 0);
  const what = [
    ...(messages > 0 ? [`${count(messages, 'message')} by name`] : []),
    ...(folders > 0 ? [`${count(folders, 'folder')} copied whole`] : []),
  ];
  const then = each.length > 1 ? `, then ${some(each.slice(1), mailboxesShown - 1)}` : '';
  const busiest =
    peak === undefined ? '' : `; most on ${utcCell(peak.firstAt).slice(0, 10)}, ${count(peak.count, 'access record')}`;
  return `mail opened of ${each[0]}${then}${what.length > 0 ? `: ${what.join(', ')}` : ''}${busiest}`;
}

const byWhom = (step: StoryStep): string => {
  const users = some(step.users, 2);
  const gain = step.targets.filter((target) => !step.users.includes(target));
  const whose = step.mailboxes.filter((mailbox) => !step.users.includes(mailbox));
  return [
    ...(users === '' ? [] : [`as ${users}`]),
    ...(gain.length > 0 ? [`for ${some(gain, 2)}`] : []),
    ...(whose.length > 0 ? [`in the mail of ${some(whose, 2)}`] : []),
    ...(names(step) === '' ? [] : [`application ${names(step)}`]),
  ].join(', ');
};

/** What an operation did; in small letters, without its full stop. */
const operations: Readonly<Record<string, string>> = {
  'add device': 'a device was joined to the directory',
  'add service principal': 'an application was added',
  'consent to application': 'an application was let in',
  'add delegated permission grant': 'a permission was granted to an application',
  'add oauth2permissiongrant': 'a permission was granted to an application',
  'add app role assignment to service principal': 'an application was given a role',
  'update application': 'an application was changed',
  'new-managementroleassignment': 'a role in Exchange was given',
  'add-mailboxpermission': 'rights on a mailbox were given',
  'add-recipientpermission': 'the right to send in another’s name was given',
  'new-inboxrule': 'an inbox rule was made',
  'set-inboxrule': 'an inbox rule was changed',
  'enable-inboxrule': 'an inbox rule was switched on',
  updateinboxrules: 'a rule of the mail client was made or changed',
};

function operationText(operation: string): string {
  const name = operation.trim().replace(/\.$/, '');
  const key = name.toLowerCase();
  if (key in operations) return operations[key] as string;
  if (key.includes('secrets management')) return 'an application was given another key or password';
  return key.includes('folderpermission') ? 'a folder was opened to somebody' : name;
}

const acts: Readonly<Record<string, (step: StoryStep) => string>> = {
  search: (step) => `searched the mail ${count(step.count, 'time')}`,
  sent: (step) => `sent ${count(step.count, 'message')} in that name`,
  deletion: (step) =>
    `deleted ${count(step.count, 'message or more', 'messages or more')} (${some(step.operations, 3)})`,
};

/** A change, or what else was done. Who changes something does it with a tool whose name says little, beside what a rule's title says. */
export function doneSentence(step: StoryStep): string {
  const act = acts[step.kind];
  const what = act?.(step) ?? step.title ?? some(step.operations.map(operationText), 3);
  const until = step.title !== null && utc(step.firstAt) !== utc(step.lastAt) ? `, until ${utc(step.lastAt)}` : '';
  const who = byWhom(step.title === null ? step : { ...step, applications: [] });
  return `${what}${who === '' ? '' : `, ${who}`}${step.kind === 'change' ? from(step.addresses) : ''}${until}`;
}
