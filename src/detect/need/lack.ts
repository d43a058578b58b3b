// Which detectors could not look at a tenant's logs, or at a part of them only, and why. All that all of them need is counted in
// one query.
import type { Told } from '../../intel/indicator.js';
import type { Database } from '../../query/database.js';
import { join, name, type Sql, sql } from '../../query/sql.js';
import type { Unable } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { detectors } from '../detect.js';
import type { Detector } from '../evidence.js';
import { knownIndicator, knownIndicatorOf } from '../known-indicator.js';
import { accesses } from './access.js';
import { type Need, type Over, wholeShare } from './need.js';
import { relations, tenants } from './relation.js';

/** Of one tenant: each need's figures under its name. */
type Supply = Readonly<Record<string, number>> & { readonly tenant: string };

interface Counted {
  readonly need: Need;
  readonly have: string;
  readonly of: string;
}

const counted = (needs: readonly Need[]): Counted[] =>
  needs.map((need, i) => ({ need, have: `have${i}`, of: `of${i}` }));

const figures = (all: readonly Counted[]): Sql =>
  join(all.flatMap(({ need, have, of }) => [sql`${need.have} AS ${name(have)}`, sql`${need.of} AS ${name(of)}`]));

function supplyQuery(all: readonly Counted[]): Sql {
  const given = all.filter(({ need }) => need.over === null);
  const groups = [
    ...groupBy(
      all.filter(({ need }) => need.over !== null),
      ({ need }) => need.over as Over,
    ),
  ];
  const joined = groups.map(
    ([over, same]) =>
      sql`LEFT JOIN (SELECT tenant, ${figures(same)} FROM ${relations[over as Over]} GROUP BY tenant) AS ${name(over)} USING (tenant)`,
  );
  const columns = all.filter(({ need }) => need.over !== null).flatMap(({ have, of }) => [have, of]);
  const each = columns.map((column) => sql`coalesce(${name(column)}, 0)::BIGINT AS ${name(column)}`);
  return sql`SELECT tenant, ${join([...each, ...given.map((one) => figures([one]))])} FROM (${tenants}) ${join(joined, ' ')} ORDER BY tenant`;
}

interface Lack {
  readonly code: string;
  readonly message: string;
  readonly have: number;
  readonly of: number;
  readonly least: number;
}

function lacksOf(needs: readonly Counted[], supply: Supply): Lack[] {
  return needs.flatMap(({ need, have: column, of: total }) => {
    const [have = 0, of = 0] = [supply[column], supply[total]];
    if (have >= need.least && have >= wholeShare * of) return [];
    return [{ code: need.code, message: need.words(have, of), have, of, least: need.least }];
  });
}

function unableOf(detector: Detector, needs: readonly Counted[], all: readonly Supply[]): Unable[] {
  const own = [accesses, ...detector.needs].map(
    (need) => needs.find((each) => each.need.code === need.code) as Counted,
  );
  const lacking = all.flatMap((supply) => {
    const lacks = lacksOf(own, supply);
    return lacks.length === 0 ? [] : [{ tenant: supply.tenant, lacks }];
  });
  const { name: id, title } = detector;
  return [...groupBy(lacking, ({ lacks }) => JSON.stringify(lacks)).values()].map((same) => {
    const lacks = same[0]?.lacks ?? [];
    return {
      kind: 'detector',
      id,
      title,
      state: lacks.some(({ have, least }) => have < least) ? 'notRun' : 'inPart',
      tenants: same.length === all.length ? null : same.map(({ tenant }) => tenant),
      // What keeps it from looking at all goes before what narrows its view.
      lacks: [...lacks.filter(({ have, least }) => have < least), ...lacks.filter(({ have, least }) => have >= least)],
    };
  });
}

/** In the order of the detectors, then of the tenants. Needs the tables that the detectors read. */
export async function readUnable(database: Database, published: Told): Promise<Unable[]> {
  const asked = detectors.map((each) => (each === knownIndicator ? knownIndicatorOf(published) : each));
  const needs = new Map([accesses, ...asked.flatMap((each) => each.needs)].map((need) => [need.code, need]));
  const all = counted([...needs.values()]);
  const supply = await database.rows<Supply>(supplyQuery(all));
  return asked.flatMap((detector) => unableOf(detector, all, supply));
}
