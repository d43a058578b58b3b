// What runs in a thread of side-by-side.ts: plays the tenants that it is told to, one after another. To be started as a
// worker only, since it listens as soon as it is imported.
import { parentPort, workerData } from 'node:worker_threads';
import { tenantToDisk } from './disk.js';
import type { Job, Word } from './side-by-side.js';

const { base, options } = workerData as Job;
const say = (word: Word) => parentPort?.postMessage(word);

parentPort?.on('message', (number: number) => {
  const truth = tenantToDisk(base, number, options, (domain) => say({ of: 'day', domain }));
  say({ of: 'tenant', number, truth });
});
