// What would confirm or refute a case, in words: whom to ask what, and what either answer means.
import type { Case, Question } from '../record/result.js';

export const questionText = ({ ask, confirms, refutes }: Question): string =>
  `${ask} For the case: ${confirms}. Against it: ${refutes}.`;

/** The first to each who can answer. */
export const firstQuestions = ({ questions }: Case): Question[] =>
  questions.filter(({ to }, i) => questions.findIndex((each) => each.to === to) === i);
