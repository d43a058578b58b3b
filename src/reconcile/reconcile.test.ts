import { expect, it } from 'vitest';
import { forged, life, together } from '../../test/store/life.js';
import { at } from '../../test/store/row.js';
import { answer, reconciledWorld } from '../../test/store/world.js';

it('x', async () => {
  let t = performance.now();
  const w = await reconciledWorld(together(life(), { audit: forged(at(5, 2), 4) }));
  console.log(performance.now() - t, w.reconciled.reconciliation);
  t = performance.now();
  const r = await answer(together(life(), { audit: forged(at(5, 2), 4) }));
  console.log(
    performance.now() - t,
    r.verdict,
    r.findings.map((f) => [f.detection, f.level, f.reason]),
    r.inputs,
  );
});
