// The story of a simulation: tenant by tenant, then the table of networks, then the truth about all of it. This is the
// way within one thread; write.ts does the same with several.
import type { Progress } from '../util/progress.js';
import { silent } from '../util/progress.js';
import type { Sink } from './export/book.js';
import { organisationName } from './name.js';
import { networksCsv } from './network.js';
import { type Settled, type SimulateOptions, settled } from './option.js';
import { playTenant, type Stores, type Watch } from './tenant.js';
import { truthOf } from './truth/teller.js';
import type { Truth } from './truth-schema.js';

/** Same options, same bytes. Throws LetterlockError for options that cannot be met. */
export function simulate(asked: SimulateOptions, stores: Stores, progress: Progress = silent, watch?: Watch): Truth {
  const options = settled(asked);
  progress.phase('simulating', options.tenants * options.days, 'steps');
  const dayOver = (domain: string) => progress.advance(1, domain);
  const parts = tenantNumbers(options).map((number) => playTenant(number, options, stores, dayOver, watch));
  writeNetworks(options, stores.exports);
  progress.done();
  return truthOf(options, parts);
}

export const tenantNumbers = ({ tenants }: Settled): number[] => Array.from({ length: tenants }, (_, i) => i + 1);

/** The table of networks, beside the exports. */
export function writeNetworks(options: Settled, exports: Sink): void {
  const names = tenantNumbers(options).map((number) => ({ number, name: organisationName(number) }));
  const file = exports.open('networks.csv');
  file.write(Buffer.from(networksCsv(names)));
  file.close();
}
