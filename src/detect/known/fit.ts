// Which values in the logs fit which comparison of a published indicator. There are few different addresses, applications and
// clients beside the records, so each value is compared once, in the engine: a feed may hold a hundred thousand indicators.
import type { Conjunction, Indicator, Trait } from '../../intel/indicator.js';
import type { Database } from '../../query/database.js';
import { inlineRows, matches, wideNumber } from '../../query/operation.js';
import { join, type Sql, sql } from '../../query/sql.js';
import { addressText, parseRange } from '../../record/address.js';

/** Changes that may name whom they serve: rules, forwards, rights, consents, applications. */
const telling =
  'rule|forward|set-mailbox|journal|connector|remotedomain|consent|application|service principal|permission|oauth|grant|transport|owner';
/** What such a change may name: addresses of mail, of the web, and ids. Slashes may stand escaped. */
const named =
  '[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}|https?:\\\\?/\\\\?/[^\\s"\'<>\\\\]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Makes `saidText`: what changes in the audit log and the directory name, a text a row. */
async function makeSaid(database: Database, wanted: boolean): Promise<void> {
  const from = (surface: string, log: Sql): Sql => sql`SELECT ${surface} AS surface, rowid AS key,
      replace(unnest(regexp_extract_all(lower(raw), ${named})), '\\', '') AS said FROM ${log} WHERE regexp_matches(lower(operation), ${telling})`;
  const all = wanted
    ? sql`${from('audit', sql`audit`)} UNION ALL ${from('directory', sql`directory`)}`
    : sql`SELECT '' AS surface, 0 AS key, '' AS said WHERE false`;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "saidText" AS SELECT DISTINCT surface, key, said FROM (${all})`);
}

const users = sql`SELECT "user" AS v FROM access UNION SELECT "user" FROM issued UNION SELECT "user" FROM audit UNION SELECT "user" FROM directory`;
const applications = sql`SELECT application AS v FROM access UNION SELECT via FROM access UNION SELECT application FROM issued UNION SELECT application FROM directory
  UNION SELECT coalesce("clientAppId", "appId") FROM audit`;
const agents = sql`SELECT "clientInfo" AS v FROM access UNION SELECT "userAgent" FROM issued UNION SELECT "userAgent" FROM audit UNION SELECT "userAgent" FROM directory`;
const said = sql`SELECT DISTINCT said AS v FROM "saidText"`;
const host = (url: Sql): Sql => sql`regexp_extract(${url}, '^https?://([^/:?#]+)', 1)`;

/** Per trait the values in the logs (`value`), and in which column (`place`) of a record the text stands (`stands`) that has it. */
const values: Readonly<Record<Trait, Sql>> = {
  address: sql`SELECT ip AS value, 'ip' AS place, ip AS stands FROM place`,
  asn: sql`SELECT asn::VARCHAR, 'ip', ip FROM place`,
  application: sql`SELECT v, 'application', v FROM (${applications}) UNION ALL SELECT v, 'said', v FROM (${said})`,
  userAgent: sql`SELECT v, 'agent', v FROM (${agents})`,
  account: sql`SELECT v, 'user', v FROM (${users}) UNION ALL SELECT v, 'said', v FROM (${said}) WHERE v LIKE '%@%'`,
  domain: sql`SELECT split_part(v, '@', 2), 'user', v FROM (${users}) UNION ALL SELECT split_part(v, '@', 2), 'said', v FROM (${said}) WHERE v LIKE '%@%'
    UNION ALL SELECT ${host(sql`v`)}, 'said', v FROM (${said}) WHERE v LIKE 'http%'`,
  url: sql`SELECT v, 'said', v FROM (${said}) WHERE v LIKE 'http%'`,
};

interface Asked {
  indicator: number;
  conjunction: number;
  literal: number;
  negated: boolean;
  trait: Trait;
  how: string;
  value: string;
  family: number | null;
  lowest: string | null;
  highest: string | null;
}

/** A range of one address is compared as text, which costs nothing however many there are. */
function askedOf(value: string): Pick<Asked, 'how' | 'value' | 'family' | 'lowest' | 'highest'> {
  const range = parseRange(value);
  if (range === null) return { how: 'is', value, family: null, lowest: null, highest: null };
  const single = range.first === range.last;
  return {
    how: single ? 'is' : 'within',
    value: single ? addressText(range.family, range.first) : value,
    family: range.family,
    lowest: String(range.first),
    highest: String(range.last),
  };
}

function rowsOf(conjunction: Conjunction, indicator: number, number: number): Asked[] {
  return conjunction.flatMap(({ trait, how, values: list, negated }, literal) =>
    list.map((value) => {
      const base = { indicator, conjunction: number, literal, negated, trait };
      return how === 'within'
        ? { ...base, ...askedOf(value) }
        : { ...base, how, value, family: null, lowest: null, highest: null };
    }),
  );
}

const types = {
  indicator: 'integer',
  conjunction: 'integer',
  literal: 'integer',
  negated: 'boolean',
  trait: 'text',
  how: 'text',
  value: 'text',
  family: 'integer',
  lowest: 'text',
  highest: 'text',
} as const;

/** Regular expressions are few and constant, each a query of its own; they have been checked for the engine. */
const byExpression = (asked: readonly Asked[]): Sql[] =>
  [...new Set(asked.filter(({ how }) => how === 'matches').map(({ value }) => value))].map(
    (
      pattern,
    ) => sql`SELECT a.indicator, a.conjunction, a.literal, a.negated, v.place, v.stands FROM asked a JOIN "traitValue" v USING (trait)
      WHERE a.how = 'matches' AND a.value = ${pattern} AND ${matches(sql`v.value`, pattern)}`,
  );

/**
 * Makes `fit`: the comparison (`indicator`, `conjunction`, `literal`, `negated`) and the text that fits it, with the column in which it
 * stands; and `asked`, what is looked for. Indicators are numbered as they come. Needs the reconciliation.
 */
export async function makeFits(database: Database, indicators: readonly Indicator[]): Promise<void> {
  let conjunctions = 0;
  const asked = indicators.flatMap(({ any }, number) => any.flatMap((all) => rowsOf(all, number, conjunctions++)));
  const traits = [...new Set(asked.map(({ trait }) => trait))].sort();
  await makeSaid(
    database,
    traits.some((trait) => ['application', 'account', 'domain', 'url'].includes(trait)),
  );
  await database.run(sql`CREATE OR REPLACE TEMP TABLE asked AS SELECT * FROM ${inlineRows(types, asked)}`);
  const all = traits.map(
    (
      trait,
    ) => sql`SELECT DISTINCT ${trait} AS trait, value, place, stands FROM (${values[trait]}) t(value, place, stands)
    WHERE coalesce(value, '') <> ''`,
  );
  const none = sql`SELECT '' AS trait, '' AS value, '' AS place, '' AS stands WHERE false`;
  await database.run(
    sql`CREATE OR REPLACE TEMP TABLE "traitValue" AS ${all.length === 0 ? none : join(all, ' UNION ALL ')}`,
  );
  const of = sql`a.indicator, a.conjunction, a.literal, a.negated, v.place, v.stands`;
  const queries = [
    sql`SELECT ${of} FROM asked a JOIN "traitValue" v ON a.how = 'is' AND v.trait = a.trait AND lower(v.value) = lower(a.value)`,
    sql`SELECT ${of} FROM asked a JOIN "traitValue" v ON a.how = 'like' AND v.trait = a.trait AND lower(v.value) LIKE a.value`,
    sql`SELECT ${of} FROM (SELECT *, ${wideNumber(sql`lowest`)} AS first, ${wideNumber(sql`highest`)} AS last FROM asked WHERE how = 'within') a
      JOIN (SELECT DISTINCT ip, family, number FROM address WHERE ip IS NOT NULL) n ON n.family = a.family AND n.number BETWEEN a.first AND a.last
      JOIN "traitValue" v ON v.trait = 'address' AND v.value = n.ip`,
    ...byExpression(asked),
  ];
  await database.run(sql`CREATE OR REPLACE TEMP TABLE fit AS SELECT DISTINCT * FROM (${join(queries, ' UNION ALL ')})`);
}
