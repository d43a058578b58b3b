// What detectors need of the accesses themselves. Service readers count nowhere: no detector looks at them.
import { sql } from '../../query/sql.js';
import { count, thousands } from '../../util/words.js';
import { enough, type Need, rows, rowsWith, share } from './need.js';

const unit = ['access', 'accesses'] as const;
const person = sql`a."principalKind" = 'person'`;

/** Asked for every detector before all else. */
export const accesses: Need = enough({
  code: 'accesses',
  over: 'access',
  have: rows,
  least: 1,
  words: () => 'no opening of mail is in the logs',
});

export const tokenIds = share({
  code: 'tokenIds',
  over: 'access',
  has: sql`a."tokenIdText" IS NOT NULL`,
  none: 'no access carries a token id',
  unit,
  does: ['carries a token id', 'carry a token id'],
});

export const tokenOrSessionIds = share({
  code: 'tokenOrSessionIds',
  over: 'access',
  has: sql`coalesce(a."tokenIdText", a.session) IS NOT NULL`,
  none: 'no access carries a token or session id',
  unit,
  does: ['carries a token or session id', 'carry a token or session id'],
});

export const tokenTenants = share({
  code: 'tokenTenants',
  over: 'access',
  has: sql`a."tokenTenant" IS NOT NULL`,
  none: 'no access says which tenant issued its token',
  unit,
  does: ['says which tenant issued its token', 'say which tenant issued their token'],
});

export const addresses = share({
  code: 'addresses',
  over: 'access',
  has: sql`a.network IS NOT NULL`,
  none: 'no access names the address that it came from',
  unit,
  does: ['names the address that it came from', 'name the address that they came from'],
});

export const clients = share({
  code: 'clients',
  over: 'access',
  among: person,
  has: sql`a.client IS NOT NULL`,
  none: 'no access names its client',
  unit,
  does: ['names its client', 'name their client'],
});

/** An application that keeps its sessions apart; without their ids a copy made at home and one made elsewhere look alike. */
export const copiesInSessions = share({
  code: 'copiesInSessions',
  over: 'access',
  among: sql`a.kind = 'sync' AND ${person}`,
  has: sql`a.session IS NOT NULL`,
  none: 'no record of a folder that was copied carries a session id',
  unit: ['record of a copied folder', 'records of copied folders'],
  does: ['carries a session id', 'carry a session id'],
});

/** Tokens of which it can be told whether they have a sign-in. */
export const decidedTokens: Need = {
  code: 'decidedTokens',
  over: 'access',
  have: rowsWith(sql`a."tokenIdText" IS NOT NULL AND (j."idMissing" OR j.disagreement IS NOT NULL)`),
  of: rowsWith(sql`a."tokenIdText" IS NOT NULL`),
  least: 1,
  words: (have, of) =>
    have === 0
      ? 'of no token can be told whether it has a sign-in'
      : `only ${thousands(have)} of ${count(of, 'access', 'accesses')} with a token id can be held against the sign-in logs`,
};

/** Comparable tokens that find their sign-in: the largest control that the tenant has. */
export const matchedTokens = (least: number): Need =>
  enough({
    code: 'matchedTokens',
    over: 'control',
    have: sql`max(matched)`,
    least,
    words: (have) =>
      `${have === 0 ? 'no' : `only ${thousands(have)}`} comparable tokens find their sign-in, and ${least} are needed`,
  });

/** Hours of reading with ids, by people or by applications. */
export const hoursWithIds = (least: number): Need =>
  enough({
    code: 'hoursWithIds',
    over: 'hour',
    have: sql`max(hours)`,
    least,
    words: (have) =>
      have === 0
        ? 'no access carries a token or session id'
        : `only ${count(have, 'hour')} of reading carry ids, and ${least} are needed to compare with`,
  });
