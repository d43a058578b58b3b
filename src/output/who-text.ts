// Who may be behind a case, in the sentences of its judgements. Likelihood and confidence stand in sentences of their own.
import type { Judgement } from '../record/attribution.js';

/** One text for each question; nothing for a case that was not judged. */
export const whoTexts = (judgements: readonly Judgement[]): string[] =>
  judgements.map(({ statement, confidence }) => `${statement} ${confidence.statement}`);
