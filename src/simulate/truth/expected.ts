// The class at which a reader of the exports should arrive for an access, where they decide it (design.md's classes).
// An access of ours whose sign-in went missing, or whose record lacks the ids, is left open: there the right answer
// depends on coverage and on comparison, which is the reader's business.
import type { Context, SignIn } from '../journal.js';
import type { AccessTruth } from '../truth.js';

type Expected = Pick<AccessTruth, 'class' | 'tier' | 'undecided'>;

const open = (undecided: AccessTruth['undecided']): Expected => ({ class: null, tier: null, undecided });
const explained = (tier: AccessTruth['tier']): Expected => ({ class: 'explained', tier, undecided: null });

/** `inExport` says whether a sign-in is in the files; `sessions` are the sessions that occur in them. */
export function expected(
  context: Context,
  inExport: (signIn: SignIn) => boolean,
  sessions: ReadonlySet<string>,
): Expected {
  if (context.actor === 'intruder') return { class: 'unexplained', tier: null, undecided: null };
  if (context.actor === 'service') return { class: 'background', tier: null, undecided: null };
  const signIn = context.token?.signIn;
  const found = signIn != null && inExport(signIn);
  if (!context.idsLost) return found ? explained('token') : open('signInLost');
  if (context.sessionId !== null && sessions.has(context.sessionId)) return explained('session');
  // Without ids only a sign-in of the same user, application and address speaks for the access. For Bind that is not
  // enough to settle it here, since records of that kind do carry ids in this tenant.
  if (context.clientInfo !== 'Client=MSExchangeRPC') return open('idsLost');
  if (!found) return open('signInLost');
  return signIn.place.address === context.address ? explained('context') : open('addressChanged');
}
