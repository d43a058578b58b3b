// How the readers of a rule give up: thrown inside this room only, and turned into a Problem for that one document.
import type { At, Problem } from '../util/problem.js';

export class Refused extends Error {
  readonly problem: Problem;

  constructor(code: string, at: At, message: string) {
    super(message);
    this.problem = { code, at, message, refused: true };
  }
}

/** Keeps what was refused as data. Anything else that goes wrong is ours and goes on. */
export function attempt<T>(work: () => T, problems: Problem[]): T | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    problems.push(error.problem);
    return null;
  }
}
