// `letterlock simulate`: an invented organisation's exports with known truth.
import { Command, InvalidArgumentError } from 'commander';
import { scenarioNames } from '../simulate/intrusion/scenario.js';
import { writeSimulation } from '../simulate/write.js';
import { print } from './door.js';
import { repeatable } from './option.js';

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('write a whole number.');
  return Number(text);
}

interface Options {
  readonly out: string;
  readonly seed: number;
  readonly mailboxes: number;
  readonly days: number;
  readonly start: string;
  readonly scenario: readonly string[];
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .summary('write the exports of an invented organisation, with known truth')
    .description(
      'Writes the exports of an invented organisation, with ordinary life and, if asked, an intrusion whose truth is known.',
    )
    .requiredOption('--out <folder>', 'where the exports go; the truth is written beside it as <folder>.truth.json')
    .option('--seed <number>', 'the same seed gives the same bytes', whole, 1)
    .option('--mailboxes <number>', 'how many mailboxes', whole, 12)
    .option('--days <number>', 'how many days', whole, 47)
    .option('--start <date>', 'the first day', '2023-05-01')
    .addOption(repeatable('--scenario <name>', `an intrusion: ${scenarioNames.join(', ')}`))
    .action((options: Options) => {
      const { seed, mailboxes, days, start } = options;
      const truth = writeSimulation(options.out, { seed, mailboxes, days, start, scenarios: options.scenario });
      const rows = truth.files.reduce((sum, file) => sum + file.rows, 0);
      print(
        `${truth.files.length} files with ${rows} rows written to ${options.out}; the truth stands in ${options.out}.truth.json\n`,
      );
    });
}
