// `letterlock notify`: a notice to each organisation and to each person whose mail a case or campaign touches, with the list of what was read.
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import type { Result } from '../letterlock.js';
import { recordsOf } from '../output/case-view.js';
import { forTerminal } from '../output/escape.js';
import { fileNames } from '../output/notice/file-name.js';
import { type NoticeOptions, type Notices, noticesOf } from '../output/notice/notice.js';
import type { Tlp } from '../output/readout/marking.js';
import { placesUnder } from '../output/readout/record/evidence.js';
import { type Redactable, redact } from '../output/redact/redact.js';
import type { Case } from '../record/result.js';
import { LetterlockError } from '../util/error.js';
import { makeFolder } from '../util/folder.js';
import { groupBy } from '../util/group.js';
import { sortedSet } from '../util/order.js';
import { count } from '../util/words.js';
import { give, print } from './door.js';
import { readTemplates } from './notice-template.js';
import { intelOption, placeholdersOption, rulesOption, tlpOption, wordsOf } from './option.js';
import { type TellOptions, type Told, tell, toldApart } from './told.js';

const fillable = ['subjects', 'addresses'] as const satisfies readonly Redactable[];

interface Options extends TellOptions {
  readonly out: string;
  readonly templates?: string;
  readonly tlp: Tlp;
  readonly redact: readonly Redactable[];
  readonly sender: string;
  readonly telephone: string;
}

/** The case of an id, or the cases of a campaign. Throws `unknownSubject` and `caseClosed`. */
function casesNamed({ cases, campaigns }: Result, id: string): Case[] {
  const campaign = campaigns.find((each) => each.id === id);
  const found = cases.filter((each) => each.id === id || campaign?.cases.includes(each.id));
  const open = found.filter(({ judgement }) => judgement?.state !== 'closed');
  if (open.length > 0) return open;
  throw found.length > 0
    ? new LetterlockError({
        code: 'caseClosed',
        message: `an analyst closed ${id} as benign: there is nobody to tell`,
        hint: 'if that was wrong, take the verdict back first: letterlock verdict WORKSPACE CASE withdraw',
      })
    : new LetterlockError({
        code: 'unknownSubject',
        message: `there is no case or campaign ${id} in this answer`,
        hint: 'take the id from the answer to the same exports, with the same --allow, --rules and --intel',
      });
}

const recordsOfCases =
  (id: string) =>
  (result: Result): string[] => {
    const campaign = result.campaigns.find((each) => each.id === id);
    const cases = result.cases.filter((each) => each.id === id || campaign?.cases.includes(each.id));
    const items = cases.flatMap(({ exposure: { named, folders, diverted } }) => [
      ...named.items,
      ...folders,
      ...diverted,
    ]);
    return sortedSet([...cases.flatMap((each) => recordsOf(result, each)), ...items.flatMap(({ records }) => records)]);
  };

/** Old notices beside new ones would be sent with them. */
async function emptyFolder(path: string): Promise<void> {
  makeFolder(path);
  if ((await readdir(path)).length === 0) return;
  throw new LetterlockError({
    code: 'folderNotEmpty',
    message: `${path} is not empty`,
    hint: 'give a new folder, so that no older notice is sent with these',
  });
}

/** What one organisation is told. */
function noticesFor(
  told: Told,
  tenant: string,
  cases: readonly Case[],
  options: Omit<NoticeOptions, 'places'>,
  kinds: readonly Redactable[],
): Notices {
  const wanted = new Set(cases.map(({ id }) => id));
  const all = (result: Result): string[] =>
    result.cases.filter(({ id }) => wanted.has(id)).flatMap(({ id }) => recordsOfCases(id)(result));
  const own = toldApart(told, tenant, all);
  const result = redact(own.result, kinds);
  const places = placesUnder(own.places, own.result.inputs, result.inputs);
  return noticesOf(
    result,
    tenant,
    result.cases.filter(({ id }) => wanted.has(id)),
    { ...options, places },
  );
}

async function write(folder: string, { files }: Notices): Promise<void> {
  for (const { path, content } of files) {
    makeFolder(dirname(join(folder, path)));
    await give(join(folder, path), content);
  }
}

