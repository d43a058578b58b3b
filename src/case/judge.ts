// What an analyst's verdict makes of a case. It follows the case by the records that were judged, not by its id, which changes
// when earlier findings come in. `benign` closes a case only while everything in it was before the analyst's eyes: whatever
// came later opens it again. `hostile` confirms, as a person's judgement and never as the log's.
import { levelRank } from '../detect/weigh.js';
import type { Case, Finding, Level, Result } from '../record/result.js';
import type { CaseJudgement, VerdictUse } from '../record/told.js';
import { byText, sortedSet } from '../util/order.js';
import { count, some } from '../util/words.js';
import { verdictOf } from './verdict.js';
import type { GivenVerdict, JudgedPart } from './verdict-file.js';

const keyOf = ({ detection, rule }: Finding): string => (rule === null ? detection : `rule ${rule.id}`);

/** What a case consists of, as far as a verdict can be about it: its sessions and its findings, by their records. */
export function partsOf(result: Result, item: Case): JudgedPart[] {
  const sessions = result.sessions.filter((session) => item.sessions.includes(session.id));
  const findings = result.findings.filter((finding) => item.findings.includes(finding.id));
  return [
    ...sessions.map(({ lastAt, records }) => ({ detection: null, lastAt, records })),
    ...findings.map((finding) => ({ detection: keyOf(finding), lastAt: finding.lastAt, records: finding.evidence })),
  ];
}

const recordsOf = (parts: readonly JudgedPart[]): Set<string> => new Set(parts.flatMap((part) => part.records));

/** By record the newest verdict that judged it. */
function newestByRecord(verdicts: readonly GivenVerdict[]): Map<string, GivenVerdict> {
  const newest = new Map<string, GivenVerdict>();
  for (const verdict of verdicts) for (const record of recordsOf(verdict.parts)) newest.set(record, verdict);
  return newest;
}

/** Findings of kinds that nobody judged where they stand now, or that went on after the last that was judged. */
function newFindings(parts: readonly JudgedPart[], judged: readonly JudgedPart[]): string[] {
  const byRecord = new Map<string, JudgedPart[]>();
  for (const part of judged)
    for (const record of part.detection === null ? [] : part.records)
      byRecord.set(record, [...(byRecord.get(record) ?? []), part]);
  const fresh = parts.filter(({ detection, lastAt, records }) => {
    if (detection === null) return false;
    const same = records.flatMap((id) => byRecord.get(id) ?? []).filter((part) => part.detection === detection);
    return same.length === 0 || same.every((part) => part.lastAt < lastAt);
  });
  return sortedSet(fresh.flatMap((part) => part.detection ?? []));
}

/** In words what a case holds that the verdicts did not judge; nothing where they judged all of it. */
function beyond(item: Case, parts: readonly JudgedPart[], verdicts: readonly GivenVerdict[]): string[] {
  const judged = verdicts.flatMap((verdict) => verdict.parts);
  const known = recordsOf(judged);
  const records = [...recordsOf(parts)].filter((id) => !known.has(id));
  const sessions = parts.filter((part) => part.detection === null && !part.records.some((id) => known.has(id)));
  const mailboxes = item.mailboxes.filter((mailbox) => !verdicts.some((each) => each.mailboxes.includes(mailbox)));
  const findings = newFindings(parts, judged);
  const level = verdicts.reduce<Level>(
    (most, each) => (levelRank(each.level) > levelRank(most) ? each.level : most),
    'informational',
  );
  return [
    ...(mailboxes.length > 0 ? [`${count(mailboxes.length, 'mailbox', 'mailboxes')} more: ${some(mailboxes, 3)}`] : []),
    ...(sessions.length > 0 ? [`${count(sessions.length, 'access session')} more`] : []),
    ...(records.length > 0 ? [`${count(records.length, 'record')} more`] : []),
    ...(findings.length > 0 ? [`evidence of a kind or time that was not judged: ${some(findings, 4)}`] : []),
    ...(levelRank(item.level) > levelRank(level) ? [`the level rose from ${level} to ${item.level}`] : []),
  ];
}

interface Concerned {
  readonly item: Case;
  readonly verdicts: readonly GivenVerdict[];
}

function judged({ item, verdicts }: Concerned, result: Result): Case {
  const parts = partsOf(result, item);
  const hostile = verdicts.filter((each) => each.verdict === 'hostile');
  const said = hostile.length > 0 ? hostile : verdicts;
  const last = said.at(-1);
  if (last === undefined) return item;
  const more = beyond(item, parts, said);
  const state: CaseJudgement['state'] =
    last.verdict === 'hostile' ? 'confirmed' : more.length > 0 ? 'reopened' : 'closed';
  const { id: verdictId, verdict, because, by, at } = last;
  const judgement = { verdict, state, because, by, at, verdictId, levelByLogs: item.level, reopened: more };
  if (state === 'closed') return { ...item, level: 'informational', judgement };
  const raised = state === 'confirmed' && levelRank(item.level) < levelRank('high');
  return { ...item, level: raised ? 'high' : item.level, judgement };
}

/** Which verdicts speak of a case: those that are the newest on at least one of its records, oldest first. */
function concernedBy(result: Result, item: Case, verdicts: readonly GivenVerdict[]): GivenVerdict[] {
  const own = verdicts.filter((verdict) => verdict.tenant === item.tenant);
  const newest = newestByRecord(own);
  const speaking = new Set([...recordsOf(partsOf(result, item))].flatMap((id) => newest.get(id) ?? []));
  return own.filter((verdict) => speaking.has(verdict));
}

const isClosed = ({ judgement }: Case): boolean => judgement?.state === 'closed';

const place = (item: Case): number => (isClosed(item) ? 2 : item.watched.length > 0 ? 0 : 1);

/** Closed cases last, watched people's first, then the highest level; else as they came. */
const inOrder = (cases: readonly Case[]): Case[] =>
  [...cases].sort((a, b) => place(a) - place(b) || levelRank(b.level) - levelRank(a.level));

/** The answer under the verdicts that stand. Computes nothing from the logs: only levels, order and the sentence change. */
export function withVerdicts(result: Result, verdicts: readonly GivenVerdict[]): Result {
  if (verdicts.length === 0) return result;
  const concerned = result.cases.map((item) => ({ item, verdicts: concernedBy(result, item, verdicts) }));
  const cases = inOrder(concerned.map((each) => judged(each, result)));
  const uses = verdicts.map((verdict): VerdictUse => {
    const { id, case: name, title, because, by, at } = verdict;
    const of = concerned.filter((each) => each.verdicts.includes(verdict)).map((each) => each.item.id);
    return { id, case: name, title, verdict: verdict.verdict, because, by, at, cases: of.sort(byText) };
  });
  return { ...result, cases, verdicts: uses, verdict: verdictOf(cases, result.reconciliation) };
}
