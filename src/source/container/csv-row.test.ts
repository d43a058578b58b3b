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

  it('ends on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => splitCells(text, ',').cells.length > 0));
  });
});
