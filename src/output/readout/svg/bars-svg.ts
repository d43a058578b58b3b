// The sum as bars: each row is cut into its four classes in the same order, with the figures beside it.
import { thousands } from '../../../util/words.js';
import { classWords } from '../../words.js';
import { element, type Markup, textElement } from '../html/element.js';
import { classes } from '../picture/bars.js';
import type { Bars } from '../picture/picture.js';
import { frame, type Key, legend, n, nameWidth, svgName, svgText, width } from './frame.js';

const rowHeight = 24;
const barWidth = 272;

const fillOf = (id: string, name: (typeof classes)[number]): string | null =>
  name === 'notAssessable' ? `url(#${id}-cross)` : null;

function rowParts(id: string, { name, total, parts }: Bars['rows'][number], y: number): Markup[] {
  let x = nameWidth;
  const cells = classes.flatMap((each) => {
    const length = total === 0 ? 0 : (parts[each] / total) * barWidth;
    if (parts[each] === 0) return [];
    const tip = textElement('title', {}, `${classWords[each]}: ${thousands(parts[each])}`);
    const cell = element(
      'rect',
      { x: n(x), y: y + 4, width: n(Math.max(1, length)), height: 15, class: `class ${each}`, fill: fillOf(id, each) },
      tip,
    );
    x += length;
    return [cell];
  });
  const sum = classes.map((each) => thousands(parts[each])).join(' + ');
  return [
    svgName(0, y + 16, name, nameWidth - 8),
    ...cells,
    svgText(nameWidth + barWidth + 10, y + 16, `${sum} = ${thousands(total)}`, { class: 'small figure' }),
  ];
}

export function barsSvg(id: string, picture: Bars): Markup {
  const rows = picture.rows.flatMap((row, i) => rowParts(id, row, i * rowHeight));
  const bottom = picture.rows.length * rowHeight;
  const keys: Key[] = classes.map((each) => ({
    text: classWords[each],
    draw: (x, y) => element('rect', { x, y, width: 16, height: 12, class: `class ${each}`, fill: fillOf(id, each) }),
  }));
  const key = legend(bottom + 12, keys);
  const split = element('line', { x1: 0, x2: width, y1: rowHeight, y2: rowHeight, class: 'tick' });
  return frame(id, bottom + 12 + key.height, picture.title, picture.description, [...rows, split, ...key.parts]);
}
