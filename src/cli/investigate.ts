// `letterlock investigate`: from a folder of exports to the answer.
import { open } from 'node:fs/promises';
import { Command, Option } from 'commander';
import type { Result } from '../letterlock.js';
import { jsonTexts } from '../output/json.js';
import { writeParts } from '../output/parts.js';
import { standardReadout } from '../output/readout/readout.js';
import { renderReadoutMarkdown } from '../output/readout/render-markdown.js';
import { renderTerminal } from '../output/terminal/render-terminal.js';
import { type Level, levels } from '../record/result.js';
import { type AskOptions, ask } from './ask.js';
import { give, notWritten, page, print } from './door.js';
import { codeOf } from './exit-of.js';
import { instant, intelOption, placeholdersOption, repeatable, rulesOption } from './option.js';

interface Options extends AskOptions {
  readonly json?: string;
  readonly markdown?: string;
  readonly out?: string;
  readonly failOn?: Level;
}

/** Writes pieces of text in larger ones. */
async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, 'w').catch((cause) => {
    throw notWritten(path, cause);
  });
  try {
    for (const text of gathered(pieces)) {
      await file.writeFile(text).catch((cause) => {
        throw notWritten(path, cause);
      });
    }
  } finally {
    await file.close();
  }
}

function* gathered(pieces: Iterable<string>): Generator<string> {
  let held = '';
  for (const piece of pieces) {
    held += piece;
    if (held.length < 1_000_000) continue;
    yield held;
    held = '';
  }
  yield held;
}

async function show(result: Result, paths: readonly string[], options: Options): Promise<void> {
  if (options.json === '-') for (const text of gathered(jsonTexts(result))) print(text);
  else if (options.json !== undefined) await writePieces(options.json, jsonTexts(result));
  if (options.markdown !== undefined) await give(options.markdown, renderReadoutMarkdown(standardReadout(result)));
  if (options.out !== undefined) await writeParts(result, options.out);
  if (options.json !== '-' && options.markdown !== '-' && options.quiet !== true) {
    const exports = options.workspace === undefined ? paths : [options.workspace];
    print(renderTerminal(result, { ...page(), exports, allSessions: options.allSessions === true }));
  }
}

const help = `
Files are recognised by what they hold, not by their names; folders are searched through, .gz and .zip are unpacked.
Read: unified audit log (Purview portal CSV, Search-UnifiedAuditLog CSV and JSON, bare AuditData, Management API blobs)
and Entra sign-ins (Microsoft Graph JSON, portal CSV). Times are UTC.

Examples:
  letterlock investigate exports/                        answer on the terminal
  letterlock investigate exports/ --workspace case-17    keep what was read; add files later with the same command
  letterlock investigate exports/ --markdown readout.md --json result.json

Exit codes: 0 done; 1 findings or cases at or above --fail-on; 2 wrong usage; 3 a file could not be read to its end; 4 internal.`;

export function investigateCommand(): Command {
  return new Command('investigate')
    .summary('read exports and answer who has been reading the mail')
    .description(
      'Reads exports of audit and sign-in logs and answers who has been reading the mail, what, since when, and how sure that is.',
    )
    .argument('[paths...]', 'files, folders that hold the exports, or a kept workspace')
    .option('--workspace <folder>', 'keep what was read in this folder and add to it (default: a temporary one)')
    .option('--json <file>', 'write the whole result as JSON; - for standard output')
    .option(
      '--markdown <file>',
      'write the readout for responders, a document for people; - for standard output (letterlock readout has other readers and formats)',
    )
    .option('--out <folder>', 'write a large result in parts, lists as JSON lines')
    .option('--from <time>', 'look at accesses from this time on', instant)
    .option('--to <time>', 'look at accesses before this time', instant)
    .addOption(repeatable('--mailbox <address>', 'look at this mailbox only'))
    .addOption(repeatable('--tenant <id>', 'look at this tenant only'))
    .option('--vip <file>', 'people whose cases come first: one address a line, or a table with names and roles')
    .option(
      '--allow <file>',
      'applications, networks and delegates that are known and sanctioned, each with a reason and an end (YAML, docs/allow.md)',
    )
    .addOption(intelOption())
    .addOption(rulesOption())
    .addOption(placeholdersOption())
    .option('--detected <time>', 'when somebody noticed; stands in the readout', instant)
    .option('--all-sessions', 'list every access session, not only those that matter')
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 if there are findings or cases at or above this level').choices([
        ...levels,
      ]),
    )
    .option('--quiet', 'no progress and no answer on the terminal')
    .addHelpText('after', help)
    .action(async (paths: string[], options: Options) => {
      const result = await ask(paths, options);
      await show(result, paths, options);
      process.exitCode = codeOf(result, options.failOn);
    });
}
