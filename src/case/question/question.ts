// What would confirm or refute a case: whom to ask what, and which export to fetch, each with the answer that speaks for the case and
// the one that speaks against it. Read off the finished answer; nothing is looked up.
import type { Case, Question, Result } from '../../record/result.js';
import { administratorQuestions } from './administrator.js';
import { logQuestions } from './log.js';
import { ownerQuestions } from './owner.js';

/** The owner first: a telephone call settles most cases. */
export function questionsOf(result: Result, item: Case): Question[] {
  const wanted = new Set(item.sessions);
  const sessions = result.sessions.filter(({ id }) => wanted.has(id));
  return [
    ...ownerQuestions(item, sessions),
    ...administratorQuestions(item, sessions),
    ...logQuestions(item, sessions, result),
  ];
}

/** The answer with the questions of its cases. */
export const withQuestions = (result: Result): Result => ({
  ...result,
  cases: result.cases.map((item) => ({ ...item, questions: questionsOf(result, item) })),
});
