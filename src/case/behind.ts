// The records behind a sentence: ids of the accesses of a case or session, of one step of a case's story, or of a finding's evidence.
import type { Case, Result } from '../record/result.js';
import { LetterlockError } from '../util/error.js';
import { count } from '../util/words.js';

export interface Behind {
  readonly case: string | null;
  /** Of the case's story, from 1. */
  readonly step?: number | null;
  readonly session: string | null;
  readonly finding: string | null;
}

const unknownId = (kind: string, id: string): LetterlockError =>
  new LetterlockError({
    code: 'unknownId',
    message: `there is no ${kind} ${id} in what was read`,
    hint: `take the ${kind}'s id from the answer to the same exports, with the same --allow, --rules and --intel (for sessions with --all-sessions)`,
  });

const unknownStep = (item: Case, step: number): LetterlockError =>
  new LetterlockError({
    code: 'unknownStep',
    message: `the story of ${item.id} has ${count(item.story.steps.length, 'step')}, and no step ${step}`,
    hint: 'the readout for responders numbers the steps: letterlock readout RESULT --for responder',
  });

const stepWithoutCase = (): LetterlockError =>
  new LetterlockError({
    code: 'stepWithoutCase',
    message: 'a step is a step of a case, and no case was named',
    hint: 'name the case too: --case ID --step NUMBER',
  });

function ofCase(result: Result, item: Case, step: number | null): string[] {
  if (step !== null) {
    const told = item.story.steps[step - 1];
    if (told === undefined) throw unknownStep(item, step);
    return told.records;
  }
  return [
    ...result.sessions.filter((session) => item.sessions.includes(session.id)).flatMap((session) => session.records),
    ...result.findings.filter((finding) => item.findings.includes(finding.id)).flatMap((finding) => finding.evidence),
  ];
}

/** Null where nothing single was asked for. Throws `unknownId`, `unknownStep` and `stepWithoutCase`. */
export function recordsBehind(result: Result, question: Behind): string[] | null {
  const { step = null } = question;
  if (step !== null && question.case === null) throw stepWithoutCase();
  const wanted: string[][] = [];
  const pick = <T extends { id: string }>(
    list: readonly T[],
    id: string | null,
    kind: string,
    records: (item: T) => string[],
  ): void => {
    if (id === null) return;
    const found = list.find((item) => item.id === id);
    if (found === undefined) throw unknownId(kind, id);
    wanted.push(records(found));
  };
  pick(result.findings, question.finding, 'finding', (finding) => finding.evidence);
  pick(result.sessions, question.session, 'session', (session) => session.records);
  pick(result.cases, question.case, 'case', (item) => ofCase(result, item, step));
  return wanted.length === 0 ? null : [...new Set(wanted.flat())];
}
