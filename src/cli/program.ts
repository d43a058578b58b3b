// Which commands there are; also what docs/cli.md is made from.
import { Command } from 'commander';
import { version } from '../util/version.js';
import { attributeCommand } from './attribute.js';
import { campaignCommand } from './campaign.js';
import { compareCommand } from './compare.js';
import { evaluateCommand } from './evaluate.js';
import { investigateCommand } from './investigate.js';
import { notifyCommand } from './notify.js';
import { readoutCommand } from './readout.js';
import { recordsCommand } from './records.js';
import { rulesCommand } from './rules.js';
import { simulateCommand } from './simulate.js';
import { verdictCommand } from './verdict.js';

export function program(): Command {
  const root = new Command('letterlock')
    .description('Who has been reading our cloud mail, what did they read, since when, and how sure are we?')
    .version(version)
    .showHelpAfterError('(letterlock --help tells more)')
    .exitOverride();
  for (const command of [
    investigateCommand(),
    recordsCommand(),
    readoutCommand(),
    notifyCommand(),
    verdictCommand(),
    attributeCommand(),
    campaignCommand(),
    compareCommand(),
    rulesCommand(),
    simulateCommand(),
    evaluateCommand(),
  ])
    root.addCommand(command.exitOverride());
  return root;
}
