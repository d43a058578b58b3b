// Splits JSON of any arrangement into its objects, on bytes and in one pass: arrays, pages (an object around an array, as
// Microsoft Graph, Event Hubs, Splunk, Defender and Elasticsearch answer), objects one after another, arrays one after another (as appending export tools write them), pretty-printed or not. It does not judge:
// an element that is cut or not JSON is handed on as it is, so that it is counted as a row and rejected with its place.

import { rowBytes } from './limit.js';

export interface Element {
  readonly bytes: Buffer;
  /** Physical line on which the element begins, from 1. */
  readonly line: number;
}

const byte = { newline: 10, quote: 34, comma: 44, colon: 58, open: 91, escape: 92, close: 93, begin: 123, end: 125 };
const isSpace = (b: number): boolean => b === 32 || b === 10 || b === 13 || b === 9;

/** Names of the array in an object that is a page around rows: Graph; Event Hubs; Splunk; Defender. */
export const pageKeys = ['value', 'records', 'results', 'Results'] as const;
// Elasticsearch's answer holds its rows one level deeper: `hits.hits`.
const isPageKey = (key: string, depth: number, wrapper: string | null): boolean =>
  depth === 1 ? (pageKeys as readonly string[]).includes(key) || key === wrapper : key === 'hits';
const longestKey = 64;

/** Feed chunks to `write`, then call `end`; each returns the elements that became complete. */
export interface Splitter {
  write(chunk: Buffer): Element[];
  end(): Element[];
}

/**
 * `wrapper`: a further name of the array in a page. `limit`: elements longer than this many bytes are handed on cut to it, so that
 * one endless string cannot fill the memory.
 */
export function splitter(wrapper: string | null = null, limit = rowBytes): Splitter {
  let line = 1;
  let state: 'outside' | 'object' | 'scalar' | 'tail' = 'outside';
  let depth = 0;
  let inString = false;
  let escaped = false;
  let inPage = false;
  let pageDepth = 1;
  let text = ''; // the string that is being read, as far as it may be a page's key
  let key: 'none' | 'read' | 'colon' = 'none';
  let beginLine = 1;
  let held: Buffer[] = [];
  let heldBytes = 0;

  const hold = (part: Buffer): void => {
    if (heldBytes < limit) held.push(part.subarray(0, limit - heldBytes));
    heldBytes += part.length;
  };
  const finish = (out: Element[], part: Buffer): void => {
    hold(part);
    out.push({ bytes: held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held), line: beginLine });
    held = [];
    heldBytes = 0;
    state = 'outside';
  };

  const inText = (b: number): void => {
    if (escaped) escaped = false;
    else if (b === byte.escape) {
      escaped = true;
      text = '\\';
    } else if (b === byte.quote) {
      inString = false;
      key = state !== 'scalar' && depth <= 2 && isPageKey(text, depth, wrapper) ? 'read' : 'none';
    } else if (depth <= 2 && text.length <= longestKey) text += String.fromCharCode(b);
  };

  /** One byte within an object or a page's tail, outside strings; true when it closed the outermost brace. */
  const inObject = (b: number): boolean => {
    if (b === byte.quote) {
      inString = true;
      text = '';
    } else if (b === byte.begin || b === byte.open) depth++;
    else if (b === byte.end || b === byte.close) depth--;
    if (!isSpace(b) && b !== byte.colon) key = 'none';
    else if (b === byte.colon && key === 'read') key = 'colon';
    return depth <= 0;
  };

  // One object may hold several pages: none of their rows may be lost.
  const beginsPage = (b: number): boolean => state !== 'scalar' && key === 'colon' && b === byte.open && !inPage;

  const outside = (b: number): void => {
    if (isSpace(b) || b === byte.comma || b === byte.open) return;
    if (b === byte.close) {
      if (inPage) {
        state = 'tail';
        depth = pageDepth;
        inPage = false;
      }
      return;
    }
    state = b === byte.begin ? 'object' : 'scalar';
    depth = b === byte.begin ? 1 : 0;
    inString = b === byte.quote;
    key = 'none';
    beginLine = line;
  };

  const write = (chunk: Buffer): Element[] => {
    const out: Element[] = [];
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const b = chunk[i] as number;
      if (b === byte.newline) line++;
      if (state === 'outside') {
        outside(b);
        start = i;
      } else if (inString) inText(b);
      else if (state === 'scalar') {
        if (b === byte.quote) inString = true;
        else if (b === byte.comma || b === byte.close || b === byte.newline) {
          finish(out, chunk.subarray(start, i));
          outside(b);
        }
      } else if (beginsPage(b)) {
        inPage = true;
        pageDepth = depth;
        held = [];
        heldBytes = 0;
        state = 'outside';
      } else if (inObject(b)) {
        if (state === 'object') finish(out, chunk.subarray(start, i + 1));
        else state = 'outside';
      }
    }
    if (state === 'object' || state === 'scalar') hold(chunk.subarray(start));
    return out;
  };

  const end = (): Element[] => {
    const out: Element[] = [];
    if (state === 'object' || state === 'scalar') finish(out, Buffer.alloc(0));
    return out;
  };
  return { write, end };
}
