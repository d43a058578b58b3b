// What all pictures have: a title and a description for those who cannot see them, hatching beside colours for those who cannot tell
// colours apart, and names cut to their place with the whole name behind them.

import { forTerminal } from '../../escape.js';
import { cut as cutTo, widthOf } from '../../text.js';
import { type Attributes, element, escaped, joined, type Markup, textElement } from '../html/element.js';

export const width = 720;
export const nameWidth = 208;
/** Of a letter at the size of names, in units of the picture; measured wide. */
export const letter = 6.6;

/** Two decimals at most, so that the same picture has the same bytes on every machine. */
export const n = (value: number): number => Math.round(value * 100) / 100;

export const svgText = (x: number, y: number, text: string, attributes: Attributes = {}): Markup =>
  textElement('text', { x: n(x), y: n(y), ...attributes }, text);

/** A name in the room of so many units, with the whole of it as a tip. */
export function svgName(x: number, y: number, name: string, room: number, attributes: Attributes = {}): Markup {
  const shown = forTerminal(name);
  const fits = Math.max(4, Math.floor(room / letter));
  const tip = widthOf(shown) > fits ? [textElement('title', {}, name)] : [];
  return element('text', { x: n(x), y: n(y), ...attributes }, tip, escaped(cutTo(shown, fits)));
}

const hatch = (id: string, angle: number): Markup =>
  element(
    'pattern',
    { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${angle})` },
    element('rect', { width: 5, height: 5, class: 'hatch-ground' }),
    element('line', { x1: 0, y1: 0, x2: 0, y2: 5, class: 'hatch-line' }),
  );

/** `id`: one of its own in the document. */
export function frame(
  id: string,
  height: number,
  title: string,
  description: string,
  parts: readonly Markup[],
): Markup {
  const about = { viewBox: `0 0 ${width} ${n(height)}`, role: 'img', 'aria-labelledby': `${id}-title ${id}-desc` };
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', class: 'picture', ...about },
    textElement('title', { id: `${id}-title` }, title),
    textElement('desc', { id: `${id}-desc` }, description),
    element('defs', {}, hatch(`${id}-hatch`, 45), hatch(`${id}-cross`, -45)),
    joined(parts),
  );
}

export interface Key {
  readonly draw: (x: number, y: number) => Markup;
  readonly text: string;
}

/** What the signs mean, in one row that breaks where it must. Gives the height that it took. */
export function legend(
  y: number,
  keys: readonly Key[],
): { readonly parts: readonly Markup[]; readonly height: number } {
  const parts: Markup[] = [];
  let [x, line] = [0, 0];
  for (const { draw, text } of keys) {
    const room = 22 + text.length * letter + 18;
    if (x > 0 && x + room > width) [x, line] = [0, line + 18];
    parts.push(draw(x, y + line), svgText(x + 22, y + line + 10, text, { class: 'small' }));
    x += room;
  }
  return { parts, height: line + 18 };
}
