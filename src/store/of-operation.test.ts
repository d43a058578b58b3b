// The records of the operations that were asked for, and no others.
import { expect, it } from 'vitest';
import { at, bind } from '../../test/store/row.js';
import { load } from '../../test/store/world.js';
import { sql } from '../query/sql.js';
import { ofOperations } from './of-operation.js';

it('gives the records of these operations in every spelling, or none', async () => {
  const rows = ['New-InboxRule', 'new-inboxrule', "Set'Mailbox", 'MailItemsAccessed'].map((Operation, n) =>
    JSON.stringify(bind({ id: `r${n}`, at: at(2, n), more: { Operation } })),
  );
  const { database } = await load({ 'a.jsonl': rows.join('\n') });
  const idsOf = async (condition: ReturnType<typeof sql>): Promise<string[]> => {
    const found = await database.rows<{ id: string }>(
      sql`SELECT id FROM ${await ofOperations(database, condition)} ORDER BY id`,
    );
    return found.map(({ id }) => id);
  };
  expect(await idsOf(sql`lower(operation) = 'new-inboxrule'`)).toEqual(['r0', 'r1']);
  expect(await idsOf(sql`operation LIKE 'Set%'`)).toEqual(['r2']);
  expect(await idsOf(sql`operation = 'Send'`)).toEqual([]);
});
