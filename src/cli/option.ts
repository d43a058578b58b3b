// Options that several commands take, read once in one way.
import { InvalidArgumentError, Option } from 'commander';
import { readWatchedFile } from '../case/watched-file.js';
import { loadAllRules } from '../detect/rule/pack.js';
import { readIntel } from '../intel/read.js';
import type { Question } from '../letterlock.js';
import { everything } from '../letterlock.js';
import { standardTlp, tlpNames } from '../output/readout/marking.js';
import { readAllowed } from '../reconcile/allow.js';
import type { Loaded } from '../sigma/load.js';
import { noPlaceholders, type Placeholders } from '../sigma/placeholder.js';
import { readPlaceholders } from '../sigma/placeholder-file.js';
import { parseTime } from '../util/time.js';

/** An option that may be given several times; names are compared without case. */
export const repeatable = (flags: string, description: string): Option =>
  new Option(flags, `${description} (may be repeated)`)
    .argParser((value: string, list: readonly string[]) => [...list, value.trim().toLowerCase()])
    .default([], 'all');

/** Words of a list with commas between, in the order of the program, so that the order of typing changes nothing. */
export const wordsOf =
  <T extends string>(known: readonly T[], hint: string) =>
  (text: string): T[] => {
    const wanted = text.split(',').map((word) => word.trim().toLowerCase());
    if (!wanted.every((word) => (known as readonly string[]).includes(word)))
      throw new InvalidArgumentError(`write any of ${known.join(', ')}, ${hint}`);
    return known.filter((word) => wanted.includes(word));
  };

/** A day or an instant; without a zone it is UTC. Milliseconds since 1970. */
export function instant(text: string): number {
  const time = parseTime(text);
  if (time === null)
    throw new InvalidArgumentError('write a day like 2023-05-15 or a time like 2023-05-15T08:00:00Z (UTC).');
  return time.ms;
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('write a whole number.');
  return Number(text);
}

export interface ScopeOptions {
  readonly from?: number;
  readonly to?: number;
  readonly mailbox?: readonly string[];
  readonly tenant?: readonly string[];
}

export interface RuleOptions {
  readonly rules?: readonly string[];
  readonly placeholders?: string;
}

export const tlpOption = (): Option =>
  new Option('--tlp <label>', 'who may see it, after the Traffic Light Protocol 2.0')
    .choices([...tlpNames])
    .default(standardTlp);

export const rulesOption = (): Option =>
  new Option(
    '--rules <path>',
    'your own detection rules beside those that come along: a file or folder (may be repeated)',
  )
    .argParser((value: string, list: readonly string[]) => [...list, value])
    .default([], 'none');
export const placeholdersOption = (): Option =>
  new Option(
    '--placeholders <file>',
    'values for placeholders in rules, such as %Administrators% (YAML, docs/sigma.md)',
  );

export const intelOption = (): Option =>
  new Option(
    '--intel <file>',
    'published indicators, looked for within their dates: a STIX 2.1 bundle or a table (may be repeated)',
  )
    .argParser((value: string, list: readonly string[]) => [...list, value])
    .default([], 'none');

export const placeholdersOf = async ({ placeholders }: RuleOptions): Promise<Placeholders> =>
  placeholders === undefined ? noPlaceholders : readPlaceholders(placeholders);

/** The rules that come along and the user's own. */
export const rulesOf = async (options: RuleOptions): Promise<Loaded> =>
  loadAllRules(options.rules ?? [], await placeholdersOf(options));

export interface QuestionOptions extends ScopeOptions, RuleOptions {
  readonly allow?: string;
  readonly vip?: string;
  readonly intel?: readonly string[];
  readonly detected?: number;
  readonly allSessions?: boolean;
}

export async function questionOf(options: QuestionOptions): Promise<Question> {
  return {
    scope: {
      fromMs: options.from ?? null,
      toMs: options.to ?? null,
      mailboxes: [...(options.mailbox ?? [])].sort(),
      tenants: [...(options.tenant ?? [])].sort(),
    },
    allowed: options.allow === undefined ? everything.allowed : await readAllowed(options.allow),
    detectedAt: options.detected === undefined ? null : new Date(options.detected).toISOString().replace('.000Z', 'Z'),
    allSessions: options.allSessions === true,
    rules: await rulesOf(options),
    intel: await readIntel(options.intel ?? []),
    watched: options.vip === undefined ? everything.watched : await readWatchedFile(options.vip),
  };
}
