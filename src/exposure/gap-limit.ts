// Silences of a tenant's access log as statements: from when to when, how much would have stood there, and in which file.
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';
import { filesOf, placeOf } from '../reconcile/file-span.js';
import type { Gap } from '../reconcile/silence.js';
import type { Note } from '../record/result.js';
import { isoTime } from '../util/time.js';
import { thousands } from '../util/words.js';

/** In the order of tenant and time. */
export async function gapLimits(database: Database, gaps: ReadonlyMap<string, readonly Gap[]>): Promise<Note[]> {
  const silent = [...gaps].filter(([, list]) => list.length > 0);
  if (silent.length === 0) return [];
  const recorded = sql`(SELECT * FROM access WHERE kind <> 'graph')`;
  const files = await filesOf<{ tenant: string }>(database, recorded, sql`tenant`);
  return silent.flatMap(([tenant, list]) => {
    const own = files.filter((file) => file.tenant === tenant);
    return list.map((gap) => ({
      code: 'auditGap',
      message: `The audit log of tenant ${tenant} tells of no access to mail from ${isoTime(gap.fromMs)} to ${isoTime(gap.toMs)}, where even on quiet days ${thousands(gap.expected)} would stand: ${placeOf(gap, own)}. What was opened then is not known.`,
    }));
  });
}
