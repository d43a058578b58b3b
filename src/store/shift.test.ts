// invictus-ir/Microsoft-Extractor-Suite#155: one command reads dates as UTC, another as local. The shift is said, and the copy
// that names its zone gives the time, in whatever order the files come.
import { describe, expect, it } from 'vitest';
import { bind, signIn } from '../../test/store/row.js';
import { inputsOf, lines, load } from '../../test/store/world.js';
import { sql } from '../query/sql.js';

const from = Date.UTC(2024, 2, 4, 9);
const ids = ['1', '2', '3', '4'];
const local = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
const zoned = lines(ids.map((id, n) => signIn({ id, at: from + n * 60_000 })));
/** The same two hours ahead, richer, and without a zone. */
const shifted = (hours: number): string =>
  lines(
    ids.map((id, n) =>
      signIn({
        id,
        at: 0,
        more: { createdDateTime: local(from + n * 60_000 + hours * 3_600_000), userAgent: 'x', correlationId: 'y' },
      }),
    ),
  );

describe('files that are shifted against each other', () => {
  it.each([
    { 'a.jsonl': zoned, 'b.jsonl': shifted(2) },
    { 'b.jsonl': shifted(2), 'a.jsonl': zoned },
  ])('are told, and the time with a zone is kept', async (files) => {
    const workspace = await load(files);
    const rows = await workspace.database.rows<{ at: string }>(
      sql`SELECT "at"::VARCHAR AS "at" FROM "signIn" ORDER BY id`,
    );
    expect(rows.map(({ at }) => at.slice(11, 16))).toEqual(['09:00', '09:01', '09:02', '09:03']);
    const warnings = (await inputsOf(workspace)).map((input) => input.warnings);
    expect(warnings.map((list) => list.map(({ code }) => code))).toEqual([['shiftedTimes'], ['shiftedTimes']]);
    expect(warnings[0]?.[0]?.message).toContain('stand in b.jsonl 2 h later');
    expect(warnings[1]?.[0]?.message).toContain('stand in a.jsonl 2 h earlier');
  });

  it('a difference that is not one of zones, or none, is not told', async () => {
    for (const hours of [0, 0.1]) {
      const inputs = await inputsOf(await load({ 'a.jsonl': zoned, 'b.jsonl': shifted(hours) }));
      expect(inputs.flatMap(({ warnings }) => warnings)).toEqual([]);
    }
  });

  it('records of the audit log, which never name a zone: told', async () => {
    const at = (hours: number): string =>
      lines(ids.map((id) => bind({ id, at: from, more: { CreationTime: local(from + hours * 3_600_000) } })));
    const inputs = await inputsOf(await load({ 'a.jsonl': at(0), 'b.jsonl': at(-5.5) }));
    expect(inputs.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      ['shiftedTimes'],
      ['shiftedTimes'],
    ]);
    expect(inputs[0]?.warnings[0]?.message).toContain('330 min earlier');
  });
});
