// Tokens that no sign-in issued: the mark of a forged token. One missing sign-in is everyday life, since real exports lose
// some; what counts is how improbable a session's, or one network's, missing sign-ins are at the rate at which this tenant's
// comparable tokens miss theirs. Losses of the same hour hang together, so further ones count half.
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { fewestMatched } from '../reconcile/control.js';
import { isFamiliar } from '../session/presence.js';
import { groupBy } from '../util/group.js';
import { hour } from '../util/time.js';
import { count, thousands } from '../util/words.js';
import { logTail } from './chance.js';
import { type Detector, type Evidence, round, type Step } from './evidence.js';
import { decidedTokens, matchedTokens, tokenIds } from './need/access.js';
import { signIns } from './need/sign-in.js';

interface HourRow {
  session: string;
  unit: string;
  group: string;
  hour: number;
  atMs: number;
  lastMs: number;
  missing: boolean;
  /** Those without a sign-in come from places where the person otherwise is. */
  familiar: boolean;
  tokens: number;
  lost: number;
  records: string[];
  comparable: number;
  matched: number;
}

/** Loss differs from person to person and day to day; the measured rate is doubled to leave room for that. */
const spread = 2;
/** However complete an export is, one sign-in in fifty may be missing for some person: a single one proves nothing. */
const leastRate = 0.02;
/** Beyond this nothing is gained: chance is no longer the likely alternative. */
const mostWeight = 16;
/** At home and in the office an export that lost a sign-in is far likelier than a forger who sits there: a documented judgement. */
const familiarShare = 0.5;
/** A network's or application's tokens are judged together only where most of them miss their sign-in. */
const mostlyMissing = 0.5;

const lossRate = (comparable: number, matched: number): number =>
  Math.min(0.5, Math.max(leastRate, (spread * (comparable - matched + 1)) / (comparable + 2)));

/** Hours in which a session used tokens that found their sign-in or should have. */
const tokenHours = sql`SELECT "sessionId" AS session, concat_ws('|', tenant, network, application) AS unit,
    concat_ws('|', "signInTenant", "principalKind", microsoft) AS "group",
    date_trunc('hour', CASE WHEN "issueTimePlausible" THEN "tokenIssuedAt" ELSE "at" END) AS hour,
    min("at") AS "firstAt", max("at") AS "lastAt", bool_or("idMissing") AS missing,
    count(DISTINCT "tokenIdText") AS tokens, count(DISTINCT "tokenIdText") FILTER (WHERE "idMissing") AS lost,
    bool_and(${isFamiliar}) FILTER (WHERE "idMissing") AS familiar, max(comparable) AS comparable, max(matched) AS matched
  FROM "sessionAccess" a WHERE "idMissing" OR disagreement = '' GROUP BY ALL`;

/** Sessions that miss a sign-in, and others of the networks and applications most of whose tokens miss theirs. */
const hours = sql`WITH unit AS (SELECT unit, count(*) FILTER (WHERE missing) >= ${mostlyMissing} * count(*) AS suspect FROM "tokenHour" GROUP BY unit),
    session AS (SELECT session, bool_or(missing) AS missing FROM "tokenHour" GROUP BY session),
    record AS (SELECT "sessionId" AS session, date_trunc('hour', CASE WHEN "issueTimePlausible" THEN "tokenIssuedAt" ELSE "at" END) AS hour,
      concat_ws('|', tenant, network, application) AS unit, list(id ORDER BY n) AS records
      FROM "sessionAccess" WHERE "idMissing" GROUP BY ALL)
  SELECT t.session, t.unit, t."group", ${epochMs(sql`t.hour`)} AS hour, ${epochMs(sql`t."firstAt"`)} AS "atMs",
    ${epochMs(sql`t."lastAt"`)} AS "lastMs", t.missing, coalesce(t.familiar, false) AS familiar, t.tokens, t.lost, coalesce(r.records, []) AS records, t.comparable, t.matched
  FROM "tokenHour" t JOIN unit u USING (unit) JOIN session s USING (session) LEFT JOIN record r ON r.session = t.session
    AND r.hour = t.hour AND r.unit = t.unit
  WHERE s.missing OR u.suspect ORDER BY t."firstAt", t.session, t.hour, t.unit`;

interface ControlHour {
  group: string;
  atMs: number;
  tokens: number;
  matched: number;
}

const controlHours = sql`SELECT concat_ws('|', tenant, "principalKind", microsoft) AS "group", ${epochMs(sql`hour`)} AS "atMs",
    count(*) AS tokens, count(*) FILTER (WHERE matched) AS matched FROM "controlToken" GROUP BY ALL ORDER BY ALL`;

interface Control {
  /** From when on enough comparable tokens had found their sign-in. */
  readonly sinceMs: number;
  /** The figures as they stood at a time, from records dated earlier only. */
  at(ms: number): { comparable: number; matched: number };
}

const isEnough = (comparable: number, matched: number): boolean =>
  matched >= fewestMatched && matched * 2 >= comparable;

