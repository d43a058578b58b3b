// What is wrong in a rule, told as data: other rules go on. `refused`: the rule does not run; otherwise only a hint.
import { byText } from './order.js';

/** Lines and columns count from 1. */
export interface At {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  /** Stable, camelCase; listed in docs/sigma.md. */
  readonly code: string;
  readonly at: At;
  readonly message: string;
  readonly refused: boolean;
}

export const byPlace = (a: Problem, b: Problem): number =>
  byText(a.at.path, b.at.path) || a.at.line - b.at.line || a.at.column - b.at.column || byText(a.code, b.code);
