// Property tests draw the same cases in every run, so that a red run can be repeated and a green one means the same thing
// twice. LETTERLOCK_SEED draws others. What a file opened is closed after it.
import fc from 'fast-check';
import { afterAll } from 'vitest';
import { closeAll } from './store/opened.js';

fc.configureGlobal({ seed: Number(process.env.LETTERLOCK_SEED ?? 20230515) });
afterAll(closeAll);
