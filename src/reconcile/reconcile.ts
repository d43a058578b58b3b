// Every access must be explained. The way: place every address, lay accesses and sign-ins side by side, match by token, by
// session, by context, ask how far the sign-in logs reach and how often comparable tokens find theirs, then decide.
import type { Database } from '../query/database.js';
import { name, sql } from '../query/sql.js';
import type { Knowledge } from '../record/knowledge.js';
import type { Result } from '../record/result.js';
import { sumsOf } from '../record/tally.js';
import type { AllowUse } from '../record/told.js';
import { makeAliases } from '../store/enrich/own-tables.js';
import { makePlaces } from '../store/enrich/places.js';
import type { Progress } from '../util/progress.js';
import { makeAccesses, type Scope } from './access.js';
import type { Allowed } from './allow.js';
import { readAllowUses } from './allow-use.js';
import { findBackground } from './background.js';
import { classify, reasons, type Tally, tallies } from './classify.js';
import { makeControl } from './control.js';
import { makeCoverage, readCoverage, type SignInCoverage } from './coverage.js';
import { matchContexts } from './match-context.js';
import { matchSessions } from './match-session.js';
import { matchTokens } from './match-token.js';
import { joinNames } from './same-person.js';
import { makeSignIns } from './sign-in.js';

export interface Reconciled {
  readonly coverage: readonly SignInCoverage[];
  readonly reconciliation: Result['reconciliation'];
  /** What accesses and sign-ins both say but could not be compared in this data. */
  readonly incomparable: readonly string[];
  /** What the entries of the allow file were used for. */
  readonly allowed: readonly AllowUse[];
}

async function count(database: Database): Promise<Result['reconciliation']> {
  const byMailbox = await database.rows<Tally>(tallies);
  const named = await database.rows<{ name: string; isTier: boolean; accesses: number }>(reasons);
  const tier = (name: string): number => named.find((row) => row.isTier && row.name === name)?.accesses ?? 0;
  return {
    ...sumsOf(byMailbox),
    byTier: { token: tier('token'), session: tier('session'), context: tier('context') },
    byReason: Object.fromEntries(named.filter((row) => !row.isTier).map((row) => [row.name, row.accesses])),
    byMailbox,
  };
}

/** Tables that nobody asks once every access has its class; what comes after needs the memory. */
const spent = ['issuedKey', 'tokenPair', 'tokenMatch', 'sessionMatch', 'contextMatch', 'background', 'reach'];

/** Reconciles every access of the store; leaves `access`, `judged` and the tables they rest on for the rooms above. */
export async function reconcile(
  database: Database,
  knowledge: Knowledge,
  allowed: Allowed,
  scope: Scope,
  progress: Progress,
): Promise<Reconciled> {
  let incomparable: string[] = [];
  const steps: (() => Promise<unknown>)[] = [
    () => makePlaces(database, knowledge),
    () => makeAliases(database),
    () => joinNames(database),
    () => makeAccesses(database, knowledge, scope),
    () => makeSignIns(database),
    async () => {
      incomparable = await matchTokens(database, knowledge);
    },
    () => matchSessions(database),
    () => matchContexts(database),
    () => findBackground(database, knowledge, allowed),
  ];
  progress.phase('reconciling accesses with sign-ins', steps.length + 3, 'steps');
  for (const step of steps) {
    await step();
    progress.advance(1);
  }
  const coverage = await readCoverage(database);
  await makeCoverage(database, coverage);
  await makeControl(database, knowledge);
  progress.advance(2);
  await classify(database);
  for (const table of spent) await database.run(sql`DROP TABLE ${name(table)}`);
  const reconciliation = await count(database);
  const uses = await readAllowUses(database, allowed);
  progress.advance(1);
  return { coverage, reconciliation, incomparable, allowed: uses };
}