async function run(id: string, path: string | undefined, options: Options): Promise<void> {
  const templates = await readTemplates(options.templates);
  const told = await tell(path, options, recordsOfCases(id));
  const byTenant = groupBy(casesNamed(told.result, id), ({ tenant }) => tenant);
  const { tlp, sender, telephone } = options;
  const all = [...byTenant].map(([tenant, cases]) => ({
    tenant,
    notices: noticesFor(told, tenant, cases, { templates, tlp, sender, telephone }, options.redact),
  }));
  await emptyFolder(options.out);
  const folders = foldersOf(all);
  for (const { tenant, notices } of all) await write(join(options.out, folders.get(tenant) ?? tenant), notices);
  if (options.quiet !== true)
    print(
      tellWritten(
        all.map(({ notices }) => notices),
        options,
      ),
    );
}

/** By their domains; two organisations that share one are told apart by their ids. */
function foldersOf(all: readonly { readonly tenant: string; readonly notices: Notices }[]): Map<string, string> {
  const label = ({ tenant, notices: { name } }: (typeof all)[number]): string =>
    all.filter((it) => it.notices.name === name).length === 1 ? name : `${name} ${tenant}`;
  const names = fileNames(all.map(label));
  return new Map(all.map((each) => [each.tenant, names.get(label(each)) ?? each.tenant]));
}

function tellWritten(all: readonly Notices[], { out, sender, telephone }: Options): string {
  const people = all.reduce((sum, it) => sum + it.people, 0);
  const others = all.reduce((sum, it) => sum + it.others, 0);
  const blanks = [sender, telephone].filter((text) => text.startsWith('['));
  return [
    `Notices to ${count(all.length, 'organisation')} and ${count(people, 'person', 'people')} are in ${forTerminal(out)}; each folder's to-send.csv says which reference is whose.`,
    ...(others > 0
      ? [
          `${count(others, 'mailbox is', 'mailboxes are')} shared or of nobody known: they stand in the notice to the organisation.`,
        ]
      : []),
    ...(blanks.length > 0 ? [`Fill in before you send them: ${blanks.join(', ')}.`] : []),
    'Read each before it goes out, and send it by a way that the reader of the mail cannot read.',
    '',
  ].join('\n');
}

/** Whom a notice is for cannot be redacted. */
const kindsOf = wordsOf(fillable, 'with a comma between: a notice has to name whom it is for.');

const help = `
For each organisation a folder of its own: organisation.txt with organisation.csv, people/NAME.txt with people/NAME.csv, and to-send.csv for whoever
sends them. Nothing of one organisation stands in another's folder, and nothing of one person in another's notice.
Notices hold no links and ask for no password. Letterlock sends nothing.

Examples:
  letterlock notify case-7758b4d5b17326855d00117b case-17 --out notices --sender 'R. Vane, security office' --telephone 'extension 4000'
  letterlock notify campaign-4a881cfc793e7cc8bc539526 result.json --out notices --tlp AMBER
  letterlock notify case-7758b4d5b17326855d00117b case-17 --out notices --templates deutsch/

Fields of templates: docs/notices.md.`;

export function notifyCommand(): Command {
  return new Command('notify')
    .summary('write notices to the organisations and people whose mail a case touches')
    .description(
      'Writes a notice to each organisation and each person whose mail a case or campaign touches: what was read, may have been read or could not be told, how we know, what to do; with a list for each.',
    )
    .argument('<id>', 'a case or campaign of the answer')
    .argument('[path]', 'what investigate wrote with --json or --out, or a kept workspace')
    .option('--workspace <folder>', 'the kept workspace')
    .requiredOption('--out <folder>', 'where the notices go: a new or empty folder')
    .option(
      '--templates <folder>',
      'templates of your own, person.txt and organisation.txt, such as in another language',
    )
    .option('--sender <text>', 'who sends the notices and can be asked', '[WHO SENDS THIS]')
    .option('--telephone <text>', 'a number that the readers already know', '[A NUMBER THAT THE READER KNOWS]')
    .addOption(tlpOption())
    .option(
      '--redact <kinds>',
      'put pseudonyms in the place of subjects, addresses (with a comma between)',
      kindsOf,
      [],
    )
    .option('--vip <file>', 'people whose cases come first, as for investigate')
    .option('--allow <file>', 'the allow file that the investigation used')
    .addOption(intelOption())
    .addOption(rulesOption())
    .addOption(placeholdersOption())
    .option('--quiet', 'no progress, and nothing on the terminal')
    .addHelpText('after', help)
    .action(run);
}
