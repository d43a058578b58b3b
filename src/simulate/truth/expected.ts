// The class at which a reader of the exports should arrive for an access, where they decide it (design.md's classes).
// An access of ours whose sign-in went missing, or whose record lacks the ids, is left open: there the right answer
// depends on coverage and on comparison, which is the reader's business.
import { minuteMs } from '../clock.js';
import type { Context, SignIn } from '../journal.js';
import type { AccessTruth, Undecided } from '../truth-schema.js';

export type Expected = Pick<AccessTruth, 'class' | 'tier' | 'undecided'>;

const open = (undecided: Undecided): Expected => ({ class: null, tier: null, undecided });
const explained = (tier: AccessTruth['tier']): Expected => ({ class: 'explained', tier, undecided: null });
const plain = (verdict: AccessTruth['class']): Expected => ({ class: verdict, tier: null, undecided: null });

const why: Readonly<Record<string, Undecided>> = {
  lost: 'signInLost',
  before: 'signInBefore',
  kindNotExported: 'kindNotExported',
};

/** What the exports of sign-ins are. */
export interface Exported {
  /** All kinds of people's sign-ins are there. */
  readonly complete: boolean;
  /** They say whether a sign-in succeeded. */
  readonly outcomes: boolean;
}

/** A sign-in this much later still opened the session (docs/reconciliation.md). */
const leeway = 5 * minuteMs;

/** `at`: of the access. */
export function expected(context: Context, at: number, { complete, outcomes }: Exported): Expected {
  const { actor, token, idsLost, sessionId, address } = context;
  // A reader of Microsoft's with a token of its own: its sign-in is in no export of Graph.
  if (actor === 'service') return token === null ? plain('background') : open('kindNotExported');
  if (token === null) return open('idsLost');
  if (token.tenant !== undefined) return plain('notAssessable');
  const { signIn } = token;
  if (signIn === null) return idsLost ? open('idsLost') : complete ? plain('unexplained') : open('kindNotExported');
  const found = signIn.outcome === 'exported';
  if (!idsLost) return found ? explained('token') : open(whyNot(signIn));
  const opened = sessionId !== null && sessionId === token.session?.id ? token.session.exportedAt : null;
  if (opened !== null && opened <= at + leeway) return explained('session');
  // Without ids only a sign-in of the same user, application and address speaks for the access. For Bind that is not
  // enough to settle it here, since records of that kind do carry ids in this tenant.
  if (context.clientInfo !== 'Client=MSExchangeRPC' || !outcomes) return open('idsLost');
  if (!found) return open(whyNot(signIn));
  return signIn.place.address === address ? explained('context') : open('addressChanged');
}

const whyNot = ({ outcome }: SignIn): Undecided => why[outcome ?? 'before'] ?? 'signInLost';
