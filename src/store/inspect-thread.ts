// What runs in a thread of inspect-ahead.ts: inspects one file and says what it found. To be started as a worker only.
import { parentPort, workerData } from 'node:worker_threads';
import { inspectFile } from '../source/container/text.js';
import { readFileHead } from '../source/head.js';

const path = workerData as string;
parentPort?.postMessage(await inspectFile(path, await readFileHead(path)));
