// The slow lane's CSV must lose nothing but the broken row itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRows, splitCells } from './csv-row.js';

async function rows(text: string, columns: number, skip = 0): Promise<{ cells: readonly string[]; line: number }[]> {
  const reader = csvRows(',', columns, skip);
  return [...reader.write(text.split('\n')), ...reader.end()];
}

describe('csvRows', () => {
  it('reads cells with delimiters, quotes and line breaks', async () => {
    expect(await rows('h,h\n"a,b","c ""d"""\n"e\nf",g\n\nh,', 2, 1)).toEqual([
      { cells: ['a,b', 'c "d"'], line: 2 },
      { cells: ['e\nf', 'g'], line: 3 },
      { cells: ['h', ''], line: 6 },
    ]);
  });

  it('gives up only the row whose quote never closes', async () => {
    const found = await rows('a,b\n"broken,c\nd,e\n"f","g"\nh,i', 2);
    expect(found.map((row) => row.cells)).toEqual([['a', 'b'], ['broken,c'], ['d', 'e'], ['f', 'g'], ['h', 'i']]);
    expect(found.map((row) => row.line)).toEqual([1, 2, 3, 4, 5]);
  });

  it('reads back what a writer of CSV writes', async () => {
    const cell = fc.string().map((text) => text.replaceAll('\r', ''));
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), async (table) => {
        const text = table.map((row) => row.map(quoted).join(',')).join('\n');
        expect((await rows(text, 2)).map((row) => row.cells)).toEqual(table);
      }),
    );
  });

  it('reads long tables of cells over several lines, a row at a time', async () => {
    const table = Array.from({ length: 6000 }, (_, n) => [`{\n "id": "${n}",\n "more": ["",\n ""]\n}`, 'x']);
    const text = table.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
    const reader = csvRows(',', 2, 0);
    const lines = text.split('\n');
    // A row is handed on with the line that closes it: nothing of the table is held.
    expect(reader.write(lines.slice(0, 5)).map(({ cells }) => cells)).toEqual([table[0]]);
    const rest = [...reader.write(lines.slice(5)), ...reader.end()];
    expect(rest.map(({ cells }) => cells)).toEqual(table.slice(1));
    expect(rest.at(-1)?.line).toBe(5999 * 5 + 1);
  });

  it('is not held up by lines whose quotes never close', async () => {
    for (const line of ['a"b,"c', '"a"b', '"', 'a,"b""c']) {
      const found = await rows(Array.from({ length: 4000 }, () => line).join('\n'), 2);
      expect(found.length).toBeGreaterThan(1999);
    }
  });

  it('leaves out no line', () => {
    const piece = fc.constantFrom('"', 'a', ',', '\n', '""', 'b"', '",', ',"');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const lines = pieces.join('').split('\n');
        const reader = csvRows(',', 2, 0);
        const found = [...reader.write(lines), ...reader.end()];
        const begins = new Set(found.map(({ line }) => line));
        for (const [n, line] of lines.entries()) {
          const before = found.filter((row) => row.line <= n + 1).at(-1);
          const within = before !== undefined && before.cells.join('\n').split('\n').length > n + 1 - before.line;
          expect(begins.has(n + 1) || line.trim() === '' || within, JSON.stringify(lines)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('ends on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => splitCells(text, ',').cells.length > 0));
  });
});
