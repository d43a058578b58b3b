// No access rests on a sign-in of which the export does not say whether it succeeded, unless an id ties them.
import { expect, it } from 'vitest';
import { flattened, tableCsv } from '../../test/oracle/azure-rows.js';
import { at, bind, guid, signIn } from '../../test/store/row.js';
import { lines, load, reconcileStore } from '../../test/store/world.js';
import { signInLimits } from './sign-in-limit.js';

it('an id explains, a sign-in that may have failed does not; the whole export beside it settles it', async () => {
  const issued = signIn({ id: guid('i'), at: at(1, 9), kind: 'interactiveUser' });
  const audit = lines([
    bind({ id: 'by token', at: at(1, 9.1), token: String(issued.uniqueTokenIdentifier), app: String(issued.appId) }),
    bind({ id: 'by context', at: at(1, 9.2), app: String(issued.appId) }),
  ]);
  const csv = tableCsv([flattened(issued, (text) => text)]);
  const lost = await reconcileStore(await load({ 'a.jsonl': audit, 'x.csv': csv }));
  expect(lost.verdict('by token')).toBe('explained token');
  expect(lost.verdict('by context')).toBe('notAssessable outcomeUnknown');
  const limits = await signInLimits(lost.database, lost.reconciled.coverage);
  expect(limits.find(({ code }) => code === 'signInOutcomeUnknown')?.message).toContain(
    'Of 1 sign-in the export does not say whether they succeeded (x.csv)',
  );
  const whole = await reconcileStore(
    await load({ 'a.jsonl': audit, 'x.csv': csv, 'y.json': JSON.stringify([issued]) }),
  );
  expect(whole.verdict('by context')).toBe('explained context');
});
