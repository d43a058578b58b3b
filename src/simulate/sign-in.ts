// How tokens come about. A person signs in once (interactive), which makes the Entra session; from then on the client
// fetches an access token about every hour without asking (non-interactive), each logged as one sign-in whose id is the
// token's id. Session ids are made at the interactive sign-in and inherited by everything after it.
import { exchange } from './application.js';
import { dayMs, minuteMs, secondMs } from './clock.js';
import type { Program } from './device.js';
import { recordId, signInId, tokenIdOf } from './identifier.js';
import type { Journal, SignIn, SignInKind, Token } from './journal.js';
import type { Place } from './network.js';
import type { Person } from './organisation.js';
import type { Random } from './random.js';

/** One program on one machine of one person, with the session and token that it holds at the moment. */
export interface Client {
  readonly person: Person;
  readonly program: Program;
  readonly random: Random;
  session: { readonly id: string; readonly since: number } | null;
  held: { readonly token: Token; readonly until: number } | null;
}

/** The share of genuine non-interactive sign-ins that an export misses without any cause (a guess; docs/simulate.md). */
const lossRate = 0.015;
const badPassword = 50126;

/** A client whose session began before the logs do, or (`since` null) one that must still sign in. */
export function client(person: Person, program: Program, random: Random, since: number | null): Client {
  const session = since === null ? null : { id: recordId(random), since };
  return { person, program, random, session, held: null };
}

/** The token that the client uses at an instant; issues one, and signs in anew, where that is due. */
export function tokenAt(of: Client, at: number, place: Place, journal: Journal): Token {
  if (of.held && at < of.held.until) return of.held.token;
  const expired = !of.session || at - of.session.since > of.program.sessionDays * dayMs;
  const signIn = expired ? signInAnew(of, at, place, journal) : issue(of, 'nonInteractive', at, place, 0);
  journal.signIns.push(signIn);
  const issuedAt = signIn.at + of.random.int(0, 1) * secondMs;
  const token = { id: tokenIdOf(signIn.id), issuedAt, sessionId: signIn.sessionId, signIn };
  of.held = { token, until: at + of.random.int(60, 85) * minuteMs };
  return token;
}

function signInAnew(of: Client, at: number, place: Place, journal: Journal): SignIn {
  if (of.random.chance(0.12)) {
    const slip = issue(of, 'interactive', at - of.random.int(25, 60) * secondMs, place, badPassword);
    journal.signIns.push({ ...slip, sessionId: null });
  }
  of.session = { id: recordId(of.random), since: at };
  return issue(of, 'interactive', at, place, 0);
}

// A token is issued some seconds before it is first used.
function issue(of: Client, kind: SignInKind, at: number, place: Place, errorCode: number): SignIn {
  const { application, device } = of.program;
  const lost = of.random.chance(lossRate) && kind === 'nonInteractive';
  const issuedAt = at - of.random.int(3, 15) * secondMs;
  const sessionId = of.session?.id ?? null;
  const what = { kind, id: signInId(of.random), at: issuedAt, application, resource: exchange, place, device };
  return { ...what, person: of.person, sessionId, errorCode, lost };
}
