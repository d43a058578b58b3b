// `letterlock compare`: how one answer differs from another, and why.
import { realpath } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { type Compared, compare } from '../compare/compare.js';
import { markdownComparison } from '../output/compare/markdown-comparison.js';
import { renderComparison } from '../output/compare/render-comparison.js';
import { statedIn } from '../output/compare/stated.js';
import { forTerminal } from '../output/escape.js';
import type { Tlp } from '../output/readout/marking.js';
import { type Comparison, comparison } from '../record/comparison.js';
import { readResult } from '../record/read-result.js';
import { type Level, levels, type Result } from '../record/result.js';
import { exitCode, LetterlockError } from '../util/error.js';
import { type AskOptions, ask } from './ask.js';
import { give, page, print, say } from './door.js';
import { unreadIn } from './exit-of.js';
import { intelOption, placeholdersOption, rulesOption, tlpOption } from './option.js';
import { isWorkspace } from './source.js';

interface Options extends AskOptions {
  readonly json?: string;
  readonly markdown?: string;
  readonly failOn?: Level;
  readonly tlp: Tlp;
}

async function checkTwo(old: string, now: string): Promise<void> {
  const [a, b] = await Promise.all([old, now].map((path) => realpath(path).catch(() => path)));
  if (a !== b) return;
  throw new LetterlockError({
    code: 'sameTwice',
    message: `${old} was named twice`,
    hint: 'name two answers: the older one first; a workspace holds only its present one, so keep each day with investigate --json',
  });
}

async function answerOf(path: string, options: Options): Promise<Result> {
  return (await isWorkspace(path)) ? ask([path], options) : readResult(path);
}

const comparedOf = (name: string, result: Result): Compared => ({ name, result, statements: statedIn(result) });

/** Cases that are new or worse, at or above a level, are an alarm; a file that could not be read to its end outweighs it. */
function codeOf({ cases }: Comparison, results: readonly Result[], failOn: Level | undefined): number {
  if (results.some((result) => unreadIn(result).length > 0)) return exitCode.partlyUnreadable;
  const least = failOn === undefined ? levels.length : levels.indexOf(failOn);
  const worse = cases.filter(
    ({ change, direction }) => direction === 'worse' || direction === 'mixed' || change === 'new',
  );
  const alarm = worse.some(({ new: now }) =>
    now.some(({ level, closed }) => !closed && levels.indexOf(level) >= least),
  );
  return alarm ? exitCode.findings : exitCode.ok;
}

function tellUnread(name: string, result: Result): void {
  for (const { path, message } of unreadIn(result)) say(`letterlock: ${forTerminal(`${name}: ${path}: ${message}`)}\n`);
}

async function run(old: string, now: string, options: Options): Promise<void> {
  await checkTwo(old, now);
  const results = [await answerOf(old, options), await answerOf(now, options)] as const;
  const answer = compare(comparedOf(old, results[0]), comparedOf(now, results[1]));
  const { json, markdown, quiet } = options;
  if (json !== undefined) await give(json, `${JSON.stringify(comparison.parse(answer), null, 2)}\n`);
  if (markdown !== undefined) await give(markdown, markdownComparison(answer, options.tlp));
  if (json !== '-' && markdown !== '-' && quiet !== true) print(renderComparison(answer, page()));
  tellUnread(old, results[0]);
  tellUnread(now, results[1]);
  process.exitCode = codeOf(answer, results, options.failOn);
}

const help = `
Each is a kept workspace, or what investigate wrote with --json or --out; no logs are needed. A workspace holds only its present
answer: keep each day's with investigate --json. Options like --allow are for workspaces; a result keeps what it was asked with.
A reason is told only where it follows from the two; else it says what comes into question.

Examples:
  letterlock compare monday.json tuesday.json                              what is new on Tuesday
  letterlock compare yesterday.json case-17 --markdown changes.md          a result and a workspace
  letterlock compare yesterday.json today.json --quiet --fail-on medium    for scripts

How cases are found again, and how a reason is found: docs/compare.md.
Exit codes: 0 done; 1 a case at or above --fail-on is new or worse; 2 wrong usage; 3 a file of either was not read to its end; 4 internal.`;

export function compareCommand(): Command {
  return new Command('compare')
    .summary('say how one answer differs from another, and why')
    .description(
      'Compares two answers about the same organisation: new, changed and withdrawn cases, exposure and statements, each with the reason.',
    )
    .argument('<old>', 'the older answer: a result (JSON file, or folder of --out), or a kept workspace')
    .argument('<new>', 'the newer one')
    .option('--json <file>', 'write the whole comparison as JSON; - for standard output')
    .option('--markdown <file>', 'write it as a document; - for standard output')
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 if a case at or above this level is new or worse').choices([
        ...levels,
      ]),
    )
    .addOption(tlpOption())
    .option('--vip <file>', 'people whose cases come first, as for investigate')
    .option('--allow <file>', 'the allow file that the investigations of the workspaces used')
    .addOption(intelOption())
    .addOption(rulesOption())
    .addOption(placeholdersOption())
    .option('--quiet', 'no progress and nothing on the terminal')
    .addHelpText('after', help)
    .action(run);
}
