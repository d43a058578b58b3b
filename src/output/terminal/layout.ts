// The few shapes of which a page is made. Every text passes `forTerminal` here, so no part of a page can forget it; colour
// is put on afterwards, by whoever builds the line.
import { anyExports, typed } from '../command.js';
import { forTerminal } from '../escape.js';
import { cut, padEnd, padStart, widthOf, wrap } from '../text.js';
import { type Style, styleFor } from './style.js';

export interface Page {
  readonly width: number;
  readonly style: Style;
  /** The exports or the workspace, as commands name them. */
  readonly exports: string;
}

export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns of the terminal; taken as 72 when fewer, as 100 when more. */
  readonly width: number;
  /** What was read, so that the commands shown can be typed as they stand. */
  readonly exports?: readonly string[];
  /** Also list every access session of the result. */
  readonly allSessions?: boolean;
}

// Lines longer than about a hundred letters tire the eye, and below seventy-two the tables break; a terminal wraps those itself.
export const pageFor = (options: TerminalOptions): Page => ({
  width: Math.min(100, Math.max(72, options.width)),
  style: styleFor(options.colour),
  exports: options.exports === undefined ? anyExports : typed(options.exports),
});

const labelWidth = 18;
// A subject can have thousands of letters; who needs them all finds them in the JSON.
const longest = 600;

/** The lead once, then the text, wrapped and kept to the right of it. */
export function hanging(page: Page, lead: string, text: string): string[] {
  const start = forTerminal(lead) === '' ? '' : lead;
  const room = Math.max(16, page.width - widthOf(start));
  return wrap(cut(forTerminal(text), longest), room).map(
    (line, index) => (index === 0 ? start : ' '.repeat(widthOf(start))) + line,
  );
}

export const heading = (page: Page, text: string): string => page.style('bold', cut(forTerminal(text), page.width));
export const bullet = (page: Page, text: string): string[] => hanging(page, '  - ', text);

/** A label and what belongs to it, one item below the other. */
export function field(page: Page, label: string, ...items: string[]): string[] {
  const blank = padEnd('', labelWidth + 2);
  return items.flatMap((item, index) => {
    const lead = index === 0 ? padEnd(`  ${label}`, labelWidth + 2) : blank;
    return item.startsWith('· ') ? hanging(page, `${lead}· `, item.slice(2)) : hanging(page, lead, item);
  });
}

/** A command to paste: never broken into two lines, since half a command is a different one. */
export const command = (label: string, text: string): string[] => [
  `${padEnd(`  ${label}`, labelWidth + 2)}${forTerminal(text)}`,
];

export interface Column {
  readonly title: string;
  readonly width: number;
}

/** A name and its figures, right-aligned; a name too long for its column stands on a line of its own. */
export function figures(page: Page, columns: readonly Column[], name: string, values: readonly string[]): string[] {
  const cells = columns.map((column, index) => padStart(values[index] ?? '', column.width)).join('');
  const room = page.width - 2 - columns.reduce((sum, column) => sum + column.width, 0);
  const text = forTerminal(name);
  if (widthOf(text) <= room) return [`  ${padEnd(text, room)}${cells}`];
  return [...hanging(page, '  ', name), `  ${padEnd('', Math.max(0, room))}${cells}`];
}

/** The line above figures: a section's heading and the columns' titles in one, to save a line. */
export function figuresHeading(page: Page, columns: readonly Column[], text: string): string {
  const cells = columns.map((column) => padStart(column.title, column.width)).join('');
  const room = page.width - columns.reduce((sum, column) => sum + column.width, 0);
  return page.style('bold', padEnd(cut(text, room), room)) + cells;
}