function controlOf(rows: readonly ControlHour[], group: string): Control {
  const sums: { atMs: number; comparable: number; matched: number }[] = [];
  for (const row of rows) {
    if (row.group !== group) continue;
    const { comparable = 0, matched = 0 } = sums.at(-1) ?? {};
    sums.push({ atMs: row.atMs, comparable: comparable + row.tokens, matched: matched + row.matched });
  }
  // An hour's tokens are known when the hour is over.
  const first = sums.find((sum) => isEnough(sum.comparable, sum.matched)) ?? sums.at(-1);
  const at = (ms: number) => sums.findLast((sum) => sum.atMs + hour <= ms) ?? { comparable: 0, matched: 0 };
  return { sinceMs: first === undefined ? 0 : first.atMs + hour, at };
}

/**
 * How many independent trials some hours are worth: one for each hour, and half a one for every further token in it, since
 * losses of the same hour hang together without being one.
 */
function trials(rows: readonly HourRow[], tokensOf: (row: HourRow) => number): number {
  let sum = 0;
  for (const hours of groupBy(
    rows.filter((row) => tokensOf(row) > 0),
    (row) => String(row.hour),
  ).values()) {
    sum += 0.5 + 0.5 * hours.reduce((all, row) => all + tokensOf(row), 0);
  }
  return Math.floor(sum);
}

function weightOf(rows: readonly HourRow[], rate: number): number {
  const all = trials(rows, (row) => row.tokens);
  const lost = trials(rows, (row) => row.lost);
  return Math.min(mostWeight, -logTail(Math.max(all, lost), lost, rate));
}

/** The weight as it grew, each hour with what was known then; what came before there was a control counts from then on. */
function growth(rows: readonly HourRow[], control: Control): Step[] {
  const steps: Step[] = [];
  for (const [i, row] of rows.entries()) {
    if (!row.missing) continue;
    const atMs = Math.max(row.atMs, control.sinceMs);
    const { comparable, matched } = control.at(atMs);
    const weight = weightOf(rows.slice(0, i + 1), lossRate(comparable, matched));
    steps.push({ atMs, weight: Math.max(weight, steps.at(-1)?.weight ?? 0) });
    if (weight >= mostWeight) break;
  }
  return steps;
}

function message(
  missing: readonly HourRow[],
  { comparable, matched }: { comparable: number; matched: number },
): string {
  const records = missing.reduce((sum, row) => sum + row.records.length, 0);
  const different = new Set(missing.map((row) => row.hour)).size;
  const percent = Math.floor((1000 * matched) / comparable) / 10;
  return (
    `${count(records, 'access used a token', 'accesses used tokens')} of which no sign-in is in the log, issued in ` +
    `${count(different, 'hour')}; of ${count(comparable, 'comparable token')} ${thousands(matched)} (${percent} %) do find theirs`
  );
}

function evidenceOf(
  session: string,
  own: readonly HourRow[],
  unit: readonly HourRow[],
  control: readonly ControlHour[],
): Evidence | null {
  const missing = own.filter((row) => row.missing);
  const [worst] = missing;
  if (worst === undefined) return null;
  const rate = lossRate(worst.comparable, worst.matched);
  const together = unit.filter((row) => row.missing).length >= mostlyMissing * unit.length ? unit : own;
  const basis = weightOf(together, rate) > weightOf(own, rate) ? together : own;
  const share = missing.every((row) => row.familiar) ? familiarShare : 1;
  const weight = share * weightOf(basis, rate);
  const firstMs = missing[0]?.atMs ?? 0;
  const grown = growth(basis, controlOf(control, worst.group)).map((step) => ({
    atMs: Math.max(step.atMs, firstMs),
    weight: Math.min(share * step.weight, weight),
  }));
  const lastMs = Math.max(...missing.map((row) => row.lastMs));
  return {
    detection: 'missingSignIn',
    session,
    message: message(missing, worst),
    weight: round(weight),
    steps: grown,
    records: missing.flatMap((row) => row.records),
    firstMs,
    lastMs,
    confidence: worst.matched >= 200 ? 'high' : 'moderate',
  };
}

export const missingSignIn: Detector = {
  name: 'missingSignIn',
  title: 'Mail read with a token that no sign-in issued',
  techniques: ['T1114.002', 'T1550.001', 'T1606'],
  strong: true,
  needs: [signIns('interactive', 'nonInteractive'), tokenIds, matchedTokens(fewestMatched), decidedTokens],
  async find(database: Database) {
    await database.run(sql`CREATE OR REPLACE TEMP TABLE "tokenHour" AS ${tokenHours}`);
    const rows = await database.rows<HourRow>(hours);
    const control = await database.rows<ControlHour>(controlHours);
    const units = groupBy(rows, (row) => row.unit);
    const evidence: Evidence[] = [];
    for (const [session, own] of groupBy(rows, (row) => row.session)) {
      const unit = own.find((row) => row.missing)?.unit;
      if (unit === undefined) continue;
      const found = evidenceOf(session, own, units.get(unit) ?? own, control);
      if (found !== null && found.weight >= 1) evidence.push(found);
    }
    return evidence;
  },
};
