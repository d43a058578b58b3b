// The story of a simulation: a world is built, people live in it, somebody intrudes, the service writes down what it
// writes down, the organisation downloads it, and we, who know everything, say what was true.
import { audit } from './audit.js';
import { exportAll } from './export.js';
import { scenarioNames, scenarios } from './intrusion/scenario.js';
import { emptyJournal } from './journal.js';
import { live } from './life.js';
import { realThrottle, type SimulateOptions, startOf } from './option.js';
import { tell } from './truth/tell.js';
import type { Truth } from './truth.js';
import { build } from './world.js';

export interface Simulation {
  readonly files: Iterable<{ readonly path: string; readonly chunks: Iterable<string> }>;
  readonly truth: Truth;
}

/** Same options, same bytes. Throws LetterlockError for options that cannot be met. */
export function simulate(options: SimulateOptions): Simulation {
  const startAt = startOf(options, scenarioNames);
  const { seed, mailboxes, days, start, throttleAt = realThrottle } = options;
  const names = [...new Set(options.scenarios)].sort();
  const world = build(seed, mailboxes, startAt, days);
  const journal = emptyJournal();
  live(world, journal);
  for (const name of names) scenarios[name]?.(world, journal);
  const log = audit(world, journal, throttleAt);
  const files = exportAll(world, log.records, journal.signIns);
  const settled = { seed, mailboxes, days, start, scenarios: names, throttleAt };
  return { files, truth: tell({ options: settled, world, journal, log, files }) };
}
