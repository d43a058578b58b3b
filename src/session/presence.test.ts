// Where a person is, as far as the logs that were given can tell.
import { describe, expect, it } from 'vitest';
import { forged, home, life, person, together } from '../../test/store/life.js';
import { at, bind, type Fields } from '../../test/store/row.js';
import { sessionWorld, type World } from '../../test/store/world.js';
import { sql } from '../query/sql.js';

/** A rented server, by the shipped table of networks. */
const rented = '104.248.1.7';
const days = 4;
const daily = (of: (day: number) => Fields): Fields[] => Array.from({ length: days }, (_, day) => of(day));

async function ownNetworks({ database }: World, who: string): Promise<string[]> {
  const rows = await database.rows<{ network: string }>(
    sql`SELECT network FROM "ownPlace" WHERE principal = ${who} AND network IS NOT NULL ORDER BY network`,
  );
  return rows.map((row) => row.network);
}

describe('places of a person', () => {
  it('are told from reading where no sign-in log was given, but not from a rented place nor without ids', async () => {
    const { audit } = life({ people: 2, days });
    const elsewhere = daily((day) => bind({ at: at(day, 15), user: person(0), ip: rented, session: `rented ${day}` }));
    const nameless = daily((day) => bind({ at: at(day, 16), user: person(1), ip: '192.0.2.41' }));
    const world = await sessionWorld({ audit: [...audit, ...elsewhere, ...nameless] });
    expect(await ownNetworks(world, person(0))).toEqual([home(0).replace('.10', '.0/24')]);
    expect(await ownNetworks(world, person(1))).toEqual([home(1).replace('.10', '.0/24')]);
  });

  it('are no longer told from reading that a sign-in log does not explain', async () => {
    const strangers = forged(at(1, 2), 72, { user: person(0) });
    const world = await sessionWorld(together(life({ people: 2, days }), { audit: strangers }));
    expect(await ownNetworks(world, person(0))).toEqual([home(0).replace('.10', '.0/24')]);
  });
});
