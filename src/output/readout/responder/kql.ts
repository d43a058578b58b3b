// Hunting queries for Sentinel and Defender, as text to read and copy. Values of logs go in as string literals of the Kusto language: a
// back-slash and a quote are escaped, and a value with characters that cannot be seen is left out and counted, since nobody could check
// it before running. Columns: Azure Monitor's table reference and docs/reading.md (November 2026).
import { count } from '../../../util/words.js';
import { forTerminal } from '../../escape.js';
import { shifted } from '../../format.js';

const most = 100;
const dayMs = 86_400_000;

/** Null for a value that cannot be written so that it can be read. */
export const kqlText = (value: string): string | null =>
  value.trim() === '' || forTerminal(value) !== value
    ? null
    : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

export interface Values {
  readonly name: string;
  /** `let addresses = dynamic(["a", "b"]);`, with comments on what is not in it; nothing where no value is left. */
  readonly lines: readonly string[];
}

/** Values under a name, to be used by conditions below. */
export function kqlValues(name: string, values: readonly string[]): Values {
  const written = [...new Set(values)].map(kqlText);
  const usable = written.filter((text): text is string => text !== null);
  const odd = written.length - usable.length;
  const rest = usable.length - most;
  if (usable.length === 0) return { name, lines: [] };
  const notes = [
    ...(odd > 0
      ? [`// ${count(odd, 'value')} with characters that cannot be seen ${odd === 1 ? 'is' : 'are'} left out`]
      : []),
    ...(rest > 0
      ? [`// ${count(rest, 'more value')} of this kind ${rest === 1 ? 'stands' : 'stand'} in the result`]
      : []),
  ];
  return { name, lines: [...notes, `let ${name} = dynamic([${usable.slice(0, most).join(', ')}]);`] };
}

/** A condition on the column of time, a day wider than the activity on both sides; nothing where its times are not known. */
export function kqlTime(column: string, from: string | null, to: string | null): string[] {
  if (from === null || to === null || Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to))) return [];
  return [`| where ${column} between (datetime(${shifted(from, -dayMs)}) .. datetime(${shifted(to, dayMs)}))`];
}
