// The slow lane: files that the engine cannot read as they are become a spool that it can, one row a line, each with the
// physical line on which it began. Rows are never judged here, only laid out.
import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Head } from '../head.js';
import { type CsvRow, csvRows, splitCells } from './csv-row.js';
import { rowBytes } from './limit.js';
import { type Splitter, splitter } from './split.js';
import { tableSplitter } from './table.js';
import { openText, type TextStream } from './text.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that a spool cannot hold
const breaking = /[\n\r\u0001\0]/g;

/** The beginning of a text, in whole characters. */
function cutTo(text: string, bytes: number): string {
  // A character is four bytes at most.
  if (text.length * 4 <= bytes) return text;
  const all = Buffer.from(text);
  return all.length <= bytes ? text : new TextDecoder().decode(all.subarray(0, bytes));
}

/** What the spool's delimiter and line ends would break becomes a blank: none of it may stand in valid JSON's strings. */
export function spoolLine(bytes: Buffer, line: number): string {
  const decoded = isUtf8(bytes) ? bytes.toString() : new TextDecoder().decode(bytes);
  // The engine reads no line above its limit.
  return `${line}\x01${cutTo(decoded, rowBytes).replace(breaking, ' ')}\n`;
}

async function* elementLines(text: TextStream, split: Splitter): AsyncIterable<string> {
  const lines = (elements: ReturnType<typeof split.end>): string =>
    elements.map((element) => spoolLine(element.bytes, element.line)).join('');
  for await (const chunk of text.chunks) yield lines(split.write(chunk));
  yield lines(split.end());
}

/** Rows of a CSV without any fault; null where one must be looked at more closely than a line at a time. */
function rowsOfCsv(text: string, head: Head): Buffer[] | null {
  const lines = text.replaceAll('\r\n', '\n').split('\n').slice(head.skip);
  const body = lines.join('\n');
  const rows: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const { cells, open, loose, end } = splitCells(body.slice(at), head.delimiter);
    const blank = cells.length === 1 && cells[0]?.trim() === '';
    const whole = !open && !loose && cells.length === head.header.length;
    // A line break within a cell may have been of either kind.
    if (!blank && (!whole || cells.some((cell) => /[\r\n\0]/.test(cell)))) return null;
    if (!blank) rows.push(Buffer.from(rowObject(head.header, cells)));
    at += end + 1;
  }
  return rows;
}

/** The rows of a small text as writing its spool, or reading its lines, would give them; null where that takes more care. */
export function rowsOfText(text: Buffer, head: Head): Buffer[] | null {
  const marked = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf;
  const plain = marked ? text.subarray(3) : text;
  if (head.container === 'csv') return head.lineEnds === 'same' ? rowsOfCsv(plain.toString(), head) : null;
  if (head.container === 'lines') {
    const lines = plain.toString().split('\n');
    return lines.filter((line) => line.trim() !== '').map((line) => Buffer.from(line));
  }
  const split = splitter(head.wrapper);
  return [...split.write(plain), ...split.end()].map((element) => element.bytes);
}

/** A CSV row as an object of its columns; more cells than columns are kept under numbered names. */
function rowObject(header: readonly string[], cells: readonly string[]): string {
  const named = (all: readonly string[]): string =>
    JSON.stringify(Object.fromEntries(all.map((cell, i) => [header[i] ?? `extra ${i - header.length + 1}`, cell])));
  const text = named(cells);
  if (text.length * 4 <= rowBytes) return text;
  // Quotes and the like may take six characters each in JSON: a cut must leave the object around the cell whole.
  return Buffer.byteLength(text) <= rowBytes
    ? text
    : named(cells.map((cell) => cutTo(cell, rowBytes / 8 / cells.length)));
}

/** Lines, chunk by chunk, for files of millions of empty ones; of a line that never ends, the beginning. */
async function* textLines(text: TextStream, end = '\n'): AsyncIterable<readonly string[]> {
  let rest = '';
  let skipping = false;
  const decoder = new TextDecoder();
  for await (const chunk of text.chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(end);
    rest = lines.pop() ?? '';
    if (skipping && lines.length > 0) {
      lines.shift();
      skipping = false;
    }
    if (rest.length > rowBytes || skipping) {
      if (!skipping) lines.push(rest.slice(0, rowBytes));
      skipping = true;
      rest = '';
    }
    yield lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  }
  if (rest !== '') yield [rest];
}

async function* csvLines(text: TextStream, head: Head): AsyncIterable<string> {
  const rows = csvRows(head.delimiter, head.header.length, head.skip);
  const spooled = (list: readonly CsvRow[]): string =>
    list.map((row) => spoolLine(Buffer.from(rowObject(head.header, row.cells)), row.line)).join('');
  const end = head.lineEnds === 'cr' ? '\r' : '\n';
  for await (const lines of textLines(text, end)) yield spooled(rows.write(lines));
  yield spooled(rows.end());
}

async function* plainLines(text: TextStream): AsyncIterable<string> {
  let number = 0;
  for await (const lines of textLines(text)) {
    let spooled = '';
    for (const line of lines) {
      number++;
      if (line.trim() !== '') spooled += spoolLine(Buffer.from(line), number);
    }
    yield spooled;
  }
}

/** What a spool was made of. */
export interface Spooled {
  /** False where the file could not be read to its end. */
  readonly complete: boolean;
  /** Bytes that are no UTF-8. */
  readonly odd: number;
}

/** Writes the spool of a file. */
export async function writeSpool(path: string, head: Head, to: string, repair: boolean): Promise<Spooled> {
  const text = openText(path, head, repair);
  const lines =
    head.container === 'csv'
      ? csvLines(text, head)
      : head.container === 'lines'
        ? plainLines(text)
        : elementLines(text, head.container === 'tables' ? tableSplitter() : splitter(head.wrapper));
  await pipeline(Readable.from(lines), createWriteStream(to));
  return { complete: text.complete(), odd: text.odd() };
}
