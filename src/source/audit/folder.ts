// A folder whose id, name and path stand in columns of their own, put together again as records have it.
import { jsonObject } from '../../query/operation.js';
import { sql } from '../../query/sql.js';
import { column, made, type Origin } from '../mapping.js';

/** `{Id, Name, Path}` from three columns; null where none of them is filled. */
export const folderFrom = (id: string, name: string, where: string): Origin =>
  made([column(id), column(name), column(where)], (...parts) => {
    const filled = parts.reduce((all, part) => sql`${all}, ${part}`);
    return sql`CASE WHEN coalesce(${filled}) IS NOT NULL THEN ${jsonObject(['Id', 'Name', 'Path'], parts)} END`;
  });

/** Columns named after the folder's place in the record, with dots. */
export const folderIn = (place: string): Origin => folderFrom(`${place}.Id`, `${place}.Name`, `${place}.Path`);
