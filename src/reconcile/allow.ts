// What the user has declared as sanctioned: applications, networks, delegates. It explains background reading; it never
// silences a token that contradicts its sign-in.
import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { parseRange } from '../record/address.js';
import { LetterlockError } from '../util/error.js';

const lower = z.string().trim().toLowerCase();
const range = z
  .string()
  .refine((text) => parseRange(text) !== null, 'is neither an address nor a range like 192.0.2.0/24');
const schema = z.strictObject({
  applications: z.array(z.strictObject({ id: lower, reason: z.string() })).default([]),
  networks: z.array(z.strictObject({ range, reason: z.string() })).default([]),
  delegates: z.array(z.strictObject({ user: lower, mailbox: lower.optional(), reason: z.string() })).default([]),
});

export type Allowed = z.infer<typeof schema>;

export const nothingAllowed: Allowed = { applications: [], networks: [], delegates: [] };

function fail(path: string, message: string, line: number | undefined): never {
  throw new LetterlockError({
    code: 'allowFile',
    message: `${path}${line === undefined ? '' : `, line ${line}`}: ${message}`,
    hint: 'docs/allow.md shows how the file is written',
    at: line === undefined ? { path } : { path, line },
  });
}

/** Reads an allow file (YAML). Throws `allowFile` with the line of the first mistake. */
export async function readAllowed(path: string): Promise<Allowed> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new LetterlockError({ code: 'allowFile', message: `cannot read ${path}`, hint: 'check the path', cause });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [wrong] = document.errors;
  if (wrong !== undefined) fail(path, wrong.message.split('\n')[0] ?? 'is no YAML', wrong.linePos?.[0].line);
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const node = document.getIn(issue?.path.filter((key) => typeof key !== 'symbol') ?? [], true) as
    | { range?: number[] }
    | undefined;
  const offset = node?.range?.[0];
  return fail(
    path,
    `${issue?.path.join('.')}: ${issue?.message}`,
    offset === undefined ? undefined : lines.linePos(offset).line,
  );
}
