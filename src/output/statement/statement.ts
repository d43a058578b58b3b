// What a readout says, sentence by sentence, each with what it rests on. Plain data and plain text: Markdown now and other
// documents later put it on paper. Facts and judgements never share a class, nor a level and a confidence a sentence.
import type { Result } from '../../record/result.js';
import { assessed } from './assessed.js';
import { established } from './established.js';
import { notAssessed } from './not-assessed.js';
import { notEstablished } from './not-established.js';

export interface Statement {
  /** What it is about, the same in every answer, so that two answers can be laid side by side. */
  readonly topic: string;
  /** The case or other thing of which it speaks, where there are several. */
  readonly about?: string;
  /** One sentence or a few, not yet escaped. */
  readonly text: string;
  /** What it rests on: counts and ids, not yet escaped. */
  readonly rests: string;
  /** The command that lists the records, where there is one. */
  readonly command?: string;
  /** Ids of the records that it rests on, where it rests on single records. */
  readonly records?: readonly string[];
}

export interface StatementClass {
  readonly letter: 'E' | 'A' | 'N' | 'C';
  readonly title: string;
  readonly about: string;
  readonly statements: readonly Statement[];
}

/** The four classes, always all of them and in this order. */
export const statementClasses = (result: Result): StatementClass[] => [
  { letter: 'E', title: 'Established', about: 'Facts in the logs.', statements: established(result) },
  { letter: 'A', title: 'Assessed', about: 'Judgements drawn from those facts.', statements: assessed(result) },
  {
    letter: 'N',
    title: 'Not established',
    about: 'What these logs do not answer.',
    statements: notEstablished(result),
  },
  {
    letter: 'C',
    title: 'Could not be assessed',
    about: 'Where the logs do not reach.',
    statements: notAssessed(result),
  },
];
