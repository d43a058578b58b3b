// The story on one page: exports are read into a workspace, every access is reconciled with the sign-ins, evidence is
// weighed, exposure measured, cases built, and the answer put into one sentence.
import { withJudgements } from './attribute/judged.js';
import { withCampaigns } from './campaign/campaign.js';
import { readTraits } from './campaign/trait.js';
import { within } from './case/asked.js';
import { type Behind, recordsBehind } from './case/behind.js';
import { buildCases, type Material } from './case/case.js';
import type { Judged } from './case/group.js';
import { withVerdicts } from './case/judge.js';
import { withQuestions } from './case/question/question.js';
import { verdictOf } from './case/verdict.js';
import { readVerdictFile, standingVerdicts } from './case/verdict-file.js';
import { readWatched, watchedFirst } from './case/watched.js';
import type { WatchedEntry } from './case/watched-file.js';
import { detect } from './detect/detect.js';
import { findingsOf } from './detect/finding.js';
import { findIndicatedAlone } from './detect/known/loose.js';
import { readIndicatorUses } from './detect/known/use.js';
import { readUnable } from './detect/need/lack.js';
import { noRules, runRules } from './detect/rule/run.js';
import { innocent, levelRank } from './detect/weigh.js';
import { gapLimits } from './exposure/gap-limit.js';
import { readOrganisations } from './exposure/organisation.js';
import { readMailboxes, readTotals } from './exposure/total.js';
import { readAuditGaps, readThrottled, unrecordedWindows } from './exposure/unknown.js';
import { nothingPublished, type Told as Published } from './intel/indicator.js';
import type { Database } from './query/database.js';
import type { Scope } from './reconcile/access.js';
import { type Allowed, nothingAllowed } from './reconcile/allow.js';
import { coverageOf } from './reconcile/coverage.js';
import { findLimits } from './reconcile/limits.js';
import { readLogCoverage } from './reconcile/other-log.js';
import { reconcile } from './reconcile/reconcile.js';
import { makeRecordClasses, noTraces, type RecordTraces, readRecords } from './reconcile/records.js';
import { readSignInTimes } from './reconcile/sign-in-time.js';
import { withTenantNames } from './reconcile/state/names.js';
import { peopleNamed, readPeople } from './reconcile/state/people.js';
import { readTenantState } from './reconcile/state/state.js';
import { type Knowledge, readKnowledge } from './record/knowledge.js';
import type { Case, Result } from './record/result.js';
import { nothingTold } from './record/told.js';
import { makeSessions } from './session/access-session.js';
import { coldStarts } from './session/cold-start-limits.js';
import { makeEntries } from './session/entry.js';
import { findNewTraits } from './session/newness.js';
import { makePresence } from './session/presence.js';
import { readFurtherSessions, readSessions, readWhereaboutsOfSessions, type SessionRow } from './session/read.js';
import { sessionOf } from './session/result.js';
import type { Loaded } from './sigma/load.js';
import { answerKey, keepAnswer, readAnswer } from './store/answer.js';
import { ownTables, withOwnNames, withOwnPeople } from './store/enrich/own-tables.js';
import { readInputs, readRejects } from './store/ledger.js';
import type { Workspace } from './store/workspace.js';
import { byText } from './util/order.js';
import { programHash } from './util/program-hash.js';
import { type Progress, silent } from './util/progress.js';
import { version } from './util/version.js';
import { wholeText } from './util/whole-text.js';

export type { Result } from './record/result.js';
export { discover } from './store/discover.js';
export { loadAll } from './store/load-all.js';
export { openWorkspace, type Workspace } from './store/workspace.js';

/** Data throughout, no functions: answers are remembered by its text. */
export interface Question {
  readonly scope: Scope;
  readonly allowed: Allowed;
  /** When somebody noticed, as told by the user; ISO 8601. */
  readonly detectedAt: string | null;
  readonly allSessions: boolean;
  readonly rules: Loaded;
  /** People whose cases come first, beside those whom the user's own table marks. */
  readonly watched: readonly WatchedEntry[];
  /** Published indicators. */
  readonly intel: Published;
}

