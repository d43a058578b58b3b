// An analyst's verdict on a case in words. It is always called the analyst's: the reader must be able to tell what the logs say
// from what a person decided.
import type { Case, Result } from '../record/result.js';
import type { CaseJudgement } from '../record/told.js';
import { count } from '../util/words.js';
import { dayOf } from './format.js';

const who = ({ by, at }: Pick<CaseJudgement, 'by' | 'at'>): string => `${by ?? 'an analyst'} on ${dayOf(at)}`;

/** What was decided about a case, by whom and why, and what became of that; null where nobody has decided. */
export function judgementText({ judgement, level }: Case): string | null {
  if (judgement === null) return null;
  const { state, because, levelByLogs, reopened } = judgement;
  const reason = because.replace(/[.\s]+$/, '');
  if (state === 'closed')
    return `closed as benign by ${who(judgement)}: ${reason}. By the logs alone its level is ${levelByLogs}.`;
  if (state === 'reopened')
    return `closed as benign by ${who(judgement)} (${reason}), and open again, since that did not cover: ${reopened.join('; ')}.`;
  const raised = level === levelByLogs ? '' : ` By the logs alone its level is ${levelByLogs}.`;
  const more = reopened.length === 0 ? '' : ` Since then came: ${reopened.join('; ')}.`;
  return `confirmed as hostile by ${who(judgement)}: ${reason}. That is a person's judgement, not the log's.${raised}${more}`;
}

/** Verdicts that speak of nothing in this answer, as a sentence; nothing where all of them do. */
export function idleVerdicts({ verdicts }: Result): string[] {
  const idle = verdicts.filter((verdict) => verdict.cases.length === 0);
  if (idle.length === 0) return [];
  return [
    `${count(idle.length, 'verdict')} of analysts in the workspace ${idle.length === 1 ? 'concerns' : 'concern'} no case of this answer.`,
  ];
}
