// How tokens come about. A person signs in once (interactive), which makes the Entra session; from then on the client
// fetches an access token about every hour without asking (non-interactive), each logged as one sign-in whose id is the
// token's id. Session ids are made at the interactive sign-in and inherited by everything after it.
import { type Application, exchange } from './application.js';
import { dayMs, minuteMs, secondMs } from './clock.js';
import { recordId, signInId, tokenIdOf } from './identifier.js';
import type { Journal, Principal, Session, SignIn, SignInKind, Token } from './journal.js';
import type { Place } from './network.js';
import type { Person } from './organisation.js';
import type { Program } from './program.js';
import type { Random } from './random.js';
import type { Intrusion } from './truth/intrusion.js';

/** One program on one machine of one person, with the session and token that it holds at the moment. */
export interface Client {
  readonly person: Person;
  readonly program: Program;
  readonly random: Random;
  readonly intrusion: Intrusion | null;
  session: Session | null;
  held: { readonly token: Token; readonly until: number } | null;
  /** When it was last used: a client does one thing after another. */
  usedAt: number;
}

export const badPassword = 50126;

/** A client whose session began before the logs do, or (`since` null) one that must still sign in. */
export function client(
  person: Person,
  program: Program,
  random: Random,
  since: number | null,
  intrusion: Intrusion | null = null,
): Client {
  const session = since === null ? null : { id: recordId(random), since, exportedAt: null };
  return { person, program, random, intrusion, session, held: null, usedAt: 0 };
}

/** What makes a sign-in out of the ordinary. */
export type Manner = Partial<
  Pick<
    SignIn,
    | 'authenticationProtocol'
    | 'originalTransferMethod'
    | 'tokenIssuerType'
    | 'tokenIssuerName'
    | 'requestType'
    | 'application'
    | 'resource'
    | 'errorCode'
  >
>;

/** The token that the client uses at an instant; issues one, and signs in anew, where that is due. */
export function tokenAt(of: Client, at: number, place: Place, journal: Journal, manner: Manner = {}): Token {
  of.usedAt = at;
  if (of.held && at < of.held.until) return of.held.token;
  const expired = !of.session || at - of.session.since > of.program.sessionDays * dayMs;
  const signIn = expired ? signInAnew(of, at, place, journal, manner) : issue(of, 'nonInteractive', at, place, manner);
  journal.signIns.push(signIn);
  return hold(of, signIn, at);
}

/** An interactive sign-in, whatever the client holds already. */
export function signInNow(of: Client, at: number, place: Place, journal: Journal, manner: Manner = {}): Token {
  of.session = { id: recordId(of.random), since: at, exportedAt: null };
  const signIn = issue(of, 'interactive', at, place, manner);
  journal.signIns.push(signIn);
  return hold(of, signIn, at);
}

function hold(of: Client, signIn: SignIn, at: number): Token {
  const issuedAt = signIn.at + of.random.int(0, 1) * secondMs;
  const token = { id: tokenIdOf(signIn.id), issuedAt, session: signIn.session, signIn };
  of.held = { token, until: at + of.random.int(60, 85) * minuteMs };
  return token;
}

function signInAnew(of: Client, at: number, place: Place, journal: Journal, manner: Manner): SignIn {
  if (of.random.chance(0.12) && of.intrusion === null) {
    const slip = at - of.random.int(25, 60) * secondMs;
    journal.signIns.push(issue({ ...of, session: null }, 'interactive', slip, place, { errorCode: badPassword }));
  }
  of.session = { id: recordId(of.random), since: at, exportedAt: null };
  return issue(of, 'interactive', at, place, manner);
}

// A token is issued some seconds before it is first used.
function issue(of: Client, kind: SignInKind, at: number, place: Place, manner: Manner): SignIn {
  const { application, resource, device } = of.program;
  const issuedAt = at - of.random.int(3, 15) * secondMs;
  // Written out and of one form, since there are millions of them.
  return {
    kind,
    id: signInId(of.random),
    at: issuedAt,
    person: of.person,
    principal: null,
    application: manner.application ?? application,
    resource: manner.resource ?? resource,
    place,
    device,
    session: of.session,
    errorCode: manner.errorCode ?? 0,
    authenticationProtocol: manner.authenticationProtocol,
    originalTransferMethod: manner.originalTransferMethod,
    tokenIssuerType: manner.tokenIssuerType,
    tokenIssuerName: manner.tokenIssuerName,
    requestType: manner.requestType,
    intrusion: of.intrusion,
    outcome: null,
  };
}

export interface ProgramSignIn {
  readonly principal: Principal;
  readonly application: Application;
  readonly at: number;
  readonly place: Place;
  readonly resource?: Application;
  readonly intrusion?: Intrusion;
  /** The machine's own identity, of which the log knows no address. */
  readonly managed?: true;
}

/** A program signs in as itself and gets a token. */
export function principalToken(journal: Journal, random: Random, asked: ProgramSignIn): Token {
  const { principal, application, at, place, resource = exchange, intrusion = null, managed } = asked;
  const nobody = { person: null, device: null, session: null, errorCode: 0, outcome: null };
  const kind = managed ? 'managedIdentity' : 'servicePrincipal';
  const what = { kind, id: signInId(random), at: at - 2 * secondMs } as const;
  const signIn: SignIn = { ...what, principal, application, resource, place, intrusion, ...nobody };
  journal.signIns.push(signIn);
  return { id: tokenIdOf(signIn.id), issuedAt: signIn.at, session: null, signIn };
}
