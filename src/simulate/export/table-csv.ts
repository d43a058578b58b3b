// Rows of a Log Analytics (Sentinel) workspace as its portal exports them to CSV: the zone stands behind the names of times,
// and values that are objects are JSON text. A table is a list of columns.
import { quoted } from './shape.js';

export type Column<T> = readonly [name: string, value: (item: T, tenant: string) => string | number | boolean | object];

/** The workspace is no tenant; its id stands in every row as `TenantId`. */
export const workspace = '00000000-0000-4000-a000-0000000057ac';

const times = new Set(['TimeGenerated', 'CreatedDateTime', 'ActivityDateTime', 'TokenIssuedAt']);

export const headOf = <T>(columns: readonly Column<T>[]): string =>
  `\ufeff${columns.map(([name]) => (times.has(name) ? `${name} [UTC]` : name)).join(',')}\r\n`;

const cell = (value: string | number | boolean | object): string => {
  const text = typeof value === 'object' ? JSON.stringify(value) : `${value}`;
  return /[",\r\n]/.test(text) ? quoted(text) : text;
};

export const rowOf = <T>(columns: readonly Column<T>[], item: T, tenant: string): string =>
  `${columns.map(([, value]) => cell(value(item, tenant))).join(',')}\r\n`;
