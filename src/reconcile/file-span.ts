// In which files a log's rows lie, and where among them a silence falls: within one of them, so that it is the export's, or
// between two, so that a third is missing.
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import { some } from '../util/words.js';
import type { Span } from './silence.js';

export interface FileSpan extends Span {
  readonly path: string;
}

/** First and last row of every file, of a relation with `file` and `at`, for each of some columns. */
export const filesOf = <By extends object>(database: Database, relation: Sql, by: Sql): Promise<(FileSpan & By)[]> =>
  database.manyRows(sql`SELECT r.*, f.path FROM (SELECT ${by}, file, ${epochMs(sql`min("at")`)} AS "fromMs", ${epochMs(sql`max("at")`)} AS "toMs"
    FROM ${relation} WHERE file IS NOT NULL GROUP BY ALL) r JOIN input f ON f.number = r.file ORDER BY f.path`);

const named = (files: readonly FileSpan[]): string =>
  some(
    files.map(({ path }) => path),
    3,
  );

/** Where a silence falls, to follow a sentence. */
export function placeOf({ fromMs, toMs }: Span, files: readonly FileSpan[]): string {
  const around = files.filter((file) => file.fromMs <= fromMs && file.toMs >= toMs);
  if (around.length > 0) return `within ${named(around)}`;
  const before = files.filter((file) => file.toMs === fromMs);
  const after = files.filter((file) => file.fromMs === toMs);
  if (before.length > 0 && after.length > 0) return `between ${named(before)} and ${named(after)}`;
  return before.length > 0 ? `after the end of ${named(before)}` : `before the beginning of ${named(after)}`;
}
