// Steps that the golden files show only one side of: what to fetch where records name a session and nothing else.
import { expect, it } from 'vitest';
import { notAssessable } from '../fixtures/not-assessable.js';
import { nextSteps } from './next-step.js';

function stepsFor(code: string, kinds: readonly ('interactive' | 'nonInteractive')[]): string[] {
  const result = notAssessable();
  const [signIns] = result.coverage.signIns;
  if (signIns === undefined) throw new Error('the fixture has a sign-in log');
  const { reconciliation, coverage } = result;
  return nextSteps({
    ...result,
    coverage: { ...coverage, signIns: kinds.map((kind) => ({ ...signIns, kind })) },
    reconciliation: { ...reconciliation, byReason: { [code]: 9, signInKindNotExported: 3 } },
  });
}

it('fetches the missing kind where a session was not seen, and says it once', () => {
  const steps = stepsFor('sessionNotSeen', ['interactive']).filter((step) => step.includes('missing sign-in'));
  expect(steps).toHaveLength(1);
  expect(steps[0]).toContain('User sign-ins (non-interactive)');
});

it('looks further back where both kinds are there', () => {
  expect(stepsFor('sessionNotSeen', ['interactive', 'nonInteractive'])[0]).toMatch(
    /older sign-in logs, from before \d/,
  );
});
