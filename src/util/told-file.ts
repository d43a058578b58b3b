// Files in which people tell the program something: lists and tables that are typed, exported from a spreadsheet or fetched
// from a feed. Read whole, in the encodings that such programs write, within a limit.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { LetterlockError } from './error.js';

export interface ToldFile {
  /** Without its folder: the answer must not depend on where it lies. */
  readonly name: string;
  readonly sha256: string;
  readonly text: string;
}

function decode(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** The file, or in words why it cannot be read. */
export async function readTold(path: string, mostBytes: number): Promise<ToldFile | string> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes)
      return `it has ${Math.ceil(size / 1e6)} MB; ${Math.floor(mostBytes / 1e6)} MB is the most that is read`;
    const bytes = await readFile(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name: basename(path), sha256, text: decode(bytes) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return 'there is no such file';
    if (code === 'EISDIR') return 'it is a folder';
    return `it cannot be read (${code ?? 'unknown reason'})`;
  }
}

/** Refuses a file, for what stands in that line of it. */
export type Refuse = (path: string, message: string, line?: number) => never;

/** How one kind of file is refused: under its code, with what to do about it. */
export const refusing =
  (code: string, hint: string): Refuse =>
  (path, message, line) => {
    throw new LetterlockError({
      code,
      message: `${path}${line === undefined ? '' : `, line ${line}`}: ${message}`,
      hint,
      at: line === undefined ? { path } : { path, line },
    });
  };

export interface ToldRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const delimiters = [',', ';', '\t'];

function parseTable(text: string): ToldRow[] {
  const [first = ''] = text.split(/\r?\n/, 1);
  const many = (delimiter: string): number => first.split(delimiter).length;
  const delimiter = delimiters.reduce((best, each) => (many(each) > many(best) ? each : best));
  const rows = parse(text, {
    delimiter,
    info: true,
    bom: true,
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: true,
    trim: true,
  }) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  return rows
    .map(({ record, info }) => ({ line: info.lines, cells: record }))
    .filter(({ cells }) => !cells[0]?.startsWith('#') && cells.some((cell) => cell !== ''));
}

/** Rows of a table with commas, semicolons or tabs, whichever the first line has most of; empty rows and those that begin with # left out. */
export function tableRows(path: string, text: string, refuse: Refuse): ToldRow[] {
  try {
    return parseTable(text);
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    return refuse(path, message.replace(/\s+/g, ' '), lines);
  }
}

/** A column's name as it is compared: `User Principal Name`, `userPrincipalName` and `user_principal_name` are one. */
export const columnName = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
