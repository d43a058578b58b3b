// What only the owner of a mailbox can know: whether it was they who read, let somebody in, or made a rule. Never by mail of that
// mailbox: whoever reads it would read the question.
import type { Case, Question, Session, StoryStep } from '../../record/result.js';
import { byText, sortedSet } from '../../util/order.js';
import { some } from '../../util/words.js';
import { atText, placeText } from './said.js';

const named = 2;
export const byTelephone = 'by telephone, not by mail of that mailbox';

/** Somebody opens the mail of another: whose mail it is must be asked, not who read it. */
export const isAnothers = ({ user, mailbox }: Session): boolean =>
  user !== null && user !== mailbox && !user.startsWith('serviceprincipal');

const isOwners = ({ user, mailbox }: Session): boolean => user === mailbox;

/** The first session of each mailbox, in the order of time. */
function firsts(sessions: readonly Session[]): Session[] {
  const inOrder = sessions.toSorted((a, b) => byText(a.firstAt, b.firstAt) || byText(a.id, b.id));
  return inOrder.filter((session, i) => inOrder.findIndex(({ mailbox }) => mailbox === session.mailbox) === i);
}

function reading({ firstAt, addresses, application }: Session): string {
  const from = addresses[0] === undefined ? '' : ` from ${placeText(addresses[0])}`;
  const with_ = application.name === null ? '' : ` with ${application.name}`;
  return `${atText(firstAt)}${from}${with_}`;
}

function wasItYou(sessions: readonly Session[]): Question[] {
  const own = firsts(sessions.filter(isOwners));
  if (own.length === 0) return [];
  const each = own.map((session) => `${session.mailbox} (${reading(session)})`);
  return [
    {
      code: 'wasItYou',
      to: 'owner',
      ask: `Ask ${some(each, named)}, ${byTelephone}: did you, or somebody for you, open mail then and from there?`,
      all: each,
      confirms: 'no',
      refutes: 'yes, by a journey, a VPN, a remote desktop or a new device that can be shown',
    },
  ];
}

function mayTheyRead(sessions: readonly Session[]): Question[] {
  const others = firsts(sessions.filter(isAnothers));
  if (others.length === 0) return [];
  const each = others.map(({ mailbox, user, firstAt }) => `${mailbox} (${user}, since ${atText(firstAt)})`);
  const readers = sortedSet(others.flatMap(({ user }) => user ?? []));
  return [
    {
      code: 'mayTheyRead',
      to: 'owner',
      ask: `Ask ${some(each, named)}, ${byTelephone}: may that person read your mail, and did you ask for it? Do not ask ${some(readers, 2)} first.`,
      all: each,
      confirms: 'no, or the owner did not know that it was possible',
      refutes: 'yes: a deputy or assistant, for a task that fits the days and the mail that was opened',
    },
  ];
}

interface Manner {
  readonly code: string;
  readonly is: (step: StoryStep) => boolean;
  readonly ask: string;
  readonly confirms: string;
  readonly refutes: string;
}

/** By how the session began. */
const manners: readonly Manner[] = [
  {
    code: 'typedACode',
    is: ({ kind, manner }) => kind === 'signIn' && manner === 'deviceCode',
    ask: 'did you type a code into a page of Microsoft’s, because somebody asked you to?',
    confirms: 'yes, for a meeting, a document or a helper; or they do not remember any code',
    refutes: 'yes, for a device of their own that can be shown and has that address',
  },
  {
    code: 'followedALink',
    is: ({ kind, manner, ownPlace }) => kind === 'signIn' && manner === 'interactive' && ownPlace === false,
    ask: 'did you sign in then, or through a link in a message, or approve a prompt that you had not asked for?',
    confirms: 'through a link, or approved a prompt; or did not sign in at that time',
    refutes: 'signed in themselves, from a journey or a VPN that can be shown',
  },
  {
    code: 'knowsOldProgram',
    is: ({ kind, manner }) => kind === 'signIn' && manner === 'password',
    ask: 'do you use a mail program or a device that still sends the password itself, and did you set it up then?',
    confirms: 'no such program, or not from there',
    refutes: 'yes: the program or device can be shown and has that address',
  },
];

function howItBegan({ story }: Case): Question[] {
  return manners.flatMap(({ code, is, ask, confirms, refutes }) => {
    const steps = story.steps.filter((step) => step.users.length > 0 && is(step));
    if (steps.length === 0) return [];
    const each = steps.flatMap(({ users, firstAt, addresses: [place] }) =>
      users.map((user) => `${user} (${atText(firstAt)}${place === undefined ? '' : ` from ${placeText(place)}`})`),
    );
    return [
      { code, to: 'owner', ask: `Ask ${some(each, named)}, ${byTelephone}: ${ask}`, all: each, confirms, refutes },
    ];
  });
}

/** Changes that people make to their own mailbox, or to what may read it in their name. */
function didYouChange({ story, mailboxes }: Case): Question[] {
  const own = story.steps.filter(
    ({ kind, stage, users }) =>
      kind === 'change' &&
      stage !== 'entry' &&
      stage !== 'access' &&
      users.length > 0 &&
      users.every((user) => mailboxes.includes(user)),
  );
  if (own.length === 0) return [];
  const each = own.map(
    ({ title, operations, users, targets, firstAt }) =>
      `${some(users, 2)} (${atText(firstAt)}: ${title ?? some(operations, 2)}${outside(targets, users)})`,
  );
  return [
    {
      code: 'didYouChange',
      to: 'owner',
      ask: `Ask ${some(each, named)}, ${byTelephone}: did you make or allow this, and what for?`,
      all: each,
      confirms: 'they know nothing of it, or clicked a link that somebody sent',
      refutes: 'they made it themselves, for a purpose and a receiver that they can name',
    },
  ];
}

const outside = (targets: readonly string[], users: readonly string[]): string => {
  const gain = targets.filter((target) => !users.includes(target));
  return gain.length === 0 ? '' : `, for ${some(gain, 2)}`;
};

export const ownerQuestions = (item: Case, sessions: readonly Session[]): Question[] => [
  ...mayTheyRead(sessions),
  ...howItBegan(item),
  ...wasItYou(sessions),
  ...didYouChange(item),
];
