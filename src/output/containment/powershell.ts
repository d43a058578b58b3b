// Lines of PowerShell with values of logs in them. A value is written as a single-quoted string, in which nothing is expanded and only
// a quote ends it: PowerShell takes five characters for one (CharTraits.cs, about_Quoting_Rules: ' and U+2018 to U+201B), each written
// twice. A value with characters that cannot be seen is left out, since nobody could check the line before running it.
import { forTerminal } from '../escape.js';

const quote = /['\u2018-\u201b]/gu;
const most = 200;

/** Null for a value that cannot be written so that it can be read. */
export const psText = (value: string): string | null =>
  value.trim() === '' || forTerminal(value) !== value ? null : `'${value.replace(quote, '$&$&')}'`;

export interface Script {
  readonly lines: readonly string[];
  /** Values that could not be written; their lines are left out. */
  readonly left: readonly string[];
}

export const noScript: Script = { lines: [], left: [] };

export const scriptOf = (...all: readonly Script[]): Script => ({
  lines: all.flatMap(({ lines }) => lines),
  left: [...new Set(all.flatMap(({ left }) => left))],
});

/** Lines of our own, without a value of a log. */
export const plain = (...lines: readonly string[]): Script => ({ lines, left: [] });

/** One line; the values become quoted strings. */
export function ps(parts: TemplateStringsArray, ...values: readonly string[]): Script {
  const written = values.map(psText);
  const left = values.filter((_value, i) => written[i] === null);
  if (left.length > 0) return { lines: [], left };
  return { lines: [parts.map((part, i) => part + (written[i] ?? '')).join('')], left: [] };
}

function listLines(name: string, texts: readonly string[]): string[] {
  const line = `$${name} = ${texts.join(', ')}`;
  return texts.length <= 3 && line.length <= 100 ? [line] : [`$${name} = @(`, ...texts.map((text) => `  ${text}`), ')'];
}

/** A variable with the values; nothing where none of them can be written. */
export function psList(name: string, values: readonly string[]): Script {
  const written = values.map((value) => ({ value, text: psText(value) }));
  const left = written.filter(({ text }) => text === null).map(({ value }) => value);
  const texts = written.flatMap(({ text }) => text ?? []);
  if (texts.length === 0) return { lines: [], left };
  const rest = texts.length - most;
  const note =
    rest > 0 ? [`# ${rest} more stand in the result (letterlock investigate with --json): add them here`] : [];
  return { lines: [...note, ...listLines(name, texts.slice(0, most))], left };
}

/** The same lines for each value; `it` stands in them as it is to be written. */
export function forEach(one: string, many: string, values: readonly string[], body: (it: string) => string[]): Script {
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    const text = psText(only);
    return text === null ? { lines: [], left: [only] } : { lines: body(text), left: [] };
  }
  const list = psList(many, values);
  if (list.lines.length === 0) return list;
  const loop = [`foreach ($${one} in $${many}) {`, ...body(`$${one}`).map((line) => `  ${line}`), '}'];
  return { lines: [...list.lines, ...loop], left: list.left };
}

export const isGuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
