// Dates of all cultures in which people export: the column decides, what it cannot decide is rejected and said, and no row is
// read on its own.
import { describe, expect, it } from 'vitest';
import { bind } from '../../test/store/row.js';
import { inputsOf, load } from '../../test/store/world.js';
import { sql } from '../query/sql.js';
import { halfDay } from '../source/date/half-day.js';
import { readRejects } from './ledger.js';

const header = 'Date (UTC),Request ID,Username,Application ID,Application,Status';
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const portal = (dates: readonly string[]): string =>
  `${header}\n${dates.map((date, n) => `${quoted(date)},id-${n},ann@x.example,app,Mail,Success\n`).join('')}`;

async function timesOf(content: string) {
  const workspace = await load({ 'SignIns.csv': content });
  const rows = await workspace.database.rows<{ at: string }>(
    sql`SELECT strftime("at", '%Y-%m-%dT%H:%M:%S') AS "at" FROM "signIn" ORDER BY id`,
  );
  const [input] = await inputsOf(workspace);
  return {
    times: rows.map(({ at }) => at),
    rejects: input?.rejects,
    codes: input?.warnings.map(({ code }) => code),
    input,
  };
}

const expected = ['2023-05-04T14:05:09', '2023-05-15T00:30:00'];

describe('a column that decides', () => {
  it.each([
    ['US', ['5/4/2023 2:05:09 PM', '5/15/2023 12:30:00 AM']],
    ['US, Node 20 and newer: a narrow space', ['5/4/2023, 2:05:09\u202fPM', '5/15/2023, 12:30:00\u202fAM']],
    ['US, 24 hours', ['05/04/2023 14:05:09', '05/15/2023 00:30']],
    ['British', ['04/05/2023 14:05:09', '15/05/2023 00:30:00']],
    ['Australian', ['4/05/2023 2:05:09 pm', '15/05/2023 12:30:00 am']],
    ['Mexican', ['04/05/2023 02:05:09 p. m.', '15/05/2023 12:30:00 a. m.']],
    ['German', ['04.05.2023 14:05:09', '15.05.2023 00:30:00']],
    ['Finnish', ['4.5.2023 14.05.09', '15.5.2023 0.30.00']],
    ['Dutch', ['4-5-2023 14:05:09', '15-5-2023 00:30:00']],
    ['Japanese', ['2023/05/04 14:05:09', '2023/05/15 0:30:00']],
    ['Chinese', ['2023/5/4 下午 2:05:09', '2023/5/15 上午 12:30:00']],
    ['Korean', ['2023. 5. 4. 오후 2:05:09', '2023. 5. 15. 오전 12:30:00']],
    ['Hungarian', ['2023. 05. 04. 14:05:09', '2023. 05. 15. 0:30:00']],
    ['Greek', ['4/5/2023 2:05:09 μμ', '15/5/2023 12:30:00 πμ']],
    ['two kinds in one column', ['2023-05-04T14:05:09Z', '15/05/2023 00:30:00', '04/05/2023 14:05:09']],
  ])('%s', async (_, dates) => {
    const { times, rejects, codes } = await timesOf(portal(dates));
    expect(times.slice(0, 2)).toEqual(expected);
    expect(rejects).toBe(0);
    expect(codes).toEqual(
      times.length > 0 && dates.some((date) => !/^\d{4}-/.test(date)) && !dates[0]?.startsWith('2023/05')
        ? ['cultureDates']
        : codes,
    );
  });

  it('one high day far down decides for all rows above it', async () => {
    const dates = [...Array.from({ length: 300 }, () => '4/5/2023 10:00:00'), '4/25/2023 10:00:00'];
    const { times } = await timesOf(portal(dates));
    expect(new Set(times)).toEqual(new Set(['2023-04-05T10:00:00', '2023-04-25T10:00:00']));
  });

  it('dots put the day first; sign-ins of more than 30 days do not exist', async () => {
    expect((await timesOf(portal(['04.05.2023 14:05:09']))).times).toEqual(['2023-05-04T14:05:09']);
    const { times, codes } = await timesOf(portal(['5/2/2023 10:00:00', '5/9/2023 10:00:00']));
    expect(times).toEqual(['2023-05-02T10:00:00', '2023-05-09T10:00:00']);
    expect(codes).toEqual(['cultureDates']);
  });
});

describe('a column that cannot decide', () => {
  it.each([
    ['day or month', ['5/5/2023 10:00:00', '5/6/2023 10:00:00', '6/5/2023 10:00:00'], 'nothing says'],
    ['both', ['5/15/2023 10:00:00', '15/5/2023 10:00:00'], 'some are written day first'],
    ['years of two digits', ['5/15/23 10:00:00'], 'two digits'],
    ['an unknown word beside the time', ['5/15/2023 10:00:00 xx'], 'nobody knows'],
    ['half a day here and none there', ['5/15/2023 10:00:00 PM', '5/16/2023 10:00:00'], 'before noon'],
  ])('%s: rejected and said', async (_, dates, because) => {
    const { times, rejects, codes, input } = await timesOf(portal(dates));
    expect([times, rejects]).toEqual([[], dates.length]);
    expect(codes).toEqual(['ambiguousDates']);
    expect(input?.warnings[0]?.message).toContain(because);
  });

  it('a date that no calendar has is a reject of its own', async () => {
    const { times, rejects } = await timesOf(portal(['5/15/2023 10:00:00', '2/30/2023 10:00:00']));
    expect([times, rejects]).toEqual([['2023-05-15T10:00:00'], 1]);
  });
});

describe('the column of an audit export', () => {
  const cell = (id: string, more = {}): string =>
    quoted(JSON.stringify(bind({ id, at: Date.UTC(2024, 2, 4, 10), more })));
  const csv = (rows: readonly string[]): string =>
    `RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n${rows.map((row) => `${row}\n`).join('')}`;

  it('is a copy: the record has its own time, which also says in what order a copy without one is read', async () => {
    const row = (id: string, date: string, more = {}): string =>
      `${id},${date},50,MailItemsAccessed,u,${cell(id, more)}`;
    const workspace = await load({
      'a.csv': csv([
        row('1', '3/4/2024 10:00:00 AM'),
        row('2', '3/5/2024 4:00:00 PM', { CreationTime: undefined }),
        '3,3/6/2024 4:00:00 PM,50,x,u,',
      ]),
    });
    const rows = await workspace.database.rows<{ at: string }>(
      sql`SELECT "at"::VARCHAR AS "at" FROM audit ORDER BY id`,
    );
    expect(rows.map(({ at }) => at)).toEqual(['2024-03-04 10:00:00', '2024-03-05 16:00:00']);
    expect((await inputsOf(workspace))[0]?.warnings).toEqual([]);
    expect(await readRejects(workspace.database)).toMatchObject([{ salvaged: { time: '2024-03-06T16:00:00Z' } }]);
  });

  it('as milliseconds', async () => {
    const data = JSON.stringify(bind({ id: '1', at: 0, more: { CreationTime: undefined } }));
    const workspace = await load({
      'a.json': JSON.stringify([{ Identity: '1', CreationDate: '/Date(1709546400000)/', AuditData: data }]),
    });
    const rows = await workspace.database.rows<{ at: string }>(sql`SELECT "at"::VARCHAR AS "at" FROM audit`);
    expect(rows).toEqual([{ at: '2024-03-04 10:00:00' }]);
  });
});

it('half days', () => {
  expect(['AM', ' p.m.', 'a. m.', '', ' UTC', 'zz'].map(halfDay)).toEqual([
    'morning',
    'afternoon',
    'morning',
    'none',
    'none',
    'unknown',
  ]);
});
