// What a command works on: exports to load, a kept workspace, or both.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LetterlockError } from '../util/error.js';

export interface Sources {
  /** Null: a temporary one. */
  readonly workspace: string | null;
  readonly load: readonly string[];
}

/** Whether a folder holds a store. */
export const isWorkspace = (path: string): Promise<boolean> =>
  stat(join(path, 'store.duckdb')).then(
    (info) => info.isFile(),
    () => false,
  );

/** A single path may be a kept workspace; then it is asked as it stands. Throws `nothingNamed`. */
export async function sourcesOf(paths: readonly string[], workspace: string | undefined): Promise<Sources> {
  const [only] = paths;
  if (only !== undefined && paths.length === 1 && workspace === undefined && (await isWorkspace(only))) {
    return { workspace: only, load: [] };
  }
  if (paths.length > 0) return { workspace: workspace ?? null, load: paths };
  if (workspace !== undefined && (await isWorkspace(workspace))) return { workspace, load: [] };
  throw new LetterlockError({
    code: 'nothingNamed',
    message: workspace === undefined ? 'nothing to look at was named' : `there is no workspace in ${workspace} yet`,
    hint: 'name files or folders of exports, or a workspace that was kept',
  });
}
