// DuckDB's quoting, in one place: every value and name of every query passes through here.
import type { Value } from '../sql.js';

export const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A text as a literal. DuckDB's parser ends a query at a NUL byte, so that byte is put in by chr(0). */
export function textLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return quoted.includes('\0') ? `(${quoted.split('\0').join("' || chr(0) || '")})` : quoted;
}

export function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return textLiteral(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
  // A minus sign after another one would begin a comment.
  return typeof value !== 'boolean' && value < 0 ? `(${value})` : String(value);
}
