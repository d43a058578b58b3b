// What those know who run the tenant: who ordered a change, whose an application, a device or a network is.
import type { Case, Question, Session } from '../../record/result.js';
import { sortedSet } from '../../util/order.js';
import { some } from '../../util/words.js';
import { applicationText, atText, placeText } from './said.js';

const named = 2;

/** Changes by others than those whose mail it is. */
function whoOrdered({ story, mailboxes }: Case, sessions: readonly Session[]): Question[] {
  const changes = story.steps.filter(
    ({ kind, stage, users }) =>
      (kind === 'change' || kind === 'act') &&
      stage !== 'entry' &&
      stage !== 'access' &&
      users.some((user) => !mailboxes.includes(user)),
  );
  if (changes.length === 0) return [];
  // Who gains by a change may stand beside who made it.
  const readers = new Set(sessions.flatMap(({ user }) => user ?? []));
  const makers = (users: readonly string[]): readonly string[] => {
    const others = users.filter((user) => !readers.has(user));
    return others.length > 0 ? others : users;
  };
  const each = changes.map(
    ({ title, operations, users, targets, firstAt }) =>
      `“${title ?? some(operations, 2)}” (as ${some(makers(users), 2)}, ${atText(firstAt)}${gain(targets)})`,
  );
  const who = sortedSet(changes.flatMap(({ users }) => makers(users)));
  return [
    {
      code: 'whoOrdered',
      to: 'administrator',
      ask: `Find out who ordered ${some(each, named)}: ask ${some(who, 2)} in person or by telephone, and look for a change record.`,
      all: each,
      confirms: 'nobody ordered it, or whoever is named did not do it',
      refutes: 'an order that is older than the change and names its purpose',
    },
  ];
}

/** Applications that hardly anybody would miss: without a name, let in shortly before, or not made for opening mail. */
function isSanctioned({ story, findings, suspicion }: Case, sessions: readonly Session[]): Question[] {
  const others = sessions.filter(({ application: { id, publisher } }) => id !== null && publisher !== 'Microsoft');
  const unknown = others.filter(({ application: { name, opensMail } }) => name === null || opensMail === 'no');
  const letIn = suspicion.reasons.some(({ code }) => code === 'preparedReader') || story.way === 'application';
  const asked = letIn && unknown.length === 0 && findings.length > 0 ? others : unknown;
  const names = sortedSet(
    asked.flatMap(({ application }) => (application.id === null ? [] : [applicationText(application)])),
  );
  if (names.length === 0) return [];
  return [
    {
      code: 'isSanctioned',
      to: 'administrator',
      ask: `Ask whoever answers for applications: is ${some(names, named)} yours, and may it open mail?`,
      all: names,
      confirms: 'nobody knows it, or it is no program for mail',
      refutes: 'an order or contract that is older than its first access; then declare it (--allow)',
    },
  ];
}

function whoseDevice({ story }: Case): Question[] {
  const joined = story.steps.filter(({ operations }) => operations.some((each) => /^add device/i.test(each)));
  if (joined.length === 0) return [];
  const each = joined.map(({ users, firstAt }) => `${some(users, 2)} (${atText(firstAt)})`);
  return [
    {
      code: 'whoseDevice',
      to: 'administrator',
      ask: `Look up the devices that were joined as ${some(each, named)}, and who has them.`,
      all: each,
      confirms: 'nobody has such a device, or its name and system are not those that you give out',
      refutes: 'the device is with its person, and was given out on that day',
    },
  ];
}

/** Who gets mail by it, outside or inside. */
const gain = (targets: readonly string[]): string => (targets.length === 0 ? '' : `, for ${some(targets, 2)}`);

function whoseTenant({ story: { tokenTenants } }: Case): Question[] {
  if (tokenTenants.length === 0) return [];
  return [
    {
      code: 'whoseTenant',
      to: 'administrator',
      ask: `Find out whose organisation ${some(tokenTenants, named)} is, whether it may open your mail, and ask it for the sign-ins behind these tokens.`,
      all: tokenTenants,
      confirms: 'nobody has given it any right, or it knows nothing of such tokens',
      refutes: 'a partner or provider whose people look after your mail, with an order that fits the days',
    },
  ];
}

const rented = new Set(['hosting', 'cloud', 'vpn', 'proxy', 'tor', 'cdn']);

/** A way out of the organisation's own would be everybody's. */
function whoseNetwork({ story }: Case, sessions: readonly Session[]): Question[] {
  if (story.way === 'ownAccount') return [];
  const places = sessions.flatMap(({ addresses }) => addresses).filter(({ kind }) => kind === null || rented.has(kind));
  const each = [...new Map(places.map((place) => [place.ip, placeText(place)])).values()];
  if (each.length === 0) return [];
  return [
    {
      code: 'whoseNetwork',
      to: 'administrator',
      ask: `Ask whoever runs your network: is ${some(each, named)} a way out of yours, such as a VPN, a proxy or desktops in a data centre?`,
      all: each,
      confirms: 'none of them is',
      refutes: 'it is, and others of your people come out there too; then declare it (--allow)',
    },
  ];
}

export const administratorQuestions = (item: Case, sessions: readonly Session[]): Question[] => [
  ...whoOrdered(item, sessions),
  ...whoseTenant(item),
  ...isSanctioned(item, sessions),
  ...whoseDevice(item),
  ...whoseNetwork(item, sessions),
];
