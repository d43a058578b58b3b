// The words of ICD 203 and their bands: half-open, and never 0 or 100 %.
import { describe, expect, it } from 'vitest';
import { inWords, likelihoodOf } from './likelihood.js';

describe('likelihoodOf', () => {
  it.each([
    [0, 'almost no chance'],
    [0.0499, 'almost no chance'],
    [0.05, 'very unlikely'],
    [0.2, 'unlikely'],
    [0.45, 'roughly even chance'],
    [0.5499, 'roughly even chance'],
    [0.55, 'likely'],
    [0.8, 'very likely'],
    [0.1 + 0.7, 'very likely'],
    [0.95, 'almost certain'],
    [1, 'almost certain'],
  ])('%d is %s', (probability, term) => {
    expect(likelihoodOf(probability).term).toBe(term);
  });

  it('never says 0 or 100 %', () => {
    expect(inWords(likelihoodOf(0))).toBe('almost no chance (1 to 5 %)');
    expect(inWords(likelihoodOf(1))).toBe('almost certain (95 to 99 %)');
  });
});
