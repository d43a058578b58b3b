// Instants are milliseconds since 1970 inside, ISO 8601 in UTC with `Z` outside.

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** ISO text; whole seconds are written without a fraction, as the audit log itself does. */
export function isoTime(ms: number): string;
export function isoTime(ms: number | null): string | null;
export function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString().replace('.000Z', 'Z');
}
