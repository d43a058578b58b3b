// HTML and SVG as text. Everything passes the one function that escapes: no renderer can forget it, and nothing that a log holds can
// become an element, an attribute or a link. There is no way to write a script or a style here.
import { forTerminal } from '../../escape.js';
import { codeLines } from '../code-line.js';

declare const made: unique symbol;
/** Text that is markup already, made here alone. */
export type Markup = string & { readonly [made]: true };

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const signed = (visible: string): string => visible.replace(/[&<>"']/g, (sign) => signs[sign] ?? '');

/** Text of any origin as content or attribute; what cannot be seen becomes visible, as on the terminal. */
export const escaped = (text: string): Markup => signed(forTerminal(text)) as Markup;

/** Text to copy: its line breaks and indentation stay. */
export const escapedLines = (text: string): Markup => codeLines(text).map(signed).join('\n') as Markup;

export type Attributes = Readonly<Record<string, string | number | null>>;

const written = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

const empty = new Set(['meta', 'rect', 'line', 'circle', 'path', 'use']);

/** An element; a string as content is text. */
export function element(
  name: string,
  attributes: Attributes,
  ...content: readonly (Markup | readonly Markup[])[]
): Markup {
  const inner = content.flat().join('');
  if (inner === '' && empty.has(name)) return `<${name}${written(attributes)}${name === 'meta' ? '>' : '/>'}` as Markup;
  return `<${name}${written(attributes)}>${inner}</${name}>` as Markup;
}

/** An element that holds text. */
export const textElement = (name: string, attributes: Attributes, text: string): Markup =>
  element(name, attributes, escaped(text));

export const joined = (parts: readonly Markup[], between = ''): Markup => parts.join(between) as Markup;
