// `letterlock attribute`: which explanations of a case or campaign the evidence leaves, and whether anything can name somebody.
import { Command } from 'commander';
import { attributeIn } from '../attribute/attribute.js';
import { type Profiles, readProfiles } from '../attribute/profile/read.js';
import type { Answer } from '../campaign/answer.js';
import { markdownAttribution } from '../output/attribution/markdown-attribution.js';
import { renderAttribution } from '../output/attribution/render-attribution.js';
import { forTerminal } from '../output/escape.js';
import { problemLine } from '../output/rule-text.js';
import { readResult } from '../record/read-result.js';
import { exitCode } from '../util/error.js';
import { asOne } from './answers.js';
import { type AskOptions, ask } from './ask.js';
import { give, page, print, say } from './door.js';
import { unreadIn } from './exit-of.js';
import { intelOption, placeholdersOption, rulesOption } from './option.js';
import { isWorkspace } from './source.js';

interface Options extends AskOptions {
  readonly result: readonly string[];
  readonly profiles: readonly string[];
  readonly json?: string;
  readonly markdown?: string;
}

/** What could not be read may be what would tell who it was. */
function tellUnread({ result }: Answer): void {
  for (const { path, message } of unreadIn(result)) {
    say(`letterlock: ${forTerminal(path)}: ${forTerminal(message)}\n`);
    process.exitCode = exitCode.partlyUnreadable;
  }
}

/** Answers of files, and those of workspaces or exports: several workspaces give one each. */
async function answersOf(paths: readonly string[], options: Options): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const name of options.result) answers.push({ name, result: await readResult(name) });
  const kept = await Promise.all(paths.map(isWorkspace));
  if (paths.length > 1 && kept.every((is) => is)) {
    for (const path of paths) answers.push({ name: path, result: await ask([path], options) });
  } else if (paths.length > 0 || options.workspace !== undefined || answers.length === 0) {
    answers.push({ name: paths[0] ?? options.workspace ?? '', result: await ask(paths, options) });
  }
  return answers;
}

function tellProblems({ problems }: Profiles): void {
  for (const problem of problems) say(`${problemLine(problem)}\n`);
  if (problems.some(({ refused }) => refused)) process.exitCode = exitCode.partlyUnreadable;
}

async function run(id: string, paths: readonly string[], options: Options): Promise<void> {
  const profiles = readProfiles(options.profiles);
  tellProblems(profiles);
  const answers = await answersOf(paths, options);
  answers.forEach(tellUnread);
  const attribution = attributeIn(asOne(answers), id, profiles);
  const { json, markdown } = options;
  if (json !== undefined) await give(json, `${JSON.stringify(attribution, null, 2)}\n`);
  if (markdown !== undefined) await give(markdown, markdownAttribution(attribution));
  if (json !== '-' && markdown !== '-' && options.quiet !== true) {
    print(renderAttribution(attribution, page()));
  }
}

const several = (value: string, list: readonly string[]): readonly string[] => [...list, value];

const help = `
First the question what kind of thing it is: an intruder who collects, one after money, somebody of the house, the provider,
something sanctioned, the owner, a fault of the logs. Then, if it is an intruder, whether anything can name him. A provider, a time
of day or a technique never can; an actor's own indicator within its dates may. Otherwise the answer is "not attributable".

Examples:
  letterlock attribute case-7758b4d5b17326855d00117b case-17                    a case of a kept workspace
  letterlock attribute case-7758b4d5b17326855d00117b --result result.json       the same from what investigate wrote
  letterlock attribute case-7758b4d5b17326855d00117b case-17 --profiles ours/   with profiles of your own
  letterlock attribute campaign-4a881cfc793e7cc8bc539526 case-17 case-18         a campaign over two workspaces

Profiles, weights and their sources: docs/attribution.md.
Exit codes: 0 done; 2 wrong usage; 3 a file or a profile could not be read.`;

export function attributeCommand(): Command {
  return new Command('attribute')
    .summary('say who may be behind a case, how likely, and on what ground')
    .description(
      'Compares the explanations of a case or campaign with the evidence, in calibrated words, and says what could not be known.',
    )
    .argument('<id>', 'a case or campaign of the answer')
    .argument('[paths...]', 'kept workspaces, or files and folders of exports')
    .option('--workspace <folder>', 'the kept workspace')
    .option(
      '--result <file>',
      'the answer that investigate wrote with --json or --out, instead of a workspace (may be repeated)',
      several,
      [],
    )
    .option('--profiles <path>', 'profiles of your own, a YAML file or a folder of them (may be repeated)', several, [])
    .option('--json <file>', 'write the whole analysis as JSON; - for standard output')
    .option('--markdown <file>', 'write it as a document; - for standard output')
    .option('--vip <file>', 'people whose cases come first, as for investigate')
    .option('--allow <file>', 'the allow file that the investigation used')
    .addOption(intelOption())
    .addOption(rulesOption())
    .addOption(placeholdersOption())
    .option('--quiet', 'no progress and nothing on the terminal')
    .addHelpText('after', help)
    .action(run);
}
