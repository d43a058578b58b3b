// Ordinary life: people who sign in each morning, get tokens, and open mail with them. It is the control group that a test
// needs before the absence of one sign-in means anything.
import { at, bind, type Fields, guid, outlook, signIn, tokenOf } from './row.js';

export interface Rows {
  readonly audit: readonly Fields[];
  readonly signIns: readonly Fields[];
}

export interface Life {
  readonly people?: number;
  readonly days?: number;
  readonly fromDay?: number;
  /** Hours of the day at which each person gets a token and opens a message. */
  readonly hours?: readonly number[];
  readonly app?: string;
  readonly tenant?: string;
  readonly domain?: string;
}

export const person = (n: number, domain = 'x.example'): string => `person${n}@${domain}`;
export const home = (n: number): string => `203.0.${n}.10`;

/** Every token of this life finds its sign-in. */
export function life(options: Life = {}): Rows {
  const { people = 4, days = 12, fromDay = 0, hours = [9, 13], app = outlook } = options;
  const audit: Fields[] = [];
  const signIns: Fields[] = [];
  const of = options.tenant === undefined ? {} : { tenant: options.tenant };
  for (let day = fromDay; day < fromDay + days; day++) {
    for (let n = 0; n < people; n++) {
      const who = { user: person(n, options.domain), ip: home(n), app, ...of };
      const session = guid(`session ${who.user} ${day}`);
      signIns.push(signIn({ ...who, at: at(day, 8 + n / 60), kind: 'interactiveUser', session }));
      for (const hour of hours) {
        const issuedAt = at(day, hour + n / 60);
        const id = guid(`token ${who.user} ${day} ${hour}`);
        signIns.push(signIn({ ...who, id, at: issuedAt, session }));
        const messages = [`<${day}-${hour}-${who.user}>`];
        audit.push(bind({ ...who, at: issuedAt + 300_000, session, token: tokenOf(id), issuedAt, messages }));
      }
    }
  }
  return { audit, signIns };
}

/** Rows of several lives together. */
export const together = (...all: readonly Partial<Rows>[]): Rows => ({
  audit: all.flatMap((rows) => rows.audit ?? []),
  signIns: all.flatMap((rows) => rows.signIns ?? []),
});

/** A token that no sign-in issued, once an hour, from a network of its own. */
export function forged(from: number, hours: number, more: Partial<Parameters<typeof bind>[0]> = {}): Fields[] {
  return Array.from({ length: hours }, (_, i) => {
    const issuedAt = from + i * 3_600_000;
    return bind({
      id: guid(`forged ${issuedAt} ${more.user} ${more.ip}`),
      user: person(0),
      ip: '192.0.2.66',
      token: tokenOf(guid(`forged token ${issuedAt} ${more.user} ${more.ip}`)),
      messages: [`<stolen-${i}@x.example>`],
      ...more,
      at: issuedAt + 60_000,
      issuedAt,
    });
  });
}
