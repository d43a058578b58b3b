// What a document is made from: the answer of a kept workspace, or one that investigate wrote, with the places of the records that it rests
// on; and the part of it that is one organisation's.
import { investigate, type Result, type Workspace } from '../letterlock.js';
import { forOrganisation } from '../output/apart/apart.js';
import { forTerminal } from '../output/escape.js';
import { type Places, placesWithin, type RecordPlace } from '../output/readout/record/evidence.js';
import { readRecords } from '../reconcile/records.js';
import { readKnowledge } from '../record/knowledge.js';
import { readResult } from '../record/read-result.js';
import { LetterlockError } from '../util/error.js';
import { type AskOptions, inWorkspace, questionTold } from './ask.js';
import { say } from './door.js';
import { isWorkspace } from './source.js';

export interface Told {
  readonly result: Result;
  readonly places: Places;
}

/** On which records the document rests; null where their places are not told. */
export type RecordsOf = ((result: Result) => readonly string[]) | null;

export type TellOptions = Omit<AskOptions, 'tenant'>;

/** Where records stand; `rows` are found by reading the files again. */
async function placesIn(workspace: Workspace, ids: readonly string[], rows: boolean): Promise<Places> {
  const filter = { class: null, mailboxes: [], users: [], tenants: [], fromMs: null, toMs: null };
  const places = new Map<string, RecordPlace[]>();
  for await (const record of readRecords(workspace, readKnowledge(), { ...filter, ids }, { rows, raw: false })) {
    const { id, path, row = null, line = null, time, operation } = record;
    places.set(id, [...(places.get(id) ?? []), { id, path, row, line, time, operation }]);
  }
  return places;
}

/** Places without rows are better than none: exports move, and their hashes still tell them. */
async function placesFound(workspace: Workspace, ids: readonly string[]): Promise<Places> {
  try {
    return await placesIn(workspace, ids, true);
  } catch (error) {
    if (!(error instanceof LetterlockError && error.code === 'fileGone')) throw error;
    say(`letterlock: ${forTerminal(error.message)}: files are named without rows\n`);
    return placesIn(workspace, ids, false);
  }
}

async function askWorkspace(folder: string, options: TellOptions, recordsOf: RecordsOf): Promise<Told> {
  const question = await questionTold({ ...options, tenant: [] });
  return inWorkspace({ workspace: folder, load: [] }, options.quiet === true, async (workspace, progress) => {
    const result = await investigate(workspace, question, progress);
    return { result, places: recordsOf === null ? null : await placesFound(workspace, recordsOf(result)) };
  });
}

/** Throws `nothingNamed` where neither a result nor a workspace was named, or both. */
export async function tell(path: string | undefined, options: TellOptions, recordsOf: RecordsOf): Promise<Told> {
  const from = options.workspace ?? path;
  if (from === undefined || (path !== undefined && options.workspace !== undefined)) {
    throw new LetterlockError({
      code: 'nothingNamed',
      message: from === undefined ? 'nothing to write of was named' : 'a result and a workspace were named',
      hint: 'give what investigate wrote with --json or --out, or a kept workspace, one of them',
    });
  }
  if (options.workspace !== undefined || (await isWorkspace(from))) return askWorkspace(from, options, recordsOf);
  return { result: await readResult(from), places: null };
}

/** One organisation alone, with the places of its records under the names that its files have there. */
export function toldApart({ result, places }: Told, tenant: string, recordsOf: RecordsOf): Told {
  const own = forOrganisation(result, tenant);
  return {
    result: own.result,
    places: recordsOf === null ? null : placesWithin(places, recordsOf(own.result), own.names),
  };
}
