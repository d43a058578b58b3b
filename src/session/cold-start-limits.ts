// What a young mailbox cannot tell: nothing can be new to one that the logs have only just begun to show.
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';
import type { Note } from '../record/result.js';
import { count, some } from '../util/words.js';
import { learningDays } from './newness.js';

interface Young {
  mailbox: string;
  days: number;
}

/** Mailboxes that the logs know for too short a time to say what is new to them. Without that their quiet would look like peace. */
export async function coldStarts(database: Database): Promise<Note[]> {
  const young =
    await database.rows<Young>(sql`SELECT mailbox, greatest(1, date_diff('day', since, until) + 1) AS days FROM (
      SELECT tenant, mailbox, min("at") AS since FROM access GROUP BY ALL) JOIN (SELECT tenant, max("at") AS until FROM access GROUP BY tenant) USING (tenant)
    WHERE until < since + to_days(${learningDays}) ORDER BY days, mailbox`);
  if (young.length === 0) return [];
  const named = some(
    young.map(({ mailbox, days }) => `${mailbox} seen for ${count(days, 'day')} only`),
    3,
  );
  const message = `${count(young.length, 'mailbox has', 'mailboxes have')} less than ${learningDays} days of history in these logs (${named}): a new application, client or place could not be told from a usual one.`;
  return [{ code: 'coldStart', message }];
}
