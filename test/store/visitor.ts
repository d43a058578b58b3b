// People of whom a test says one odd thing each. Every visitor has a network and an hour to themselves, so that what is odd
// about one never becomes part of another's control, and one ordinary sign-in from elsewhere, so that no export looks filtered.
import type { Rows } from './life.js';
import { type Access, at, bind, type Fields, guid, type Issue, mobile, signIn, tokenOf } from './row.js';

export interface Visitor {
  readonly user: string;
  readonly ip: string;
  /** When the visitor's token is issued. */
  readonly hour: number;
}

export interface Scene {
  readonly rows: Rows;
  /** Adds an access; its record id is the visitor's name. */
  visit(
    name: string,
    make: (who: Visitor) => { access: Partial<Access>; signIns?: Partial<Issue>[]; audit?: Fields[] },
  ): void;
}

export function scene(firstDay = 3): Scene {
  const audit: Fields[] = [];
  const signIns: Fields[] = [];
  let count = 0;
  return {
    rows: { audit, signIns },
    visit(name, make) {
      const k = count++;
      const who = { user: `${name}@x.example`, ip: `198.18.${k}.10`, hour: at(firstDay, 0.25 + k) };
      const made = make(who);
      signIns.push(
        signIn({
          id: guid(`arrival ${name}`),
          at: at(1, k / 10),
          user: who.user,
          ip: `198.19.${k}.10`,
          app: mobile,
          kind: 'interactiveUser',
        }),
      );
      for (const issue of made.signIns ?? [])
        signIns.push(signIn({ at: who.hour, user: who.user, ip: `192.0.${k}.1`, ...issue }));
      audit.push(
        bind({ id: name, at: who.hour + 300_000, user: who.user, ip: who.ip, ...made.access }),
        ...(made.audit ?? []),
      );
    },
  };
}

/** A token that nobody issued. */
export const unknownToken = (who: Visitor): string => tokenOf(guid(`unknown ${who.user}`));
