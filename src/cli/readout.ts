// `letterlock readout`: the answer as a document for one of three readers, in one of four formats, marked and, if asked, redacted.
import { extname } from 'node:path';
import { Command, Option } from 'commander';
import { tenantNamed } from '../output/apart/tenant.js';
import { renderJson } from '../output/json.js';
import { type Reader, type Readout, readers } from '../output/readout/content.js';
import { renderHtml } from '../output/readout/html/render-html.js';
import type { Tlp } from '../output/readout/marking.js';
import { renderPdf } from '../output/readout/pdf.js';
import { readoutOf } from '../output/readout/readout.js';
import { placesUnder, recordsOfStatements } from '../output/readout/record/evidence.js';
import { renderReadoutMarkdown } from '../output/readout/render-markdown.js';
import { renderText } from '../output/readout/render-text.js';
import { type Redactable, redact, redactable } from '../output/redact/redact.js';
import { LetterlockError } from '../util/error.js';
import { give, page, print } from './door.js';
import { intelOption, placeholdersOption, rulesOption, tlpOption, wordsOf } from './option.js';
import { type TellOptions, tell, toldApart } from './told.js';

const formats = ['text', 'markdown', 'html', 'pdf'] as const;
type Format = (typeof formats)[number];

interface Options extends TellOptions {
  readonly tenant?: string;
  readonly for: Reader;
  readonly format?: Format;
  readonly tlp: Tlp;
  readonly redact: readonly Redactable[];
  readonly json?: string;
  readonly out?: string;
}

const byName: Readonly<Record<string, Format>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.pdf': 'pdf',
};

const formatOf = ({ format, out }: Options): Format => format ?? byName[extname(out ?? '').toLowerCase()] ?? 'text';

async function rendered(readout: Readout, format: Format, width: number): Promise<string | Buffer> {
  switch (format) {
    case 'text':
      return renderText(readout, width);
    case 'markdown':
      return renderReadoutMarkdown(readout);
    case 'html':
      return renderHtml(readout);
    case 'pdf':
      return renderPdf(renderHtml(readout), process.env);
  }
}

const kindsOf = wordsOf(redactable, 'with commas between.');

async function run(path: string | undefined, options: Options): Promise<void> {
  const format = formatOf(options);
  const toScreen = options.out === undefined || options.out === '-';
  if (format === 'pdf' && toScreen) {
    throw new LetterlockError({
      code: 'pdfNeedsFile',
      message: 'a PDF is not for the screen',
      hint: 'name a file with --out',
    });
  }
  const recordsOf = options.for === 'record' ? recordsOfStatements : null;
  const whole = await tell(path, options, recordsOf);
  const told =
    options.tenant === undefined ? whole : toldApart(whole, tenantNamed(whole.result, options.tenant), recordsOf);
  const result = redact(told.result, options.redact);
  const places = placesUnder(told.places, told.result.inputs, result.inputs);
  if (options.json !== undefined) await give(options.json, renderJson(result));
  const readout = readoutOf(result, { reader: options.for, tlp: options.tlp, places, redacted: options.redact });
  const document = await rendered(readout, format, toScreen ? page().width : 80);
  if (toScreen) return void print(document as string);
  await give(options.out ?? '-', document);
}

const help = `
minister   one printed page in plain words: what happened, what we know, assess, do not know, and do next
responder  cases with pictures, reasons, exposure, queries to look elsewhere, campaigns, what to do next
record     every statement numbered, with its evidence by file, row, line and hash; methods, versions, the ledger

Rows and lines stand in a record that is made from a workspace; a result holds the ids of records.
A PDF is printed by the Chromium, Chrome or Edge that is there (LETTERLOCK_CHROMIUM names another).

Examples:
  letterlock readout --workspace case-17 --for minister --out briefing.pdf
  letterlock readout result.json --for responder --out responders.html --tlp AMBER
  letterlock readout --workspace case-17 --for record --out record.html
  letterlock readout result.json --for responder --redact users,subjects --out partners.html --tlp GREEN
  letterlock readout --workspace case-17 --for responder --tenant office.example --out office.html`;

export function readoutCommand(): Command {
  return new Command('readout')
    .summary('write the answer as a document for a minister, a responder or the record')
    .description(
      'Writes what an investigation found as a document for one of three readers, as text, Markdown, HTML or PDF, marked on every page.',
    )
    .argument('[path]', 'what investigate wrote with --json or --out, or a kept workspace')
    .option('--workspace <folder>', 'the kept workspace')
    .addOption(new Option('--for <reader>', 'whom it is for').choices([...readers]).default('minister'))
    .addOption(
      new Option('--format <format>', 'how it is written (default: by the name of --out, else text)').choices([
        ...formats,
      ]),
    )
    .addOption(tlpOption())
    .option(
      '--redact <kinds>',
      'put pseudonyms in the place of users, subjects, addresses (with commas between)',
      kindsOf,
      [],
    )
    .option(
      '--tenant <organisation>',
      'for one organisation alone, by its id or a domain of its mailboxes: nothing of any other stays in it',
    )
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--json <file>', 'write the result too, with the same pseudonyms')
    .option('--vip <file>', 'people whose cases come first, as for investigate')
    .option('--allow <file>', 'the allow file that the investigation used')
    .addOption(intelOption())
    .addOption(rulesOption())
    .addOption(placeholdersOption())
    .option('--quiet', 'no progress')
    .addHelpText('after', help)
    .action(run);
}
