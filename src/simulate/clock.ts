// Time in the simulation: UTC milliseconds that are always handed in. No locale and no time zone table: an office has a
// fixed offset, so an export must not cross a change of summer time (the sample lies wholly in summer time).

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

const two: readonly string[] = Array.from({ length: 100 }, (_, n) => n.toString().padStart(2, '0'));

let dayOf = -1;
let dateText = '';

/** `2023-05-01`. Most calls ask for the day of the call before. */
export function dateOf(at: number): string {
  const day = Math.floor(at / dayMs);
  if (day !== dayOf) {
    dayOf = day;
    dateText = new Date(at).toISOString().slice(0, 10);
  }
  return dateText;
}

/** `07:12:33`. */
function clockOf(at: number): string {
  const seconds = Math.floor((at - Math.floor(at / dayMs) * dayMs) / secondMs);
  const minutes = Math.floor(seconds / 60);
  return `${two[Math.floor(minutes / 60)]}:${two[minutes % 60]}:${two[seconds % 60]}`;
}

/** `2023-05-01T07:12:33`: UTC without a zone letter, whole seconds, as the audit log writes it. */
export const zoneless = (at: number): string => `${dateOf(at)}T${clockOf(at)}`;

/** `2023-05-01T07:12:33Z`, as Graph beta writes it. */
export const withZ = (at: number): string => `${zoneless(at)}Z`;

/** `5/1/2023 7:12:33 AM`, UTC: how the Purview portal wrote its CreationDate column in 2023. */
export function portalDate(at: number): string {
  const date = dateOf(at);
  const seconds = Math.floor((at - Math.floor(at / dayMs) * dayMs) / secondMs);
  const hour = Math.floor(seconds / 3600);
  const clock = `${hour % 12 || 12}:${two[Math.floor(seconds / 60) % 60]}:${two[seconds % 60]}`;
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8))}/${date.slice(0, 4)} ${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** Monday to Friday, for an instant at or after a UTC midnight. */
export function isWorkday(at: number): boolean {
  const day = (Math.floor(at / dayMs) + 4) % 7; // 1 January 1970 was a Thursday
  return day >= 1 && day <= 5;
}
