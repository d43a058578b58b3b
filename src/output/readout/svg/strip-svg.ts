// The coverage strip: a row a log or mailbox, a cell a day. A gap is hatched and a day of a case is full, so that neither needs its colour.
import { element, type Markup, textElement } from '../html/element.js';
import { type Cell, cellWords, type Strip } from '../picture/picture.js';
import { frame, type Key, legend, n, nameWidth, svgName, svgText, width } from './frame.js';

const rowHeight = 18;

function cellMark(id: string, cell: Cell, x: number, y: number, size: number): Markup {
  return element('rect', {
    ...{ x: n(x), y: n(y), width: n(Math.max(1.5, size - 1)), height: 12 },
    class: `cell ${cell}`,
    fill: cell === 'gap' ? `url(#${id}-hatch)` : null,
  });
}

/** Neighbours that are alike are one rectangle: hundreds of mailboxes by sixty days would be heavy. */
function runs(cells: readonly Cell[]): { cell: Cell; from: number; length: number }[] {
  const found: { cell: Cell; from: number; length: number }[] = [];
  for (const [i, cell] of cells.entries()) {
    const last = found.at(-1);
    if (last !== undefined && last.cell === cell) last.length += 1;
    else found.push({ cell, from: i, length: 1 });
  }
  return found.filter(({ cell }) => cell !== 'none');
}

export function stripSvg(id: string, picture: Strip): Markup {
  const size = (width - nameWidth - 10) / picture.days.length;
  const rows = picture.rows.flatMap(({ name, cells }, i) => {
    const y = i * rowHeight + 2;
    return [
      svgName(0, y + 10, name, nameWidth - 8, { class: 'small' }),
      ...runs(cells).map(({ cell, from, length }) => {
        const tip = textElement('title', {}, `${picture.days[from] ?? ''}: ${cellWords[cell]}`);
        const fill = cell === 'gap' ? `url(#${id}-hatch)` : null;
        const place = { x: n(nameWidth + from * size), y, width: n(Math.max(1.5, length * size - 0.5)), height: 13 };
        return element('rect', { ...place, class: `cell ${cell}`, fill }, tip);
      }),
    ];
  });
  const bottom = picture.rows.length * rowHeight;
  const step = Math.ceil(picture.days.length / 6);
  const ticks = picture.days.flatMap((day, i) =>
    i % step === 0 ? [svgText(nameWidth + i * size, bottom + 14, day, { class: 'small' })] : [],
  );
  const used = new Set(picture.rows.flatMap(({ cells }) => cells));
  const keys: Key[] = (['seen', 'case', 'gap'] as const)
    .filter((cell) => used.has(cell))
    .map((cell) => ({ text: cellWords[cell], draw: (x, y) => cellMark(id, cell, x, y, 16) }));
  const key = legend(bottom + 26, keys);
  return frame(id, bottom + 26 + key.height, picture.title, picture.description, [...rows, ...ticks, ...key.parts]);
}
