// `letterlock verdict`: what an analyst decides about a case, kept in the workspace and applied from the next run on.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { partsOf } from '../case/judge.js';
import {
  addVerdict,
  type GivenVerdict,
  type JudgedPart,
  readVerdictFile,
  standingVerdicts,
  type Withdrawal,
} from '../case/verdict-file.js';
import { investigate, openWorkspace, type Workspace } from '../letterlock.js';
import { forTerminal } from '../output/escape.js';
import { utc } from '../output/format.js';
import { LetterlockError } from '../util/error.js';
import { idOf } from '../util/hash.js';
import { count } from '../util/words.js';
import { cores, print, progressFor, workIn } from './door.js';
import { intelOption, placeholdersOption, type QuestionOptions, questionOf, rulesOption } from './option.js';

interface Options extends QuestionOptions {
  readonly because?: string;
  readonly by?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const decisions = ['benign', 'hostile', 'withdraw'] as const;
type Decision = (typeof decisions)[number];

const recordsIn = (parts: readonly JudgedPart[]): number => new Set(parts.flatMap((part) => part.records)).size;

interface Said {
  readonly because: string;
  readonly by: string | null;
  readonly at: string;
}

/** What was said, by whom and when. Throws `verdictReason`. */
function saidOf({ because, by }: Options): Said {
  const reason = (because ?? '').trim();
  if (reason === '' || reason.length > 2000) {
    throw new LetterlockError({
      code: 'verdictReason',
      message: reason === '' ? 'a verdict needs its reason' : 'the reason is longer than 2,000 characters',
      hint: 'say it with --because "what you found out, and from whom"',
    });
  }
  return { because: reason, by: by?.trim() || null, at: new Date().toISOString().replace(/\.\d+Z$/, 'Z') };
}

async function give(
  workspace: Workspace,
  id: string,
  verdict: 'benign' | 'hostile',
  options: Options,
): Promise<string> {
  const said = saidOf(options);
  const question = await questionOf(options);
  const progress = progressFor(options.quiet === true);
  const result = await investigate(workspace, question, progress);
  progress.done();
  const item = result.cases.find((each) => each.id === id);
  if (item === undefined) {
    throw new LetterlockError({
      code: 'unknownCase',
      message: `there is no case ${id} in what this workspace holds`,
      hint: 'take the id from its last answer, and give the same --allow, --rules and --intel as there',
    });
  }
  const parts = partsOf(result, item);
  const { tenant, title, mailboxes } = item;
  const level = item.judgement?.levelByLogs ?? item.level;
  const given: GivenVerdict = {
    id: idOf('verdict', id, verdict, said.because, said.at),
    verdict,
    case: id,
    tenant,
    title,
    level,
    mailboxes,
    ...said,
    parts,
  };
  await addVerdict(workspace.folder, given);
  const sessions = parts.filter((part) => part.detection === null).length;
  const covers = `${count(recordsIn(parts), 'record')}, ${count(sessions, 'access session')}, ${count(parts.length - sessions, 'finding')}`;
  const effect =
    verdict === 'benign'
      ? 'From the next run on the case is closed. Whatever comes beyond that opens it again.'
      : 'From the next run on the case is confirmed as hostile, as your judgement beside what the logs say.';
  return `${given.id}: ${id} is ${verdict}\n  It covers ${covers}. By the logs alone its level is ${level}.\n  ${effect}\n`;
}

async function withdraw(workspace: Workspace, id: string, options: Options): Promise<string> {
  const said = saidOf(options);
  const standing = standingVerdicts(await readVerdictFile(workspace.folder));
  const found = standing.filter((each) => each.id === id || each.case === id);
  if (found.length === 0) {
    throw new LetterlockError({
      code: 'unknownVerdict',
      message: `no verdict stands under ${id}`,
      hint: 'letterlock verdict WORKSPACE lists those that stand; give the id of one, or of the case as it was called then',
    });
  }
  for (const each of found) {
    const entry: Withdrawal = { withdraws: each.id, ...said };
    await addVerdict(workspace.folder, entry);
  }
  return found.map((each) => `${each.id} is withdrawn: ${each.case} is what the logs make of it\n`).join('');
}

const linesOf = ({ id, verdict, case: item, title, by, at, because, parts }: GivenVerdict): string =>
  [
    `${id}: ${verdict}, by ${by ?? 'nobody named'}, ${utc(at)}`,
    `${item}, ${title}`,
    `because ${because}`,
    `covers ${count(recordsIn(parts), 'record')}`,
  ]
    .map((line, i) => `${i === 0 ? '' : '  '}${forTerminal(line)}\n`)
    .join('');

async function list(workspace: Workspace, json: boolean): Promise<string> {
  const standing = standingVerdicts(await readVerdictFile(workspace.folder));
  if (json)
    return standing.map(({ parts, ...rest }) => `${JSON.stringify({ ...rest, records: recordsIn(parts) })}\n`).join('');
  if (standing.length === 0) return 'no verdict stands\n';
  return standing.map(linesOf).join('');
}

async function checkFolder(folder: string): Promise<void> {
  const there = await stat(join(folder, 'store.duckdb')).catch(() => null);
  if (there?.isFile()) return;
  throw new LetterlockError({
    code: 'noWorkspace',
    message: `${folder} is no workspace`,
    hint: 'a verdict needs a place that lasts: letterlock investigate EXPORTS --workspace FOLDER makes one',
  });
}

async function run(
  folder: string,
  id: string | undefined,
  decision: Decision | undefined,
  options: Options,
): Promise<void> {
  await checkFolder(folder);
  const workspace = await openWorkspace(folder, cores);
  workIn(folder);
  try {
    if (id === undefined) print(await list(workspace, options.json === true));
    else if (decision === undefined) {
      throw new LetterlockError({
        code: 'verdictMissing',
        message: `what about ${id}?`,
        hint: `add ${decisions.slice(0, 2).join(' or ')} and --because "...", or withdraw`,
      });
    } else if (decision === 'withdraw') print(await withdraw(workspace, id, options));
    else print(await give(workspace, id, decision, options));
  } finally {
    await workspace.close();
  }
}

const help = `
benign   closes the case: it is listed as closed, with your reason, and no longer counts in the answer. A record, a session,
         a mailbox or a kind of evidence that was not there when you judged, or a higher level, opens it again and says why.
hostile  confirms the case, at high or above. The answer says that this is a person's judgement, not the log's.
withdraw takes a verdict back, by its id or by that of its case.

A verdict follows its case by the records that you judged, also when the case's id changes.

Examples:
  letterlock verdict case-17                                         list the verdicts that stand
  letterlock verdict case-17 case-7758b4d5b17326855d00117b benign --because "the owner was in Geneva, asked by telephone" --by "A. Marrow"
  letterlock verdict case-17 case-7758b4d5b17326855d00117b withdraw --because "it was another trip"`;

export function verdictCommand(): Command {
  return new Command('verdict')
    .summary('say what you found out about a case, and have it remembered')
    .description(
      "Keeps an analyst's verdict on a case in the workspace and applies it from the next run on; without a case it lists them.",
    )
    .argument('<workspace>', 'the kept workspace')
    .argument('[id]', 'a case of its answer; to withdraw, a verdict or its case')
    .addArgument(new Argument('[decision]', 'what you decide').choices([...decisions]))
    .option('--because <text>', 'what you found out, and from whom; a verdict needs it')
    .option('--by <name>', 'who decides')
    .option('--allow <file>', 'the allow file that the investigation used')
    .addOption(intelOption())
    .addOption(rulesOption())
    .addOption(placeholdersOption())
    .option('--json', 'list as JSON, one verdict a line')
    .option('--quiet', 'no progress')
    .addHelpText('after', help)
    .action(run);
}
