// The options of the bundled sample, samples/northgate: six weeks and a half of a small invented foreign-affairs
// office.
import type { SimulateOptions } from './option.js';

export const northgate: SimulateOptions = {
  seed: 1,
  mailboxes: 12,
  days: 47,
  start: '2023-05-01',
  scenarios: ['forged-token'],
  // The real 1,000 records a day would make the sample twice as large; the rule is the same.
  throttleAt: 80,
  // Fewer looks into the mail, for the same reason.
  pace: 0.2,
};
