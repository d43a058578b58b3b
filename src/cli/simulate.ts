// `letterlock simulate`: invented organisations' exports with known truth.
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { defectNames } from '../simulate/export/defect.js';
import {
  auditShapeNames,
  directoryShapeNames,
  graphActivityShapeNames,
  signInShapeNames,
} from '../simulate/export/shapes.js';
import { scenarioNames } from '../simulate/intrusion/scenario.js';
import { signInKinds } from '../simulate/journal.js';
import type { SimulateOptions } from '../simulate/option.js';
import { presetFor } from '../simulate/preset.js';
import { stateShapeNames } from '../simulate/state/shape.js';
import { writeSimulation } from '../simulate/write.js';
import { print, progressFor } from './door.js';
import { wholeNumber } from './option.js';

/** Several, separated by commas or by giving the option again. */
const several = (text: string, list: readonly string[] = []): string[] => [
  ...list,
  ...text.split(',').filter((name) => name !== ''),
];

interface Options extends Partial<Omit<SimulateOptions, 'scenarios' | 'shapes'>> {
  readonly out: string;
  readonly scenario?: readonly string[];
  readonly shape?: readonly string[];
  readonly quiet?: boolean;
}

async function run({ out, scenario = [], shape, quiet, ...options }: Options): Promise<void> {
  const asked = { ...presetFor(scenario), ...options, scenarios: scenario, ...(shape ? { shapes: shape } : {}) };
  const truth = await writeSimulation(out, asked, availableParallelism(), progressFor(quiet === true));
  const rows = truth.files.reduce((sum, file) => sum + file.rows, 0);
  print(
    `${truth.files.length} files with ${rows} rows written to ${out}; the truth stands in ${out}.truth.json and ${out}.truth-accesses.jsonl\n`,
  );
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .summary('write the exports of invented organisations, with known truth')
    .description(
      'Writes the exports of invented organisations, with ordinary life and, if asked, intrusions whose truth is known.',
    )
    .requiredOption('--out <folder>', 'where the exports go; the truth is written beside it as <folder>.truth.json')
    .option('--seed <number>', 'the same seed gives the same bytes (1)', wholeNumber)
    .option('--tenants <number>', 'how many organisations (1)', wholeNumber)
    .option('--mailboxes <number>', 'how many mailboxes each has (12)', wholeNumber)
    .option('--days <number>', 'how many days (47)', wholeNumber)
    .option('--start <date>', 'the first day (2023-05-01)')
    .option('--scenario <names>', `intrusions, NAME or NAME:key=value+key=value: ${scenarioNames.join(', ')}`, several)
    .option('--shape <names>', `shapes of the audit log, which take turns: ${auditShapeNames.join(', ')}`, several)
    .option('--sign-ins <shape>', `shape of the sign-ins: ${signInShapeNames.join(', ')}, or none`)
    .option('--state <shape>', `exports of the tenant's state: ${stateShapeNames.join(', ')}, or none (none)`)
    .option('--directory <shape>', `shape of the directory audit: ${directoryShapeNames.join(', ')}, or none (none)`)
    .option(
      '--graph-activity <shape>',
      `shape of the calls of Graph: ${graphActivityShapeNames.join(', ')}, or none (none)`,
    )
    .option('--without <kinds>', `kinds of sign-in that were not exported: ${signInKinds.join(', ')}`, several)
    .option(
      '--defects <names>',
      `how damaged the exports are, a level and single defects: ${defectNames.join(', ')} (light)`,
    )
    .option('--quiet', 'no progress')
    .action(run);
}
