// The slow lane: files that the engine cannot read as they are become a spool that it can, one row a line, each with the
// physical line on which it began. Rows are never judged here, only laid out.
import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { Head } from '../head.js';
import { splitter } from './split.js';
import { openText, type TextStream } from './text.js';

const breaking = new RegExp('[\\n\\r\\u0001\\0]', 'g');

/** What the spool's delimiter and line ends would break becomes a blank: none of it may stand in valid JSON's strings. */
function spoolLine(bytes: Buffer, line: number): string {
  const text = isUtf8(bytes) ? bytes.toString() : new TextDecoder().decode(bytes);
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

async function* csvLines(text: TextStream, head: Head): AsyncIterable<string> {
  const options = {
    delimiter: head.delimiter,
    from_line: head.skip + 1,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    bom: true,
    info: true,
  } as const;
  const parser = Readable.from(text.chunks).compose(parse(options));
  let line = head.skip + 1;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    yield spoolLine(Buffer.from(rowObject(head.header, record)), line);
    line = info.lines + 1;
  }
}

async function* plainLines(text: TextStream): AsyncIterable<string> {
  let rest = '';
  let line = 0;
  const decoder = new TextDecoder();
  for await (const chunk of text.chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const content of lines) if (++line > 0 && content.trim() !== '') yield spoolLine(Buffer.from(content), line);
  }
  if (rest.trim() !== '') yield spoolLine(Buffer.from(rest), line + 1);
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
