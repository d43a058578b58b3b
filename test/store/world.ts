// Writes rows into files of a temporary folder, loads them into a temporary workspace with the real engine, and runs the
// rooms up to a stage. Everything is closed and removed after the test file.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { everything, investigate, type Question } from '../../src/letterlock.js';
import type { Database } from '../../src/query/database.js';
import { sql } from '../../src/query/sql.js';
import { nothingAllowed } from '../../src/reconcile/allow.js';
import { reconcile } from '../../src/reconcile/reconcile.js';
import { readKnowledge } from '../../src/record/knowledge.js';
import type { Result } from '../../src/record/result.js';
import { makeSessions } from '../../src/session/access-session.js';
import { makeEntries } from '../../src/session/entry.js';
import { findNewTraits } from '../../src/session/newness.js';
import { makePresence } from '../../src/session/presence.js';
import { discover } from '../../src/store/discover.js';
import { readInputs } from '../../src/store/ledger.js';
import { loadAll } from '../../src/store/load-all.js';
import { openWorkspace, type Workspace } from '../../src/store/workspace.js';
import { silent } from '../../src/util/progress.js';
import type { Rows } from './life.js';
import { closeLater } from './opened.js';
import type { Fields } from './row.js';

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-unit-'));
  closeLater(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const lines = (rows: readonly Fields[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

export type Files = Readonly<Record<string, string | Buffer>>;

/** Writes files into a new folder; its path. */
export function writeFiles(files: Files): string {
  const folder = newFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export async function emptyWorkspace(): Promise<Workspace> {
  const workspace = await openWorkspace(null, 1);
  try {
    onTestFinished(() => workspace.close());
  } catch {
    // Made before the tests, for all of them.
    closeLater(() => workspace.close());
  }
  return workspace;
}

/** Loads files in the order in which they are named. */
export async function load(files: Files): Promise<Workspace> {
  const folder = writeFiles(files);
  const workspace = await emptyWorkspace();
  const found = await discover([folder]);
  const names = Object.keys(files);
  const ordered = names.flatMap((name) => found.filter((file) => file.path === name));
  const failed = await loadAll(workspace, ordered, silent);
  if (failed.length > 0) throw new Error(failed.map((input) => `${input.path}: ${input.warnings[0]?.message}`).join());
  return workspace;
}

export const inputsOf = async (workspace: Workspace) => readInputs(workspace.database);

export const loadRows = (rows: Partial<Rows>): Promise<Workspace> =>
  load({
    ...((rows.audit ?? []).length === 0 ? {} : { 'audit.jsonl': lines(rows.audit ?? []) }),
    ...((rows.signIns ?? []).length === 0 ? {} : { 'sign-ins.jsonl': lines(rows.signIns ?? []) }),
  });

export interface Judgement {
  readonly class: string;
  readonly tier: string | null;
  readonly reason: string | null;
  readonly signIn: string | null;
  readonly disagreement: string | null;
  readonly comparable: number;
  readonly matched: number;
  readonly idMissing: boolean;
}

export interface World {
  readonly workspace: Workspace;
  readonly database: Database;
  readonly reconciled: Awaited<ReturnType<typeof reconcile>>;
  readonly judged: ReadonlyMap<string, Judgement>;
  /** `class tier` or `class reason` of a record. */
  readonly verdict: (id: string) => string;
}

export type Settings = Partial<
  Pick<Question, 'allowed' | 'scope' | 'watched' | 'intel' | 'detectedAt' | 'allSessions' | 'rules'>
>;

/** Up to the classes of the accesses. */
export const reconciledWorld = async (rows: Partial<Rows>, settings: Settings = {}): Promise<World> =>
  reconcileStore(await loadRows(rows), settings);

/** The same for a store that is loaded; it may be asked again under other settings. */
export async function reconcileStore(workspace: Workspace, settings: Settings = {}): Promise<World> {
  const { database } = workspace;
  const { allowed = nothingAllowed, scope = everything.scope } = settings;
  const reconciled = await reconcile(database, readKnowledge(), allowed, scope, silent);
  const found = await database.rows<Judgement & { id: string }>(
    sql`SELECT a.id, j.* EXCLUDE (n) FROM access a JOIN judged j USING (n)`,
  );
  const judged = new Map(found.map(({ id, ...judgement }) => [id, judgement]));
  const verdict = (id: string): string => {
    const row = judged.get(id);
    return row === undefined ? 'no access' : `${row.class} ${row.tier ?? row.reason}`;
  };
  return { workspace, database, reconciled, judged, verdict };
}

/** Up to access sessions, what is new in them, where they are and how they began. */
export async function sessionWorld(rows: Partial<Rows>, settings: Settings = {}): Promise<World> {
  const world = await reconciledWorld(rows, settings);
  await makeSessions(world.database);
  await findNewTraits(world.database);
  await makePresence(world.database);
  await makeEntries(world.database);
  return world;
}

/** The whole way. */
export async function answer(rows: Partial<Rows>, settings: Settings = {}): Promise<Result> {
  return investigate(await loadRows(rows), { ...everything, ...settings });
}

/** The whole way from files, such as a table of networks beside the logs. */
export async function answerTo(files: Files, settings: Settings = {}): Promise<Result> {
  return investigate(await load(files), { ...everything, ...settings });
}
