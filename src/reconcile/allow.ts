// The allow file: what the user has declared as sanctioned, applications, networks, delegates, each with a reason and, if it is
// not for ever, an end. What it does to accesses stands in allow-use.ts.
import { readFile } from 'node:fs/promises';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { parseRange } from '../record/address.js';
import { LetterlockError } from '../util/error.js';
import { day, parseTime } from '../util/time.js';

const lower = z.string().trim().min(1, 'is empty').toLowerCase();
/** A wider range is no network of anybody's, and would take a part of the world for known. */
const widest = { 4: 8, 6: 19 } as const;

function rangeFault(text: string): string | null {
  const range = parseRange(text);
  if (range === null) return 'is neither an address nor a range like 192.0.2.0/24';
  const size = (range.family === 4 ? 32 : 128) - (range.last - range.first).toString(2).replace(/^0$/, '').length;
  return size < widest[range.family]
    ? `is wider than /${widest[range.family]}; name the networks that are yours`
    : null;
}

const range = z.string().superRefine((text, context) => {
  const fault = rangeFault(text);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});
const declared = {
  reason: z.string().trim().min(1, 'is empty: somebody will ask why'),
  until: z
    .string()
    .refine((text) => parseTime(text) !== null, 'is neither a day like 2024-12-31 nor a time like 2024-12-31T18:00:00Z')
    .optional(),
};
const schema = z.strictObject({
  applications: z.array(z.strictObject({ id: lower, ...declared })).default([]),
  networks: z.array(z.strictObject({ range, ...declared })).default([]),
  delegates: z.array(z.strictObject({ user: lower, mailbox: lower.optional(), ...declared })).default([]),
});

export type Allowed = z.infer<typeof schema>;

export const nothingAllowed: Allowed = { applications: [], networks: [], delegates: [] };

/** From when on an entry no longer holds: a day counts to its end. Null for one without an end. */
export function endOf(until: string | undefined): number | null {
  const time = until === undefined ? null : parseTime(until);
  return time === null ? null : time.ms + (time.isDay ? day : 0);
}

function fail(path: string, message: string, line: number | undefined): never {
  throw new LetterlockError({
    code: 'allowFile',
    message: `${path}${line === undefined ? '' : `, line ${line}`}: ${message}`,
    hint: 'docs/allow.md shows how the file is written',
    at: line === undefined ? { path } : { path, line },
  });
}

/** In words for whoever wrote the file: which entry, and what is wrong with it. */
function mistake(issue: z.core.$ZodIssue, keys: readonly (string | number)[]): string {
  const place = keys.map((key) => (typeof key === 'number' ? `entry ${key + 1}` : key)).join(', ');
  const lead = place === '' ? '' : `${place}: `;
  if (issue.code === 'unrecognized_keys') return `${lead}${issue.keys.join(', ')} is not known here`;
  if (issue.message.endsWith('received undefined')) return `${lead}is missing`;
  return `${lead}${issue.message}`;
}

/** The line of the nearest thing that is there. */
function lineOf(document: Document, keys: readonly (string | number)[], lines: LineCounter): number | undefined {
  for (let length = keys.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(keys.slice(0, length), true);
    const offset = (node as { range?: number[] } | null | undefined)?.range?.[0];
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return undefined;
}

/** Reads an allow file (YAML). Throws `allowFile` with the line of the first mistake. */
export async function readAllowed(path: string): Promise<Allowed> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new LetterlockError({ code: 'allowFile', message: `cannot read ${path}`, hint: 'check the path', cause });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [wrong] = document.errors;
  if (wrong !== undefined)
    fail(path, wrong.message.split('\n')[0]?.replace(/ at line.*$/, '') ?? 'is no YAML', wrong.linePos?.[0].line);
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  const keys = issue.path.filter((key) => typeof key !== 'symbol');
  return fail(path, mistake(issue, keys), lineOf(document, keys, lines));
}
