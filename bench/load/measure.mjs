// One measurement: a process under GNU time, with its input in the file cache beforehand, so that neither side of a ratio waits
// for a disk that the other one did not wait for.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { loadavg } from 'node:os';

const buffer = Buffer.alloc(8_000_000);

/** Reads files from end to end, which leaves them in the file cache. */
export function warm(files) {
  for (const path of files) {
    const file = openSync(path, 'r');
    while (readSync(file, buffer, 0, buffer.length, null) > 0);
    closeSync(file);
  }
}

/**
 * Wall and processor seconds and the peak of resident memory of a process, the longest it was silent, and the load of the machine
 * when it began (how many others wanted a core).
 */
export function measure(arguments_, { home, files = [] }) {
  warm(files);
  const report = `${home}/time.txt`;
  const load = loadavg()[0];
  return new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/time', ['-f', '%e %U %S %M', '-o', report, process.execPath, ...arguments_], {
      cwd: home,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let error = '';
    let last = performance.now();
    let silence = 0;
    const told = () => {
      silence = Math.max(silence, performance.now() - last);
      last = performance.now();
    };
    child.stderr.on('data', (text) => {
      told();
      error += text;
    });
    child.on('close', (code) => {
      told();
      if (code !== 0) return reject(new Error(`${arguments_.join(' ')} ended with ${code}\n${error.slice(-2000)}`));
      const [wall, user, system, kilobytes] = readFileSync(report, 'utf8').trim().split(/\s+/).slice(-4).map(Number);
      resolve({ wall, processor: user + system, megabytes: kilobytes / 1024, silence: silence / 1000, load });
    });
  });
}
