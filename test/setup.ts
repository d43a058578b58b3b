// Property tests draw the same cases in every run, so that a red run can be repeated and a green one means the same thing
// twice. LETTERLOCK_SEED draws others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.LETTERLOCK_SEED ?? 20230515) });
