// `letterlock evaluate`: how good a result is, where the truth is known.
import { Command } from 'commander';
import { forTerminal } from '../output/escape.js';
import { readResult } from '../record/read-result.js';
import { evaluate, readKnown } from '../simulate/evaluate/evaluate.js';
import { accessesBeside, readAccesses, readRecordLines, readTruth } from '../simulate/evaluate/read.js';
import { renderEvaluation } from '../simulate/evaluate/render.js';
import { give, print } from './door.js';

interface Options {
  readonly records?: string;
  readonly accesses?: string;
  readonly json?: string;
}

/** The same with every text safe to print: names and reasons come from logs. */
function escaped<T>(value: T): T {
  if (typeof value === 'string') return forTerminal(value) as T;
  if (Array.isArray(value)) return value.map(escaped) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [forTerminal(key), escaped(item)])) as T;
}

async function run(resultPath: string, truthPath: string, options: Options): Promise<void> {
  const accesses = options.accesses ?? (await accessesBeside(truthPath));
  const evaluation = await evaluate({
    result: await readResult(resultPath),
    truth: await readTruth(truthPath),
    known: accesses === null ? null : await readKnown(readAccesses(accesses)),
    records: options.records === undefined ? null : readRecordLines(options.records),
  });
  const json = `${JSON.stringify(evaluation, null, 2)}\n`;
  if (options.json !== undefined) await give(options.json, json);
  if (options.json === '-') return;
  print(`${renderEvaluation(escaped(evaluation)).join('\n')}\n`);
}

const help = `
Examples:
  letterlock simulate --out world --scenario forged-token
  letterlock investigate world --workspace case --json result.json
  letterlock records case --json records.jsonl
  letterlock evaluate result.json world.truth.json --records records.jsonl --json evaluation.json

What the figures mean, and which case is about which intrusion: docs/evaluate.md.
Exit codes: 0 done, whatever the figures; 2 wrong usage.`;

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .summary('compare a result with the truth of a simulated world')
    .description(
      'Compares what investigate found with what is true: recall, false cases, time to detection, exactness of scope.',
    )
    .argument('<result>', 'what investigate wrote with --json, or the folder of --out')
    .argument('<truth>', 'the <out>.truth.json of simulate')
    .option('--records <file>', 'what letterlock records wrote; without it only the sums of the classes are compared')
    .option('--accesses <file>', 'the <out>.truth-accesses.jsonl, where it does not stand beside the truth')
    .option('--json <file>', 'write the evaluation as JSON; - for standard output')
    .addHelpText('after', help)
    .action(run);
}
