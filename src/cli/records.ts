// `letterlock records`: the records behind a sentence, one JSON object a line.
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { listRecords, type RecordQuestion, type Workspace } from '../letterlock.js';
import { forTerminal } from '../output/escape.js';
import { unreadNotes } from '../reconcile/limits.js';
import { parseAddress } from '../record/address.js';
import { accessClass, type Input } from '../record/result.js';
import { exitCode } from '../util/error.js';
import type { Progress } from '../util/progress.js';
import { type AskOptions, inWorkspace } from './ask.js';
import { notWritten, say } from './door.js';
import {
  instant,
  intelOption,
  placeholdersOption,
  questionOf,
  repeatable,
  rulesOption,
  wholeNumber,
} from './option.js';
import { sourcesOf } from './source.js';

interface Options extends AskOptions {
  readonly mailbox: readonly string[];
  readonly tenant: readonly string[];
  readonly json?: string;
  readonly case?: string;
  readonly step?: number;
  readonly session?: string;
  readonly finding?: string;
  readonly class?: string;
  readonly user: readonly string[];
  readonly address: readonly string[];
  readonly application: readonly string[];
  readonly token: readonly string[];
  readonly rows?: boolean;
  readonly raw?: boolean;
}

async function sink(path: string | undefined): Promise<NodeJS.WritableStream> {
  if (path === undefined || path === '-') return process.stdout;
  const file = await open(path, 'w').catch((cause) => {
    throw notWritten(path, cause);
  });
  return file.createWriteStream();
}

async function* linesOf(workspace: Workspace, question: RecordQuestion, progress: Progress): AsyncIterable<string> {
  for await (const record of listRecords(workspace, question, progress)) yield `${JSON.stringify(record)}\n`;
}

/** Records of files that could not be read are not in the list, and a list does not show what is not in it. */
function tellUnread(unread: readonly Input[]): void {
  const notes = unreadNotes(unread);
  for (const { message } of notes) say(`letterlock: ${forTerminal(message)}\n`);
  if (notes.length > 0) process.exitCode = exitCode.partlyUnreadable;
}

const several = (value: string, list: readonly string[]): readonly string[] => [...list, value.trim()];

/** As records have it, however it was typed. */
const canonical = (text: string): string => parseAddress(text)?.ip ?? text;

async function run(paths: readonly string[], options: Options): Promise<void> {
  const from = await sourcesOf(paths, options.workspace);
  const base = await questionOf({ ...options, mailbox: [], tenant: [] });
  const question: RecordQuestion = {
    base: { ...base, scope: { fromMs: null, toMs: null, mailboxes: [], tenants: [] } },
    scope: {
      fromMs: options.from ?? null,
      toMs: options.to ?? null,
      mailboxes: options.mailbox,
      tenants: options.tenant,
    },
    users: options.user,
    traces: { addresses: options.address.map(canonical), applications: options.application, tokens: options.token },
    case: options.case ?? null,
    step: options.step ?? null,
    session: options.session ?? null,
    finding: options.finding ?? null,
    class: options.class ?? null,
    rows: options.rows === true,
    raw: options.raw === true,
  };
  await inWorkspace(from, options.quiet === true, async (workspace, progress, load) => {
    const out = await sink(options.json);
    const failed = await load();
    await pipeline(Readable.from(linesOf(workspace, question, progress)), out, { end: out !== process.stdout });
    progress.done();
    tellUnread(failed);
  });
}

export function recordsCommand(): Command {
  return new Command('records')
    .summary('list the records behind a case, a session or a finding')
    .description(
      'Lists normalised records, one JSON object a line, in the order of time: everything, or what stands behind a sentence.',
    )
    .argument('[paths...]', 'a kept workspace, or files and folders of exports')
    .option('--workspace <folder>', 'the kept workspace')
    .option('--json <file>', 'write to a file instead of standard output')
    .option('--case <id>', 'the accesses of this case')
    .option('--step <number>', 'of the case, only the records of this step of its story', wholeNumber)
    .option('--session <id>', 'the accesses of this access session')
    .option('--finding <id>', 'the evidence of this finding')
    .addOption(new Option('--class <name>', 'accesses of this class').choices(accessClass.options))
    .addOption(repeatable('--mailbox <address>', 'this mailbox'))
    .addOption(repeatable('--user <name>', 'this user'))
    .addOption(repeatable('--address <ip>', 'from this address'))
    .addOption(repeatable('--application <id>', 'with this application'))
    .option(
      '--token <id>',
      'with this token, sign-ins that issued it too; capitals count (may be repeated)',
      several,
      [],
    )
    .addOption(repeatable('--tenant <id>', 'this tenant'))
    .option('--from <time>', 'from this time on', instant)
    .option('--to <time>', 'before this time', instant)
    .option('--allow <file>', 'the allow file that the investigation used')
    .addOption(intelOption())
    .addOption(rulesOption())
    .addOption(placeholdersOption())
    .option('--rows', 'add row and line, found by reading the files again')
    .option('--raw', 'add the raw record')
    .option('--quiet', 'no progress')
    .action(run);
}
