// The intruder: reads mail as somebody else with a token the identity provider never issued (an id no sign-in has), with a
// copied id whose other claims do not agree, or with no id at all. Always on a weekday, within the exports' hours.
import type { Life } from './life.js';
import { tokenIdOf } from './token.js';
import { clients, day, type Fields, hour, type Scenario, strangeApp, type Token, type User } from './world-model.js';
import { contextOf, zoneless } from './world-rows.js';

export function intrude(life: Life, scenario: Scenario, users: readonly User[], fromAt: number, days: number): void {
  const { random } = life;
  const victims = random.sample(users, Math.min(users.length, random.int(1, 2)));
  for (const victim of victims) {
    const weekdays = Array.from({ length: days - 6 }, (_, n) => fromAt + (n + 3) * day).filter((start) =>
      [1, 2, 3, 4, 5].includes(new Date(start).getUTCDay()),
    );
    const startsAt = random.pick(weekdays) + random.int(10 * hour, 13 * hour);
    for (let n = random.int(6, 14), at = startsAt; n > 0; n--, at += random.int(60_000, 9 * 60_000)) {
      read(life, scenario, victim, users, at, startsAt);
    }
  }
}

function read(
  life: Life,
  scenario: Scenario,
  victim: User,
  users: readonly User[],
  at: number,
  startsAt: number,
): void {
  const { random, rows } = life;
  const copied = scenario.startsWith('copied') ? tokenToCopy(life, scenario, victim, users, at) : null;
  const client = { ...clients.web, appId: scenario === 'copiedApplication' ? strangeApp : clients.web.appId };
  const by = { user: victim.upn, client, address: '192.0.2.66' };
  const row = rows.bind(at, victim, by, life.items(victim, 8));
  const issuedAt = copied === null ? startsAt - 120_000 : copied.issuedAt;
  const ids = {
    tokenId: tokenIdOf(copied?.signInId ?? random.guid()),
    sessionId: null,
    issuedAt: scenario === 'copiedTime' ? at - 600_000 : issuedAt,
  };
  const context: Fields = scenario === 'noIds' ? {} : contextOf(random, ids);
  life.log({ ...row, CreationTime: zoneless(at), ...context }, victim, { by: 'intruder', scenario, copied });
}

/** A real token whose user, or issue time, or application will then not be the one the record claims. */
function tokenToCopy(life: Life, scenario: Scenario, victim: User, users: readonly User[], at: number): Token {
  const other = users[(users.indexOf(victim) + 1) % users.length];
  const owner = scenario === 'copiedUser' ? other : victim;
  const age = scenario === 'copiedTime' ? [2 * day, 9 * day] : [0, 20 * hour];
  const fitting = life.tokens.filter(
    (token) =>
      token.user === owner &&
      token.client === clients.web &&
      at - token.issuedAt >= (age[0] ?? 0) &&
      at - token.issuedAt < (age[1] ?? 0),
  );
  return fitting.length > 0
    ? life.random.pick(fitting)
    : life.issue(
        owner ?? victim,
        clients.web,
        'interactive',
        life.random.guid(),
        at - (age[0] ?? 0) - hour,
        (owner ?? victim).home,
      );
}
