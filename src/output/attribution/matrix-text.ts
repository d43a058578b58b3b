// The words and signs of an analysis of competing hypotheses, the same on the terminal and in Markdown.
import type { Cell, Likelihood, Question } from '../../record/attribution.js';

/** Two letters where it says much; a small c where it is consistent and, being generic, counts nothing. */
export function sign({ says, weight }: Cell): string {
  if (says === 'neutral') return '·';
  if (says === 'consistent') return weight <= 0 ? 'c' : weight >= 1.5 ? 'CC' : 'C';
  return weight <= -1.5 ? 'II' : 'I';
}

export const signWords =
  'C consistent, I inconsistent, twice where strongly; · says nothing; c consistent, but many leave such traces, so that it counts nothing.';

export const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : `${letterOf(Math.floor(index / 26) - 1)}${letterOf(index % 26)}`;

export const likelihoodWords = ({ term, from, to }: Likelihood): string => `${term}, ${from} to ${to} %`;

export const titles: Readonly<Record<Question['question'], string>> = {
  kind: 'WHAT KIND OF THING IS THIS?',
  name: 'WHOSE NAME?',
};

export const bandNote =
  'Likelihoods are in the words of ICD 203; each band holds its lower edge and not its upper one. They rest on weights that are judgements, not on counted actors.';

/** Items about which the explanations differ; the others are told without a row. */
export const telling = ({ evidence }: Question): Question['evidence'] =>
  evidence.filter(({ diagnostic }) => diagnostic !== 'not');

export const untelling = ({ evidence }: Question): string[] =>
  evidence.filter(({ diagnostic }) => diagnostic === 'not').map(({ statement }) => statement);

/** The cells of an item in the order of the hypotheses as they are ranked. */
export const cellsOf = (question: Question, item: Question['evidence'][number]): Cell[] =>
  question.hypotheses.flatMap(({ id }) => item.cells.find((cell) => cell.hypothesis === id) ?? []);
