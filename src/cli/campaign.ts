// `letterlock campaign`: the answers of many workspaces or organisations, and which of their cases one actor stands behind.
import { Command } from 'commander';
import type { Answer } from '../campaign/answer.js';
import { campaignsOver } from '../campaign/over-answers.js';
import { renderCampaignsMarkdown } from '../output/markdown/render-campaigns.js';
import { renderCampaigns } from '../output/terminal/render-campaigns.js';
import { type CampaignAnswer, campaignAnswer } from '../record/campaign.js';
import { readResult } from '../record/read-result.js';
import { LetterlockError } from '../util/error.js';
import { type AskOptions, ask } from './ask.js';
import { give, page, print } from './door.js';
import { intelOption, placeholdersOption, rulesOption } from './option.js';
import { isWorkspace } from './source.js';

interface Options extends AskOptions {
  readonly json?: string;
  readonly markdown?: string;
  readonly only?: string;
}

/** One after the other: each answer may be large. */
async function readAnswers(paths: readonly string[], options: Options): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const path of paths) {
    const result = (await isWorkspace(path)) ? await ask([path], options) : await readResult(path);
    answers.push({ name: path, result });
  }
  return answers;
}

function found(answer: CampaignAnswer, only: string | undefined): CampaignAnswer {
  if (only === undefined || answer.campaigns.length > 0) return answer;
  throw new LetterlockError({
    code: 'unknownCampaign',
    message: `there is no campaign ${only}, and no campaign of a case ${only}`,
    hint: 'leave out --only to see them all, and take the id from there',
  });
}

async function run(paths: readonly string[], options: Options): Promise<void> {
  const { json, markdown, only, quiet } = options;
  const answer = found(campaignsOver(await readAnswers(paths, options), only ?? null), only);
  if (json !== undefined) await give(json, `${JSON.stringify(campaignAnswer.parse(answer), null, 2)}\n`);
  if (markdown !== undefined) await give(markdown, renderCampaignsMarkdown(answer));
  if (json !== '-' && markdown !== '-' && quiet !== true) print(renderCampaigns(answer, page()));
}

const help = `
Each path is a kept workspace, or what investigate wrote with --json or --out, also for another organisation: no logs are
needed. What links cases, what never does, and what cannot be seen: docs/campaigns.md.

Examples:
  letterlock campaign case-17 case-18                    two kept workspaces
  letterlock campaign north.json south.json --json -     two results
  letterlock campaign case-17 north.json --only campaign-4a881cfc793e7cc8bc539526

Exit codes: 0 done, whatever was found; 2 wrong usage; 4 internal.`;

export function campaignCommand(): Command {
  return new Command('campaign')
    .summary('join cases of several workspaces or results that one actor stands behind')
    .description(
      'Compares the cases of several workspaces or results and says which share more than chance allows, by what, and how that grew.',
    )
    .argument('<paths...>', 'kept workspaces, and results of investigate (JSON files, or folders of --out)')
    .option('--json <file>', 'write campaigns and cases as JSON; - for standard output')
    .option('--markdown <file>', 'write a document for people; - for standard output')
    .option('--only <id>', 'this campaign, or those of this case')
    .option('--allow <file>', 'the allow file that the investigations of the workspaces used')
    .addOption(intelOption())
    .addOption(rulesOption())
    .addOption(placeholdersOption())
    .option('--quiet', 'no progress and no answer on the terminal')
    .addHelpText('after', help)
    .action(run);
}
