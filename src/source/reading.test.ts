// Byte order marks, line ends and layouts: the same rows come out of each, and nothing else.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bind, type Fields } from '../../test/store/row.js';
import { inputsOf, load } from '../../test/store/world.js';
import { sql } from '../query/sql.js';

const rows: Fields[] = ['a', 'b', 'c'].map((id) => bind({ id, at: Date.UTC(2024, 2, 4, 10), user: 'ünï@x.example' }));
const text = rows.map((row) => JSON.stringify(row));
const cell = (data: string): string => `"${data.replaceAll('"', '""')}"`;
const csv = (delimiter: string, end: string): string =>
  [
    'RecordId,Operation,AuditData'.replaceAll(',', delimiter),
    ...text.map((data, i) => ['abc'[i], 'MailItemsAccessed', cell(data)].join(delimiter)),
    '',
  ].join(end);
const bom = '\ufeff';

async function expectThree(content: string | Buffer): Promise<void> {
  const workspace = await load({ export: content });
  expect((await inputsOf(workspace))[0]).toMatchObject({
    rows: 3,
    records: 3,
    duplicates: 0,
    rejects: 0,
    warnings: [],
  });
  const found = await workspace.database.rows(sql`SELECT id, "user" FROM audit ORDER BY id`);
  expect(found).toEqual(['a', 'b', 'c'].map((id) => ({ id, user: 'ünï@x.example' })));
}

describe('the three rows', () => {
  it.each<[string, string | Buffer]>([
    ['array on one line', `[${text.join(',')}]`],
    ['objects over lines', rows.map((row) => JSON.stringify(row, null, 1)).join('\n')],
    ['arrays one after another', text.map((data) => `[${data}]`).join('\r\n\r\n')],
    ['lines', text.join('\n')],
    ['lines, byte order mark', `${bom}${text.join('\r\n')}\r\n`],
    ['lines, gzip', gzipSync(text.join('\n'))],
    ['lines, UTF-16', Buffer.from(bom + text.join('\r\n'), 'utf16le')],
    ['CSV', csv(',', '\n')],
    ['CSV, byte order mark', bom + csv(',', '\r\n')],
    ['CSV, semicolons', csv(';', '\r\n')],
    ['CSV, tabs', csv('\t', '\n')],
    ['CSV, #TYPE', `#TYPE System.Object\r\n${csv(',', '\r\n')}`],
    ['CSV, UTF-16', Buffer.from(bom + csv(',', '\r\n'), 'utf16le')],
    ['CSV, gzip', gzipSync(csv(',', '\r\n'))],
  ])('%s', async (_, content) => expectThree(content));

  // spool.ts elementLines(): nobody takes the byte order mark away, so the splitter begins with a scalar. Windows PowerShell
  // writes one with every `Out-File -Encoding utf8`. The first record is torn to pieces, each counted as a row.
  it('array on one line, byte order mark', () => expectThree(`${bom}[${text.join(',')}]`));
  it('array over lines, byte order mark', () =>
    expectThree(bom + JSON.stringify(rows, null, 2).replaceAll('\n', '\r\n')));

  // head.ts isLines(): one line that begins and ends with a brace passes for one object.
  it('objects one after another on one line', () => expectThree(text.join(' ')));
});
