// The beginning of a file, read once: enough to say what the file is. Files are recognised by what they hold, never by
// their names, because responders rename, merge and unpack.
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { formatOf } from './container/format.js';
import { pageKeys, splitter } from './container/split.js';
import { isTables, tableSplitter } from './container/table.js';
import { wrapperOf } from './container/wrapper.js';

/** Bytes that are looked at; a record of a busy mailbox can be hundreds of kilobytes long. */
const headBytes = 2_000_000;

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export interface Head {
  readonly container: 'empty' | 'binary' | 'csv' | 'lines' | 'json' | 'tables' | 'text';
  readonly gzip: boolean;
  /** What a binary file is, for people; null where nobody knows. */
  readonly format: string | null;
  readonly encoding: Encoding;
  /** Of a CSV: its column names, cleaned; else empty. */
  readonly header: readonly string[];
  readonly delimiter: string;
  /** Of JSON: the name of the list of rows in an object around them, where it is none of those that services use. */
  readonly wrapper: string | null;
  /** How the lines of a CSV end, as far as its header and the row after it show: the engine must not be given mixed ones. */
  readonly lineEnds: 'same' | 'mixed' | 'cr';
  /** Physical lines before the first data row of a CSV. */
  readonly skip: number;
  /** The first rows that could be read, as objects; of a CSV those of its cells. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(buffer, 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The beginning of what is packed; as much as can be unpacked, where the archive is damaged. */
async function unzipHead(bytes: Buffer): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of Readable.from([bytes]).pipe(createGunzip())) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size >= headBytes) break;
    }
  } catch {
    // The head of a large archive always ends in the middle.
  }
  return Buffer.concat(parts).subarray(0, headBytes);
}

/** By the byte order mark; without one by the zeros that every second byte of a text in Latin letters is. */
export function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const first = bytes.subarray(0, 512);
  const zeros = [0, 1].map((side) => first.filter((byte, i) => i % 2 === side && byte === 0).length) as [
    number,
    number,
  ];
  const [even, odd] = zeros.map((count) => count / (first.length / 2)) as [number, number];
  if (first.length < 8 || Math.max(even, odd) < 0.8 || Math.min(even, odd) > 0.1) return 'utf-8';
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/**
 * Column names without stray blanks; a repeated name gets its number, as the portal's `Incoming token type`. Log Analytics
 * writes the zone behind the names of times: that of UTC says nothing, another one must stay, so that nobody takes it for UTC.
 */
