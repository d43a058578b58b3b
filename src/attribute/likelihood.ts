// A probability in the words of ICD 203. Its bands share their edges, so here each holds its lower edge and not its upper one;
// 0 and 100 % have no word, and no judgement from logs deserves them.
import { bands, type Likelihood } from '../record/attribution.js';

export const least = 0.01;
export const greatest = 0.99;

export const clamped = (probability: number): number => Math.min(greatest, Math.max(least, probability));

/** The word and band of a probability from 0 to 1. */
export function likelihoodOf(probability: number): Likelihood {
  // Rounded to hundredths of a percent, lest 0.8 computed as 0.7999999 be another word.
  const percent = Math.round(clamped(probability) * 1e4) / 100;
  const [term, from, to] = bands.find(([, , upper]) => percent < upper) ?? bands[bands.length - 1] ?? bands[0];
  return { term, from, to };
}

/** `very likely (80 to 95 %)` */
export const inWords = ({ term, from, to }: Likelihood): string => `${term} (${from} to ${to} %)`;

/** From which likelihood on something is called the answer. */
export const answersFrom = 0.55;
