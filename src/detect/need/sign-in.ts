// What detectors need of the sign-in logs: which kinds, over which of the days on which mail was opened, and what they say.
import { list, name, type Sql, some, sql } from '../../query/sql.js';
import { count, thousands } from '../../util/words.js';
import { enough, type Need, rowsWith, share } from './need.js';

/** Columns of the relation of days. */
type Kind = 'interactive' | 'nonInteractive' | 'auditLog';

/** In the words of the limits. */
const logs: Readonly<Record<Kind, string>> = {
  interactive: 'interactive sign-ins',
  nonInteractive: 'non-interactive sign-ins',
  auditLog: 'sign-ins in the audit log',
};

const sum = (condition: Sql): Sql => sql`coalesce(sum(accesses) FILTER (WHERE ${condition}), 0)::BIGINT`;

/** Sign-ins of people, in one of the logs named, of the days on which people opened mail. */
export function signIns(...kinds: readonly [Kind, ...Kind[]]): Need {
  const covered = some(kinds.map((kind) => sql`coalesce(${name(kind)}, false)`));
  const which = logs[kinds[0]];
  return {
    code: `signIns:${kinds.join(',')}`,
    over: 'personDay',
    have: sum(covered),
    of: sum(sql`true`),
    least: 1,
    words: (have, of) =>
      have === 0
        ? `no ${which} of the days on which mail was opened were given`
        : `the ${which} cover the days of only ${thousands(have)} of ${count(of, 'access', 'accesses')} by people`,
  };
}

/** Access sessions that lead to the sign-in with which they began. */
export const tiedSessions = share({
  code: 'tiedSessions',
  over: 'session',
  has: sql`tied`,
  none: 'no access session leads to the sign-in with which it began',
  unit: ['access session', 'access sessions'],
  does: ['leads to the sign-in with which it began', 'lead to the sign-in with which they began'],
});

const unit = ['sign-in', 'sign-ins'] as const;
const ofPeople = sql`success AND kind IN ('interactive', 'nonInteractive', 'auditLog')`;

export const signInSessions = share({
  code: 'signInSessions',
  over: 'signIn',
  among: sql`success AND kind IN ('interactive', 'auditLog')`,
  has: sql`session IS NOT NULL AND network IS NOT NULL`,
  none: 'no interactive sign-in carries a session id and an address',
  unit: ['interactive sign-in', 'interactive sign-ins'],
  does: ['carries a session id and an address', 'carry a session id and an address'],
});

/** The audit log has no such field; what it has instead it has in every such record. */
export const signInManners = share({
  code: 'signInManners',
  over: 'signIn',
  among: ofPeople,
  has: sql`kind = 'auditLog' OR protocol IS NOT NULL OR transfer IS NOT NULL`,
  none: 'no sign-in says by which protocol it came',
  unit,
  does: ['says by which protocol it came', 'say by which protocol they came'],
});

export const signInClients = share({
  code: 'signInClients',
  over: 'signIn',
  among: ofPeople,
  has: sql`protocol IS NOT NULL OR "userAgent" IS NOT NULL OR "clientApp" IS NOT NULL`,
  none: 'no sign-in names its client',
  unit,
  does: ['names its client', 'name their client'],
});

export const tokenIssuers = share({
  code: 'tokenIssuers',
  over: 'signIn',
  among: sql`success AND kind = 'interactive'`,
  has: sql`"tokenIssuerType" IS NOT NULL`,
  none: 'no interactive sign-in says who issued its token',
  unit: ['interactive sign-in', 'interactive sign-ins'],
  does: ['says who issued its token', 'say who issued their token'],
});

/** No organisation is without a mistyped password: logs without any were filtered. */
export const refusedPasswords = (errorCodes: readonly number[]): Need =>
  enough({
    code: 'refusedPasswords',
    over: 'signIn',
    have: rowsWith(sql`NOT success AND "errorCode" IN ${list(errorCodes)} AND network IS NOT NULL`),
    least: 1,
    words: () => 'the sign-in logs hold no refused password, as if they were filtered to what succeeded',
  });
