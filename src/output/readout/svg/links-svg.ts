// The map of links: two columns of names and lines between them. Lines that meet in one name are what joins.
import { element, type Markup } from '../html/element.js';
import type { Links } from '../picture/picture.js';
import { frame, n, svgName, svgText, width } from './frame.js';

const rowHeight = 26;
const leftEnd = 250;
const rightStart = 400;

const places = (many: number, all: number): number[] =>
  Array.from({ length: many }, (_none, i) => 28 + ((i + 0.5) * all * rowHeight) / many);

export function linksSvg(id: string, picture: Links): Markup {
  const rows = Math.max(picture.left.length, picture.right.length);
  const [left, right] = [places(picture.left.length, rows), places(picture.right.length, rows)];
  const box = (x: number, y: number, room: number, name: string): Markup[] => [
    element('rect', { x, y: n(y - 10), width: room, height: 20, rx: 3, class: 'box' }),
    svgName(x + 6, y + 4, name, room - 12),
  ];
  const lines = picture.links.map(([from, to]) => {
    const [a, b] = [left[from] ?? 0, right[to] ?? 0];
    const middle = (leftEnd + rightStart) / 2;
    return element('path', {
      d: `M${leftEnd} ${n(a)}C${middle} ${n(a)} ${middle} ${n(b)} ${rightStart} ${n(b)}`,
      class: 'link',
    });
  });
  return frame(id, 28 + rows * rowHeight + 6, picture.title, picture.description, [
    svgText(0, 14, picture.leftTitle, { class: 'small' }),
    svgText(rightStart, 14, picture.rightTitle, { class: 'small' }),
    ...lines,
    ...picture.left.flatMap((name, i) => box(0, left[i] ?? 0, leftEnd, name)),
    ...picture.right.flatMap((name, i) => box(rightStart, right[i] ?? 0, width - rightStart, name)),
  ]);
}
