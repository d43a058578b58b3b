// The files of --intel: STIX bundles and tables of indicators, told apart by what they hold. What cannot be looked for is kept
// with its reason: an indicator that is passed over in silence reads as "not seen".
import { byText } from '../util/order.js';
import { type Refuse, readTold, refusing, type ToldFile, tableRows } from '../util/told-file.js';
import { type Collected, collectBundle, objectsOf } from './bundle.js';
import { type Indicator, type IntelFile, nothingPublished, type Told } from './indicator.js';
import { collectTable, layoutOf } from './table.js';

const mostBytes = 300_000_000;

const fail: Refuse = refusing(
  'intelFile',
  'give a STIX 2.1 bundle (JSON), or a table with the columns value, type, validFrom, validUntil (docs/people-and-known-things.md)',
);

/** Line and place of a mistake in JSON, from its offset. */
function jsonFault(text: string, error: unknown): { message: string; line: number | undefined } {
  const message = (error as Error).message;
  const offset = /position (\d+)/.exec(message)?.[1];
  const line = offset === undefined ? undefined : text.slice(0, Number(offset)).split('\n').length;
  return { message: 'is no valid JSON; was it cut?', line };
}

function collectJson(path: string, file: ToldFile): Collected {
  let document: unknown;
  try {
    document = JSON.parse(file.text.replace(/^\ufeff/, ''));
  } catch (error) {
    const { message, line } = jsonFault(file.text, error);
    return fail(path, message, line);
  }
  const objects = objectsOf(document);
  if (objects === null) return fail(path, 'is JSON, but neither a STIX bundle nor a list of STIX objects');
  return collectBundle(objects, file.name);
}

function collectRows(path: string, file: ToldFile): Collected {
  const [header, ...others] = tableRows(path, file.text, fail);
  if (header === undefined) return fail(path, 'it is empty');
  const layout = layoutOf(header.cells);
  if (layout === null)
    return fail(path, `no column is called value; there are: ${header.cells.join(', ').slice(0, 300)}`, header.line);
  return collectTable(others, layout, file.name);
}

/** Each once, however often files repeat it. */
function withoutCopies(indicators: readonly Indicator[]): Indicator[] {
  const seen = new Map<string, Indicator>();
  for (const each of indicators) {
    const { any, validFromMs, validUntilMs, source } = each;
    const key = JSON.stringify([any, validFromMs, validUntilMs, source]);
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}

async function readOne(path: string): Promise<{ file: IntelFile; collected: Collected }> {
  const file = await readTold(path, mostBytes);
  if (typeof file === 'string') return fail(path, file);
  const start = file.text
    .slice(0, 1000)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start.startsWith('<')) return fail(path, 'is XML; STIX 1 is not read, convert it to STIX 2.1');
  const collected = start.startsWith('{') || start.startsWith('[') ? collectJson(path, file) : collectRows(path, file);
  const looked = withoutCopies(collected.indicators);
  const { indicators, revoked, notUnderstood, others } = collected.counts;
  const duplicates = indicators - revoked - notUnderstood - looked.length;
  const { name, sha256 } = file;
  return {
    file: { name, sha256, indicators, looked: looked.length, revoked, notUnderstood, duplicates, others },
    collected: { ...collected, indicators: looked },
  };
}

/** Reads the files of --intel. The same content given twice counts once. Throws `intelFile`. */
export async function readIntel(paths: readonly string[]): Promise<Told> {
  if (paths.length === 0) return nothingPublished;
  const files = new Map<string, Awaited<ReturnType<typeof readOne>>>();
  for (const path of paths) {
    const one = await readOne(path);
    if (!files.has(one.file.sha256)) files.set(one.file.sha256, one);
  }
  const all = [...files.values()].sort(
    (a, b) => byText(a.file.name, b.file.name) || byText(a.file.sha256, b.file.sha256),
  );
  return {
    files: all.map(({ file }) => file),
    indicators: withoutCopies(all.flatMap(({ collected }) => collected.indicators)),
    problems: all.flatMap(({ collected }) => collected.problems),
  };
}
