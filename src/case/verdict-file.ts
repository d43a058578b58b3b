// Verdicts of analysts, as a workspace keeps them: `verdicts.jsonl`, one a line, beside the store and not in it, so that they
// outlive it: the store can be made again from the exports, a person's judgement cannot. A new file takes the old one's place
// in one step, under the workspace's lock: a kill leaves the old or the new.
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { level } from '../record/level.js';
import { LetterlockError } from '../util/error.js';

const texts = z.array(z.string());
/** What was before the analyst's eyes: a session's records, or a finding with its evidence. */
const part = z.object({ detection: z.string().nullable(), lastAt: z.string(), records: texts });

const given = z.object({
  id: z.string(),
  verdict: z.enum(['benign', 'hostile']),
  case: z.string(),
  tenant: z.string(),
  title: z.string(),
  level: level.describe('by the logs'),
  mailboxes: texts,
  because: z.string(),
  by: z.string().nullable(),
  at: z.string(),
  parts: z.array(part),
});
const withdrawn = z.object({ withdraws: z.string(), because: z.string(), by: z.string().nullable(), at: z.string() });
const entry = z.union([given, withdrawn]);

export type JudgedPart = z.infer<typeof part>;
export type GivenVerdict = z.infer<typeof given>;
export type Withdrawal = z.infer<typeof withdrawn>;
export type VerdictEntry = z.infer<typeof entry>;

const pathOf = (folder: string): string => join(folder, 'verdicts.jsonl');

function entryOf(path: string, text: string, line: number): VerdictEntry {
  const wrong = (cause: unknown): LetterlockError =>
    new LetterlockError({
      code: 'verdictFile',
      message: `${path}, line ${line}: this is no verdict that Letterlock wrote`,
      hint: 'put back a copy of the file, or remove that line; the records of the workspace are not concerned',
      at: { path, line },
      cause,
    });
  try {
    return entry.parse(JSON.parse(text));
  } catch (error) {
    throw wrong(error);
  }
}

/** Everything that was ever said, in the order in which it was. Throws `verdictFile`. */
export async function readVerdictFile(folder: string): Promise<VerdictEntry[]> {
  const path = pathOf(folder);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').map((line, i) => [line, i + 1] as const);
  return lines.filter(([line]) => line.trim() !== '').map(([line, number]) => entryOf(path, line, number));
}

/** Adds what somebody said. The workspace must be open, so that nobody else writes. */
export async function addVerdict(folder: string, added: VerdictEntry): Promise<void> {
  const all = [...(await readVerdictFile(folder)), added];
  const path = pathOf(folder);
  const draft = `${path}.new`;
  const file = await open(draft, 'w');
  try {
    await file.writeFile(all.map((each) => `${JSON.stringify(each)}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path).catch(async (error) => {
    await rm(draft, { force: true });
    throw error;
  });
}

const isGiven = (each: VerdictEntry): each is GivenVerdict => 'verdict' in each;

/** Verdicts that nobody has withdrawn and no later one covers whole, oldest first. */
export function standingVerdicts(entries: readonly VerdictEntry[]): GivenVerdict[] {
  const gone = new Set(entries.flatMap((each) => (isGiven(each) ? [] : [each.withdraws])));
  const judged = new Set<string>();
  const standing = [...entries].reverse().filter((each): each is GivenVerdict => {
    if (!isGiven(each) || gone.has(each.id)) return false;
    const fresh = each.parts.flatMap(({ records }) => records.map((id) => `${each.tenant} ${id}`));
    const isCovered = fresh.every((record) => judged.has(record));
    for (const record of fresh) judged.add(record);
    return !isCovered;
  });
  return standing.reverse();
}
