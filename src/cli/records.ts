// `letterlock records`: the records behind a sentence, one JSON object a line.
import { open } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { discover, listRecords, loadAll, openWorkspace, type RecordQuestion } from '../letterlock.js';
import { accessClass } from '../record/result.js';
import { cores, notWritten, progressFor, workIn } from './door.js';
import {
  instant,
  intelOption,
  placeholdersOption,
  type QuestionOptions,
  questionOf,
  repeatable,
  rulesOption,
} from './option.js';
import { sourcesOf } from './source.js';

interface Options extends QuestionOptions {
  readonly workspace?: string;
  readonly json?: string;
  readonly case?: string;
  readonly session?: string;
  readonly finding?: string;
  readonly class?: string;
  readonly user: readonly string[];
  readonly rows?: boolean;
  readonly raw?: boolean;
  readonly quiet?: boolean;
}

async function sink(path: string | undefined): Promise<NodeJS.WritableStream> {
  if (path === undefined || path === '-') return process.stdout;
  const file = await open(path, 'w').catch((cause) => {
    throw notWritten(path, cause);
  });
  return file.createWriteStream();
}

async function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (!stream.write(text)) await new Promise((resolve) => stream.once('drain', resolve));
}

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
    case: options.case ?? null,
    session: options.session ?? null,
    finding: options.finding ?? null,
    class: options.class ?? null,
    rows: options.rows === true,
    raw: options.raw === true,
  };
  const files = await discover(from.load);
  const workspace = await openWorkspace(from.workspace, cores);
  workIn(from.workspace);
  const progress = progressFor(options.quiet === true);
  const out = await sink(options.json);
  try {
    await loadAll(workspace, files, progress);
    for await (const record of listRecords(workspace, question, progress))
      await write(out, `${JSON.stringify(record)}\n`);
  } finally {
    progress.done();
    await workspace.close();
    if (out !== process.stdout) await new Promise((resolve) => out.end(() => resolve(null)));
  }
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
    .option('--session <id>', 'the accesses of this access session')
    .option('--finding <id>', 'the evidence of this finding')
    .addOption(new Option('--class <name>', 'accesses of this class').choices(accessClass.options))
    .addOption(repeatable('--mailbox <address>', 'this mailbox'))
    .addOption(repeatable('--user <name>', 'this user'))
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