export const everything: Question = {
  scope: { fromMs: null, toMs: null, mailboxes: [], tenants: [] },
  allowed: nothingAllowed,
  detectedAt: null,
  allSessions: false,
  rules: noRules,
  watched: [],
  intel: nothingPublished,
};

export interface RecordQuestion extends Behind {
  /** Under which the cases, sessions and findings were made. */
  readonly base: Question;
  readonly scope: Scope;
  readonly users: readonly string[];
  readonly traces?: RecordTraces;
  readonly class: string | null;
  readonly rows: boolean;
  readonly raw: boolean;
}

const byLevel = (a: Judged, b: Judged): number =>
  levelRank(b.suspicion.level) - levelRank(a.suspicion.level) ||
  a.session.firstMs - b.session.firstMs ||
  byText(a.session.id, b.session.id);

/** Sessions with their suspicion and findings, in the order of time; all of them, or those that may matter. */
async function judgeSessions(
  { database }: Workspace,
  { allSessions: all, intel }: Question,
  progress: Progress,
): Promise<Pick<Material, 'judged' | 'further'>> {
  progress.phase('gathering access sessions');
  await makeSessions(database);
  await findNewTraits(database);
  await makePresence(database);
  await makeEntries(database);
  const suspicions = await detect(database, progress, intel);
  const ids = [...suspicions].filter(([, s]) => all || s.level !== 'informational').map(([id]) => id);
  const judge = (session: SessionRow): Judged => {
    const suspicion = suspicions.get(session.id) ?? innocent;
    return { session, suspicion, findings: findingsOf(session, suspicion) };
  };
  return {
    judged: (await readSessions(database, { all, ids })).map(judge),
    further: async (ids) => (await readFurtherSessions(database, ids)).map(judge),
  };
}

const findingOrder = (a: Result['findings'][number], b: Result['findings'][number]): number =>
  levelRank(b.level) - levelRank(a.level) || byText(a.firstAt, b.firstAt) || byText(a.id, b.id);

/** What the result says of itself: nothing in it depends on where or when it was made. */
const runOf = (question: Question, knowledge: Knowledge, inputs: Result['inputs']): Result['run'] => ({
  options: {
    ...question.scope,
    allowed: question.allowed,
    detectedAt: question.detectedAt,
    watched: question.watched.map((person) => person.given),
    intel: question.intel.files,
    allSessions: question.allSessions,
  },
  tables: [...knowledge.tables, ...ownTables(inputs)],
  rules: { count: question.rules.rules.length + question.rules.correlations.length, hash: question.rules.hash },
});

/** Names for applications and people to read: the user's own first, then the shipped ones, then the tenant's. */
const withNames = async (database: Database, knowledge: Knowledge): Promise<Knowledge> =>
  withOwnNames(database, await withTenantNames(database, knowledge));

const namesIn = (judged: readonly Judged[], cases: readonly Case[]): string[] => [
  ...judged.flatMap(({ session }) => [session.mailbox, session.user ?? session.mailbox]),
  ...cases.flatMap((item) => [...item.mailboxes, ...item.users]),
];

const ownersIn = (cases: readonly Case[]): { tenant: string; user: string }[] =>
  cases.flatMap(({ tenant, mailboxes }) => mailboxes.map((user) => ({ tenant, user })));

