// Reads what the evaluation compares: a result (one document, or a folder written in parts), the truth beside the exports, and
// JSON lines as they come, since a large world has millions of them.
import { createReadStream } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { type Result, resultSchema } from '../../record/result.js';
import { LetterlockError } from '../../util/error.js';
import { type AccessTruth, accessTruthSchema, type Truth, truthSchema } from '../truth-schema.js';
import type { RecordLine } from './agreement.js';

const cannotRead = (path: string, cause: unknown): LetterlockError =>
  new LetterlockError({
    code: 'inputNotReadable',
    message: `cannot read ${path}`,
    hint: 'check the spelling, and that it may be read',
    cause,
  });

const notOfThatKind = (path: string, what: string, why: string): LetterlockError =>
  new LetterlockError({
    code: 'inputNotOfThatKind',
    message: `${path} is not ${what}: ${why}`,
    hint: 'letterlock evaluate RESULT TRUTH: first what investigate wrote with --json or --out, then <out>.truth.json of simulate',
  });

/** Where and why, of the first thing that a schema does not accept. */
function complaint(error: z.ZodError): string {
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

async function readJson(path: string, what: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw cannotRead(path, cause);
  });
  return parse(path, what, text);
}

/** JSON lines, parsed; empty lines are passed over. */
async function* readLines(path: string, what: string): AsyncGenerator<unknown> {
  await access(path).catch((cause) => {
    throw cannotRead(path, cause);
  });
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() !== '') yield parse(`${path} (line ${number})`, what, line);
  }
}

const aResult = 'a result of letterlock investigate';
const aTruth = 'a truth of letterlock simulate';
const someRecords = 'what letterlock records wrote';

/** A document in parts names the file of each list. */
async function withParts(folder: string, document: object): Promise<object> {
  const whole: Record<string, unknown> = { ...document };
  const parts = whole.parts as Record<string, { file: string }> | undefined;
  for (const [name, part] of Object.entries(parts ?? {})) {
    const list: unknown[] = [];
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
  const read = resultSchema.safeParse(isFolder ? await withParts(path, object) : object);
  if (!read.success) throw notOfThatKind(path, aResult, complaint(read.error));
  return read.data;
}

export async function readTruth(path: string): Promise<Truth> {
  const read = truthSchema.safeParse(await readJson(path, aTruth));
  if (!read.success) throw notOfThatKind(path, aTruth, complaint(read.error));
  return read.data;
}

/** The accesses stand beside the truth: `<out>.truth-accesses.jsonl`. Null where that file is not there. */
export async function accessesBeside(truthPath: string): Promise<string | null> {
  const path = truthPath.replace(/\.truth\.json$/, '.truth-accesses.jsonl');
  if (path === truthPath) return null;
  return await access(path).then(
    () => path,
    () => null,
  );
}

export async function* readAccesses(path: string): AsyncGenerator<AccessTruth> {
  for await (const line of readLines(path, aTruth)) {
    const read = accessTruthSchema.safeParse(line);
    if (!read.success) throw notOfThatKind(path, aTruth, complaint(read.error));
    yield read.data;
  }
}

const isRecordLine = (line: unknown): line is RecordLine =>
  typeof line === 'object' && line !== null && 'id' in line && 'class' in line && 'reason' in line;

export async function* readRecordLines(path: string): AsyncGenerator<RecordLine> {
  for await (const line of readLines(path, someRecords)) {
    if (!isRecordLine(line)) throw notOfThatKind(path, someRecords, 'a line lacks id, class or reason');
    yield line;
  }
}
