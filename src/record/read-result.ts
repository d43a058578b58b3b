// Reads an answer that was kept as a file: one document, or a folder written in parts. JSON lines come one by one, since a large
// answer has very many of them.
import { createReadStream } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { LetterlockError } from '../util/error.js';
import { type Result, resultSchema } from './result.js';

const cannotRead = (path: string, cause: unknown): LetterlockError =>
  new LetterlockError({
    code: 'inputNotReadable',
    message: `cannot read ${path}`,
    hint: 'check the spelling, and that it may be read',
    cause,
  });

export const notOfThatKind = (path: string, what: string, why: string): LetterlockError =>
  new LetterlockError({
    code: 'inputNotOfThatKind',
    message: `${path} is not ${what}: ${why}`,
    hint: `give ${what}`,
  });

/** Where and why, of the first thing that a schema does not accept. */
export function complaint(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'it has another shape' : `${issue.path.join('.') || 'at its root'}: ${issue.message}`;
}

function parse(path: string, what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notOfThatKind(path, what, (cause as Error).message);
  }
}

export async function readJson(path: string, what: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw cannotRead(path, cause);
  });
  return parse(path, what, text);
}

/** JSON lines, parsed; empty lines are passed over. */
export async function* readLines(path: string, what: string): AsyncGenerator<unknown> {
  await access(path).catch((cause) => {
    throw cannotRead(path, cause);
  });
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() !== '') yield parse(`${path} (line ${number})`, what, line);
  }
}

const aResult = 'a result: what letterlock investigate wrote with --json or --out';

/** A document in parts names the file of each list. It may come from somebody else, so it names no file elsewhere. */
async function withParts(folder: string, document: object): Promise<object> {
  const whole: Record<string, unknown> = { ...document };
  const parts = whole.parts as Record<string, { file: string }> | undefined;
  for (const [name, part] of Object.entries(parts ?? {})) {
    const list: unknown[] = [];
    if (!(name in resultSchema.shape) || part.file !== `${name}.jsonl`) {
      throw notOfThatKind(folder, aResult, `it names ${part.file} as its ${name}`);
    }
    for await (const item of readLines(join(folder, part.file), aResult)) list.push(item);
    whole[name] = list;
  }
  return whole;
}

/** Throws `inputNotReadable` or `inputNotOfThatKind`. */
export async function readResult(path: string): Promise<Result> {
  const isFolder = await stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
  const document = await readJson(isFolder ? join(path, 'result.json') : path, aResult);
  const object = typeof document === 'object' && document !== null ? document : {};
  const { contract = 1 } = object as { contract?: unknown };
  if (contract !== 1) {
    throw notOfThatKind(path, aResult, `it keeps contract ${String(contract)}, and this Letterlock reads contract 1`);
  }
  const read = resultSchema.safeParse(isFolder ? await withParts(path, object) : object);
  if (!read.success) throw notOfThatKind(path, aResult, complaint(read.error));
  return read.data;
}
