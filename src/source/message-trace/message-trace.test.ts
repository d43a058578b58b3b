// The message trace in the forms in which it is exported.
import { expect, it } from 'vitest';
import type { Fields } from '../../../test/store/row.js';
import { type Files, inputsOf, load } from '../../../test/store/world.js';
import { epochMs } from '../../query/operation.js';
import { sql } from '../../query/sql.js';

async function read(files: Files) {
  const workspace = await load(files);
  const { database } = workspace;
  const rows = await database.rows<Fields>(
    sql`SELECT "messageId", subject, sender, recipient, bytes, ${epochMs(sql`"at"`)} AS "at" FROM "messageTrace" ORDER BY "messageId"`,
  );
  return { rows, inputs: await inputsOf(workspace) };
}

const at = Date.UTC(2024, 2, 4, 10);
const message = {
  messageId: '<a@y.example>',
  subject: '=HYPERLINK("x")',
  sender: 'eve@y.example',
  recipient: 'ann@x.example',
  bytes: 1234,
  at,
};

it('from the cmdlet, from Graph and from a historical search', async () => {
  const cmdlet = `"MessageId","Received","SenderAddress","RecipientAddress","Subject","Status","Size"
"<a@y.example>","2024-03-04T10:00:00","Eve@y.example","ann@x.example","=HYPERLINK(""x"")","Delivered","1234"
"","2024-03-04T10:00:00","Eve@y.example","ann@x.example","nameless","Delivered","1"
`;
  const historical = `origin_timestamp_utc,sender_address,recipient_status,message_subject,total_bytes,message_id
2024-03-04T10:00:00.0000000Z,Eve@y.example,ann@x.example,"=HYPERLINK(""x"")",1234,<a@y.example>
`;
  const graph = {
    value: [
      {
        messageId: message.messageId,
        receivedDateTime: '2024-03-04T10:00:00Z',
        senderAddress: 'Eve@y.example',
        recipientAddress: message.recipient,
        subject: message.subject,
        size: 1234,
      },
    ],
  };
  const { rows, inputs } = await read({
    'a.csv': cmdlet,
    'b.csv': Buffer.from(`\ufeff${historical}`, 'utf16le'),
    'c.json': JSON.stringify(graph),
  });
  expect(rows).toEqual([message, message, message]);
  expect(inputs.map((i) => [i.shape, i.rows, i.records, i.rejects])).toEqual([
    ['messageTrace', 2, 1, 1],
    ['messageTrace', 1, 1, 0],
    ['messageTrace', 1, 1, 0],
  ]);
});
