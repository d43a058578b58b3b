// Instants are milliseconds since 1970 inside, ISO 8601 in UTC with `Z` outside.

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** As `getUTCDay` counts them. */
export const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** ISO text; whole seconds are written without a fraction, as the audit log itself does. */
export function isoTime(ms: number): string;
export function isoTime(ms: number | null): string | null;
export function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString().replace('.000Z', 'Z');
}

const dayText = /^\d{4}-\d\d-\d\d$/;
const instantText = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

export interface Written {
  readonly ms: number;
  /** A whole day was written, not an instant in it. */
  readonly isDay: boolean;
}

/** A day or an instant as people write them; without a zone it is UTC. Null for anything else, and for days that are none. */
export function parseTime(text: string): Written | null {
  const isDay = dayText.test(text);
  if (!isDay && !instantText.test(text)) return null;
  const ms = Date.parse(isDay || /(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  // The 31st of February would become the 3rd of March.
  const isReal =
    !Number.isNaN(ms) &&
    new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).toISOString().startsWith(text.slice(0, 10));
  return isReal ? { ms, isDay } : null;
}