export function cleanHeader(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((raw) => {
    const name = raw
      .replace(/^\uFEFF/, '')
      .replace(/\s+/g, ' ')
      .replace(/ \[UTC\]\s*$/, '')
      .trim();
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** Rows that are looked at to see what a file is. */
const sampleRows = 50;

function firstRecords(text: string, delimiter: string, to: number): string[][] {
  const options = { delimiter, to, relax_column_count: true, relax_quotes: true, bom: true };
  try {
    return parse(text, options) as string[][];
  } catch {
    // The head ends in the middle of a row, or a quote is broken: a column's name is enough to begin with.
    return to > 1 ? firstRecords(text, delimiter, 1) : [];
  }
}

const cellsOf = (header: readonly string[], row: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(header.map((name, i) => [name, row[i] ?? '']));

/** Columns that hold a whole record and so may stand alone; any other text without a delimiter is no table. */
const isWholeRecord = /^\uFEFF?\s*(_raw|AuditData|RawEventData)\s*$/i;

/**
 * Lines that tools put above the header: the type of the objects (Windows PowerShell's Export-Csv), the separator (`sep=;`, for
 * Excel), a title, a comment, nothing but separators (a `#TYPE` line that Excel has saved again ends in them).
 */
const isPreamble = (line: string): boolean =>
  /^\s*"?(#|sep=.?)/i.test(line) ||
  /^[\s,;|"]*$/.test(line) ||
  (!/[,;|\t]/.test(line) && !isWholeRecord.test(line.replaceAll('"', '')));

const mostPreamble = 5;

function preambleOf(text: string): number {
  let length = 0;
  for (let lines = 0; lines < mostPreamble; lines++) {
    const line = /^[^\n]*\n/.exec(text.slice(length))?.[0];
    if (line === undefined || !isPreamble(line.replace(/^\uFEFF/, ''))) break;
    length += line.length;
  }
  return length;
}

function lineEndsOf(text: string, skip: number): Head['lineEnds'] {
  const lone = text.match(/\r(?!\n)/g)?.length ?? 0;
  if (lone > (text.match(/\n/g)?.length ?? 0)) return 'cr';
  const ends = text
    .split('\n', skip + 2)
    .slice(0, -1)
    .map((line) => line.endsWith('\r'));
  return new Set(ends).size > 1 ? 'mixed' : 'same';
}

type Table = Pick<Head, 'header' | 'delimiter' | 'skip' | 'rows' | 'lineEnds'>;

function csvHead(text: string): Table | null {
  const above = text.slice(0, preambleOf(text));
  const body = text.slice(above.length);
  const headerLines = (record: readonly string[]): number => 1 + record.join('').split('\n').length - 1;
  for (const delimiter of [',', ';', '\t', '|']) {
    const [record, ...rows] = firstRecords(body, delimiter, sampleRows + 1);
    if (record === undefined || (record.length < 2 && !isWholeRecord.test(record[0] ?? ''))) continue;
    const header = cleanHeader(record);
    const skip = headerLines(record) + above.split('\n').length - 1;
    const lineEnds = lineEndsOf(text, skip);
    return { header, delimiter, skip, lineEnds, rows: rows.map((row) => cellsOf(header, row)) };
  }
  return null;
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    // A damaged row says nothing about the file; another one may.
    return null;
  }
}

const objectsIn = (rows: readonly string[]): Record<string, unknown>[] =>
  rows.map(objectIn).filter((object) => object !== null);

/** The lines, if each of them is a whole object, so that the engine can read the file as it is; pages are not. */
function objectLines(text: string): string[] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // The last line of a head may go on beyond it.
  const ended = text.endsWith('\n') || lines.length < 2;
  const sample = (ended ? lines : lines.slice(0, -1)).slice(0, sampleRows);
  const whole = sample.filter((line) => line.startsWith('{') && objectIn(line) !== null);
  const page = new RegExp(`^\\{[^{[]*"(${pageKeys.join('|')})"\\s*:\\s*\\[`).test(text.trimStart());
  const pages = page || whole.some((line) => isPage(objectIn(line) ?? {}));
  return !pages && whole.length > 0 && whole.length >= sample.length / 2 ? whole : null;
}

/** Whether the splitter will find rows within this object. */
function isPage(object: Readonly<Record<string, unknown>>): boolean {
  const hits = object.hits as Readonly<Record<string, unknown>> | null | undefined;
  return pageKeys.some((key) => Array.isArray(object[key])) || Array.isArray(hits?.hits);
}

function jsonHead(text: string): Pick<Head, 'container' | 'rows' | 'wrapper'> {
  if (isTables(text)) {
    const rows = tableSplitter().write(Buffer.from(text)).slice(0, sampleRows);
    return { container: 'tables', rows: objectsIn(rows.map((row) => row.bytes.toString())), wrapper: null };
  }
  const wrapper = wrapperOf(text);
  const lines = wrapper === null ? objectLines(text) : null;
  if (lines !== null) return { container: 'lines', rows: objectsIn(lines), wrapper };
  const elements = splitter(wrapper).write(Buffer.from(text)).slice(0, sampleRows);
  return { container: 'json', rows: objectsIn(elements.map((element) => element.bytes.toString())), wrapper };
}

/** A stray NUL byte is damage in a text; many of them are no text. */
const isBinary = (text: string): boolean => text.split('\0').length - 1 > text.length / 50;

function describe(bytes: Buffer, gzip: boolean): Head {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const base: Head = {
    container: 'text',
    gzip,
    format: formatOf(bytes),
    encoding,
    header: [],
    delimiter: ',',
    skip: 0,
    lineEnds: 'same',
    wrapper: null,
    rows: [],
  };
  if (text.trim() === '') return { ...base, container: 'empty' };
  if (isBinary(text.slice(0, 4096))) return { ...base, container: 'binary' };
  if (/^[[{]/.test(text.trimStart())) return { ...base, ...jsonHead(text) };
  const csv = csvHead(text);
  return csv === null ? base : { ...base, container: 'csv', ...csv };
}

/** The same for a small text that is at hand and not packed. */
export const headOf = (bytes: Buffer): Head => describe(bytes, false);

/** Looks at the beginning of a file. Throws what the file system throws. */
export async function readFileHead(path: string): Promise<Head> {
  const raw = await readHead(path);
  const gzip = raw[0] === 0x1f && raw[1] === 0x8b;
  const bytes = gzip ? await unzipHead(raw) : raw;
  if (gzip && bytes.length === 0 && raw.length > 0) {
    return {
      container: 'binary',
      gzip,
      format: null,
      encoding: 'utf-8',
      header: [],
      delimiter: ',',
      skip: 0,
      lineEnds: 'same',
      wrapper: null,
      rows: [],
    };
  }
  return describe(bytes, gzip);
}
