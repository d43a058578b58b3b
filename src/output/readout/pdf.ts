// The readout as PDF: its HTML printed by the Chromium that is there, as a child process without a network. The dates that Chromium
// writes into the file are replaced, since the same result must give the same bytes.
import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LetterlockError } from '../../util/error.js';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge.exe',
  'chrome.exe',
];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const patienceMs = 120_000;

const runnable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The browser that prints: the one that `LETTERLOCK_CHROMIUM` names, else one of the usual; null where there is none. */
export async function findChromium(environment: NodeJS.ProcessEnv): Promise<string | null> {
  const named = environment.LETTERLOCK_CHROMIUM;
  if (named !== undefined && named !== '') return (await runnable(named)) ? named : null;
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const path of [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places]) {
    if (await runnable(path)) return path;
  }
  return null;
}

const noChromium = (): LetterlockError =>
  new LetterlockError({
    code: 'noChromium',
    message: 'there is no Chromium, Chrome or Edge here to make the PDF with',
    hint: 'write --format html and print that file from any browser (it has a style for paper), or name a browser in LETTERLOCK_CHROMIUM',
  });

const notPrinted = (why: string): LetterlockError =>
  new LetterlockError({
    code: 'pdfNotMade',
    message: `the browser did not make the PDF: ${why}`,
    hint: 'write --format html and print that file from any browser (it has a style for paper)',
  });

function argumentsFor(folder: string, page: string, out: string): string[] {
  // Chromium refuses its sandbox to root; the page holds no script and its policy forbids any.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [
    ...[
      '--headless',
      '--disable-gpu',
      '--no-first-run',
      '--disable-extensions',
      '--disable-background-networking',
      '--disable-sync',
    ],
    ...asRoot,
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--user-data-dir=${join(folder, 'profile')}`,
    '--no-pdf-header-footer',
    '--generate-pdf-document-outline',
    `--print-to-pdf=${out}`,
    pathToFileURL(page).href,
  ];
}

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => {
      told = (told + chunk.toString('utf8')).slice(-400);
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(notPrinted(cause.message));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else
        reject(
          notPrinted(
            code === null
              ? 'it took longer than two minutes'
              : `it ended with ${code}: ${told.trim().split('\n').at(-1) ?? ''}`,
          ),
        );
    });
  });
}

/** The dates of making and changing as zeros of the same length, so that every place in the file stays where it is. */
function withoutDates(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1');
  return Buffer.from(
    text.replace(/(\/(?:CreationDate|ModDate) \(D:)(\d{14})/g, (_all, key: string) => `${key}20000101000000`),
    'latin1',
  );
}

/** Throws `noChromium` and `pdfNotMade`. */
export async function renderPdf(html: string, environment: NodeJS.ProcessEnv): Promise<Buffer> {
  const program = await findChromium(environment);
  if (program === null) throw noChromium();
  const folder = await mkdtemp(join(tmpdir(), 'letterlock-pdf-'));
  try {
    const [page, out] = [join(folder, 'readout.html'), join(folder, 'readout.pdf')];
    await writeFile(page, html, { mode: 0o600 });
    await run(program, argumentsFor(folder, page, out));
    const pdf = await readFile(out).catch(() => {
      throw notPrinted('it wrote no file');
    });
    return withoutDates(pdf);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
