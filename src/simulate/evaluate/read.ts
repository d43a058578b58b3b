// Reads what the evaluation compares with a result: the truth beside the exports, and JSON lines as they come, since a large
// world has millions of them.
import { access } from 'node:fs/promises';
import { complaint, notOfThatKind, readJson, readLines } from '../../record/read-result.js';
import { type AccessTruth, accessTruthSchema, type Truth, truthSchema } from '../truth-schema.js';
import type { RecordLine } from './agreement.js';

const aTruth = 'a truth: the <out>.truth.json of letterlock simulate';
const someRecords = 'what letterlock records wrote';

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
