// The slow lane: files that the engine cannot read as they are become a spool that it can, one row a line, each with the
// physical line on which it began. Rows are never judged here, only laid out.
import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Head } from '../head.js';
import { csvRows } from './csv-row.js';
import { rowBytes } from './limit.js';
import { splitter } from './split.js';
import { openText, type TextStream } from './text.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that a spool cannot hold
const breaking = /[\n\r\u0001\0]/g;

/** The beginning of a text, in whole characters. */
function cutTo(text: string, bytes: number): string {
  const all = Buffer.from(text);
  return all.length <= bytes ? text : new TextDecoder().decode(all.subarray(0, bytes));
}

/** What the spool's delimiter and line ends would break becomes a blank: none of it may stand in valid JSON's strings. */
function spoolLine(bytes: Buffer, line: number): string {
  const decoded = isUtf8(bytes) ? bytes.toString() : new TextDecoder().decode(bytes);
  // A character is four bytes at most, and the engine reads no line above its limit.
  const text = decoded.length * 4 > rowBytes ? cutTo(decoded, rowBytes) : decoded;
  return `${line}\x01${text.replace(breaking, ' ')}\n`;
}

async function* elementLines(text: TextStream): AsyncIterable<string> {
  const split = splitter();
  const lines = (elements: ReturnType<typeof split.end>): string =>
    elements.map((element) => spoolLine(element.bytes, element.line)).join('');
  for await (const chunk of text.chunks) yield lines(split.write(chunk));
  yield lines(split.end());
}

/** A CSV row as an object of its columns; more cells than columns are kept under numbered names. */
function rowObject(header: readonly string[], cells: readonly string[]): string {
  return JSON.stringify(
    Object.fromEntries(cells.map((cell, i) => [header[i] ?? `extra ${i - header.length + 1}`, cell])),
  );
}

/** Lines; of one that never ends, the beginning. */
async function* textLines(text: TextStream): AsyncIterable<string> {
  let rest = '';
  let skipping = false;
  const decoder = new TextDecoder();
  for await (const chunk of text.chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!skipping) yield line.endsWith('\r') ? line.slice(0, -1) : line;
      skipping = false;
    }
    if (rest.length > rowBytes) {
      if (!skipping) yield rest.slice(0, rowBytes);
      skipping = true;
      rest = '';
    }
  }
  if (rest !== '' && !skipping) yield rest;
}

async function* csvLines(text: TextStream, head: Head): AsyncIterable<string> {
  for await (const row of csvRows(textLines(text), head.delimiter, head.header.length, head.skip)) {
    yield spoolLine(Buffer.from(rowObject(head.header, row.cells)), row.line);
  }
}

async function* plainLines(text: TextStream): AsyncIterable<string> {
  let number = 0;
  for await (const line of textLines(text)) {
    number++;
    if (line.trim() !== '') yield spoolLine(Buffer.from(line), number);
  }
}

/** Writes the spool of a file; false where the file could not be read to its end. */
export async function writeSpool(path: string, head: Head, to: string, repair: boolean): Promise<boolean> {
  const text = openText(path, head, repair);
  const lines =
    head.container === 'csv'
      ? csvLines(text, head)
      : head.container === 'lines'
        ? plainLines(text)
        : elementLines(text);
  await pipeline(Readable.from(lines), createWriteStream(to));
  return text.complete();
}
