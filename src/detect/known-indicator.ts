// Accesses and sign-ins that fit a published indicator within its dates. Whoever publishes one knows of an intruder elsewhere; that
// it is the same here is likely where the thing is rare, and no news where half the house comes from there.
import { type Conjunction, type Indicator, nothingPublished, type Told } from '../intel/indicator.js';
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { groupBy } from '../util/group.js';
import { count } from '../util/words.js';
import { type Detector, type Evidence, round, type Step } from './evidence.js';
import { type Ordinary, readOrdinary } from './known/ordinary.js';
import { indicatorText } from './known/tell.js';
import { mostOfAll, type Worth, worthOf } from './known/worth.js';
import { indicators } from './need/history.js';

interface FittingRow {
  session: string;
  indicator: number;
  conjunction: number;
  within: boolean;
  signIns: number;
  accesses: number;
  user: string | null;
  ip: string | null;
  application: string | null;
  agent: string | null;
  atMs: number;
  lastMs: number;
  records: string[];
}

/** A sign-in counts from the first access of its session on: before that nobody's mail was read. */
const perSession = sql`SELECT h.session, indicator, conjunction, within, count(*) FILTER (WHERE surface = 'signIn') AS "signIns",
    count(*) FILTER (WHERE surface = 'access') AS accesses, "user", ip, application, agent,
    ${epochMs(sql`greatest(min("at"), min(b."firstAt"))`)} AS "atMs", ${epochMs(sql`greatest(max("at"), min(b."firstAt"))`)} AS "lastMs",
    (list(id ORDER BY "at", id))[1:50] AS records
  FROM (SELECT i.*, m."sessionId" AS session FROM indicated i JOIN "accessInSession" m ON m.n = i.key WHERE i.surface = 'access'
    UNION ALL SELECT i.*, m."sessionId" FROM indicated i JOIN "sessionSignIn" m ON m.n = i.key WHERE i.surface = 'signIn' AND i.success) h
    JOIN (SELECT "sessionId" AS session, "firstAt" FROM "accessSession") b ON b.session = h.session
  GROUP BY ALL ORDER BY "atMs", session, indicator, conjunction, "user", ip, application, agent`;

interface Weighed {
  readonly row: FittingRow;
  readonly indicator: Indicator;
  readonly conjunction: Conjunction;
  readonly worth: Worth;
}

const outside = 'that was outside those dates, so it is noted and weighs nothing';

/** Rows with what they are worth. Conjunctions are numbered over all indicators, in their order. */
function weighRows({ indicators }: Told, rows: readonly FittingRow[], ordinary: Ordinary): Weighed[] {
  const conjunctions = indicators.flatMap(({ any }) => any);
  return rows.flatMap((row) => {
    const [indicator, conjunction] = [indicators[row.indicator], conjunctions[row.conjunction]];
    if (indicator === undefined || conjunction === undefined) return [];
    const worth = worthOf(indicator, conjunction, row, ordinary);
    const noted = { weight: 0, notes: [outside], shared: worth.shared };
    return [{ row, indicator, conjunction, worth: row.within ? worth : noted }];
  });
}

/** Indicators that a message names. */
const told = 3;

function sentence(weighed: readonly Weighed[]): string {
  const rows = weighed.map(({ row }) => row);
  const sum = (key: 'accesses' | 'signIns'): number => rows.reduce((all, row) => all + row[key], 0);
  const parts = [
    ...(sum('accesses') > 0 ? [count(sum('accesses'), 'access', 'accesses')] : []),
    ...(sum('signIns') > 0 ? [count(sum('signIns'), 'sign-in')] : []),
  ];
  const fits = `${parts.join(' and ')} ${sum('accesses') + sum('signIns') === 1 ? 'fits' : 'fit'}`;
  const notes = [...new Set(weighed.flatMap(({ worth }) => worth.notes))];
  const { indicator } = weighed[0] as Weighed;
  return `${fits} ${indicatorText(indicator)}${notes.length === 0 ? '' : `; but ${notes.join(', and ')}`}`;
}

/** What of a record an indicator is about: two indicators of one address are one thing. */
function thingOf({ row, conjunction }: Weighed): string {
  const about = (...traits: string[]): boolean => conjunction.some(({ trait }) => traits.includes(trait));
  const parts = [
    about('address', 'asn') ? row.ip : '',
    about('application') ? row.application : '',
    about('userAgent') ? row.agent : '',
    about('account', 'domain', 'url') ? 'account' : '',
  ];
  return parts.join('|');
}

/** The heaviest thing counts whole, each further one half of the one before: several addresses of one intruder say little more. */
function stepsOf(weighed: readonly Weighed[]): Step[] {
  const best = new Map<string, number>();
  return [...weighed]
    .sort((a, b) => a.row.atMs - b.row.atMs)
    .map((each) => {
      const thing = thingOf(each);
      best.set(thing, Math.max(best.get(thing) ?? 0, each.worth.weight));
      const weights = [...best.values()].sort((a, b) => b - a);
      const sum = weights.reduce((all, weight, i) => all + weight / 2 ** i, 0);
      return { atMs: each.row.atMs, weight: Math.min(mostOfAll, sum) };
    });
}

const heaviest = (group: readonly Weighed[]): number => Math.max(...group.map(({ worth }) => worth.weight));

function evidenceOf(session: string, all: readonly Weighed[]): Evidence[] {
  // What half the house shares would stand in every session; the list of indicators tells it once.
  const weighed = all.filter(({ worth }) => !worth.shared);
  const [first] = weighed;
  if (first === undefined) return [];
  const byIndicator = groupBy(weighed, ({ row }) => `${row.indicator} ${row.within}`);
  const groups = [...byIndicator.values()].sort((a, b) => heaviest(b) - heaviest(a));
  const more = groups.length > told ? `; and ${count(groups.length - told, 'indicator')} more` : '';
  const steps = stepsOf(weighed);
  const weight = round(steps.at(-1)?.weight ?? 0);
  const telling = weighed.filter(({ row }) => row.within || weight === 0);
  return [
    {
      detection: 'knownIndicator',
      session,
      message: `${groups.slice(0, told).map(sentence).join('; ')}${more}`,
      weight,
      steps,
      records: [...new Set(telling.flatMap(({ row }) => row.records))].slice(0, 200),
      firstMs: telling[0]?.row.atMs ?? first.row.atMs,
      lastMs: Math.max(...telling.map(({ row }) => row.lastMs)),
      confidence: weight >= 6 ? 'moderate' : 'low',
    },
  ];
}

/** The detector for what was published; needs `indicated`. */
export const knownIndicatorOf = (published: Told): Detector => ({
  name: 'knownIndicator',
  title: 'Mail read from, or with, what a published indicator names',
  techniques: ['T1114.002'],
  strong: true,
  needs: [indicators(published.indicators.length)],
  async find(database: Database) {
    if (published.indicators.length === 0) return [];
    const rows = await database.rows<FittingRow>(perSession);
    const weighed = weighRows(published, rows, await readOrdinary(database));
    return [...groupBy(weighed, ({ row }) => row.session)].flatMap(([session, own]) => evidenceOf(session, own));
  },
});

/** As it stands among the detectors, where nothing was published. */
export const knownIndicator = knownIndicatorOf(nothingPublished);