async function findAnswer(
  workspace: Workspace,
  question: Question,
  knowledge: Knowledge,
  progress: Progress,
): Promise<Result> {
  const { database } = workspace;
  const inputs = await readInputs(database);
  const reconciled = await reconcile(database, knowledge, question.allowed, question.scope, progress);
  const accesses = await readTotals(database);
  const sessions = await judgeSessions(workspace, question, progress);
  const ruled = await runRules(database, question.rules, progress);
  const alone = [...ruled.findings, ...(await findIndicatedAlone(database, question.intel))];
  progress.phase('measuring exposure');
  const state = await readTenantState(database);
  const blind = [...(await readThrottled(database)), ...unrecordedWindows(state.silence.ended)];
  const auditGaps = await readAuditGaps(database);
  const blindSpots = { throttled: blind, auditGaps };
  const { detectedAt } = question;
  const named = await withNames(database, knowledge);
  const built = await buildCases(database, { ...sessions, loose: alone, blindSpots, detectedAt, knowledge: named });
  const told = { judged: [...sessions.judged, ...built.drawn], loose: alone, cases: built.cases };
  const { judged, loose, cases } = within(question.scope, told);
  const whereabouts = await readWhereaboutsOfSessions(database);
  const { reconciliation } = reconciled;
  const names = namesIn(judged, cases);
  const known = await readPeople(database);
  const people = await withOwnPeople(database, names, peopleNamed(known, names));
  const first = watchedFirst(cases, await readWatched(database, question.watched, known));
  const findings = [...judged.flatMap((item) => item.findings), ...loose].sort(findingOrder);
  progress.phase('comparing cases');
  const traits = await readTraits(database, knowledge, { cases, findings, people });
  await makeRecordClasses(database, false);
  return {
    contract: 1,
    letterlock: version,
    run: runOf(question, knowledge, inputs),
    verdict: verdictOf(cases, reconciliation),
    inputs,
    rejects: await readRejects(database),
    coverage: {
      mailboxes: await readMailboxes(database, blind, auditGaps),
      signIns: reconciled.coverage.map(coverageOf),
      directory: await readLogCoverage(database, 'directory'),
      graphActivity: await readLogCoverage(database, 'graphActivity'),
      silent: [...state.silence.silent],
      detections: [...(await readUnable(database, question.intel)), ...ruled.unable],
      limits: [
        ...(await findLimits(database, reconciled, inputs, accesses, state)),
        ...(await gapLimits(database, auditGaps)),
        ...(await coldStarts(database)),
      ],
    },
    accesses,
    reconciliation,
    organisations: await readOrganisations(database, { accesses, reconciliation }),
    elsewhere: [],
    ...nothingTold(),
    allowed: [...reconciled.allowed],
    intel: await readIndicatorUses(database, question.intel),
    sessions: [...judged]
      .sort(byLevel)
      .map(({ session, suspicion }) => sessionOf(session, suspicion, named, whereabouts)),
    findings,
    ...first,
    people,
    signInTimes: await readSignInTimes(database, ownersIn(cases)),
    traits,
    campaigns: [],
  };
}

/** What the logs say, before any analyst's verdict; a kept workspace remembers the answers that it gave. */
async function answerOf(workspace: Workspace, question: Question, progress: Progress): Promise<Result> {
  const knowledge = readKnowledge();
  if (!workspace.kept) return findAnswer(workspace, question, knowledge, progress);
  const key = await answerKey(workspace, [programHash(), JSON.stringify(question.allowed)], wholeText(question));
  const kept = await readAnswer(workspace, key);
  if (kept !== null) return kept as Result;
  const result = await findAnswer(workspace, question, knowledge, progress);
  progress.phase('keeping the answer');
  await keepAnswer(workspace, key, result, () => makeRecordClasses(workspace.database, true));
  progress.done();
  return result;
}

/** The answer for everything that the workspace holds, under the verdicts that analysts have left in it. */
export async function investigate(
  workspace: Workspace,
  question: Question = everything,
  progress: Progress = silent,
): Promise<Result> {
  const verdicts = workspace.kept ? standingVerdicts(await readVerdictFile(workspace.folder)) : [];
  const answer = withVerdicts(await answerOf(workspace, question, progress), verdicts);
  return withQuestions(withJudgements(withCampaigns(answer)));
}

/** Normalised records in the order of time and id, those behind a sentence or all. */
export async function* listRecords(workspace: Workspace, question: RecordQuestion, progress: Progress = silent) {
  const result = await investigate(workspace, { ...question.base, allSessions: question.session !== null }, progress);
  const knowledge = await withNames(workspace.database, readKnowledge());
  const { scope, users, traces = noTraces, class: name, rows, raw } = question;
  const filter = { ...scope, users, traces, class: name, ids: recordsBehind(result, question) };
  yield* readRecords(workspace, knowledge, filter, { rows, raw });
}
