// Tenants side by side: each thread plays the next one that nobody plays yet. A thread's young generation is made large,
// since a simulation makes many objects that live for a day of simulated time: in the ordinary one a quarter of the time
// went into moving them about.
import { Worker } from 'node:worker_threads';
import type { Settled } from './option.js';
import type { TenantTruth } from './truth/teller.js';

export interface Job {
  readonly base: string;
  readonly options: Settled;
}

export type Word =
  | { readonly of: 'day'; readonly domain: string }
  | { readonly of: 'tenant'; readonly number: number; readonly truth: TenantTruth };

const maxYoungGenerationSizeMb = 96;

/** What is true of each tenant, in the order of `numbers`. */
export async function playInThreads(
  job: Job,
  numbers: readonly number[],
  threads: number,
  dayOver: (domain: string) => void,
): Promise<TenantTruth[]> {
  const waiting = [...numbers];
  const found = new Map<number, TenantTruth>();
  const play = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./tenant-thread.js', import.meta.url), {
        workerData: job,
        resourceLimits: { maxYoungGenerationSizeMb },
      });
      const next = () => {
        const number = waiting.shift();
        if (number === undefined) void worker.terminate().then(() => resolve(), reject);
        else worker.postMessage(number);
      };
      worker.on('message', (word: Word) => {
        if (word.of === 'day') return dayOver(word.domain);
        found.set(word.number, word.truth);
        next();
      });
      worker.once('error', reject);
      next();
    });
  await Promise.all(Array.from({ length: Math.min(threads, numbers.length) }, play));
  return numbers.map((number) => found.get(number) as TenantTruth);
}
