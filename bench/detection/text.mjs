// Small things that the report and the plots share: sums, Markdown tables, a section between markers.
import { cpus, totalmem } from 'node:os';

export const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Log text in a table cell: no bar may end it, no mark may begin anything. */
export const cell = (text) =>
  String(text)
    .replace(/[\s|`<>]+/g, ' ')
    .trim();

export const table = (head, rows) =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The text with one section put in place of what stood between its markers, or at the end. */
export function withSection(text, name, section) {
  const [open, close] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const whole = `${open}\n${section.trim()}\n${close}`;
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  if (from < 0 || to < from) return `${text.trimEnd()}\n\n${whole}\n`;
  return text.slice(0, from) + whole + text.slice(to + close.length);
}

export function machine() {
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
  return `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gigabytes} GB of memory, Node ${process.version}`;
}
