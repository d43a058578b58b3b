// Time in the simulation: UTC milliseconds that are always handed in. No locale and no time zone table: an office has a
// fixed offset, so an export must not cross a change of summer time (the sample lies wholly in summer time).

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

const two = (n: number) => n.toString().padStart(2, '0');

/** `2023-05-01T07:12:33Z`, as Graph beta writes it. */
export const withZ = (at: number): string => `${zoneless(at)}Z`;

/** `2023-05-01T07:12:33`: UTC without a zone letter, whole seconds, as the audit log writes it. */
export const zoneless = (at: number): string => new Date(at).toISOString().slice(0, 19);

/** `2023-05-01`. */
export const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** `5/1/2023 7:12:33 AM`, UTC: how the Purview portal wrote its CreationDate column in 2023. */
export function portalDate(at: number): string {
  const d = new Date(at);
  const clock = `${d.getUTCHours() % 12 || 12}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
  return `${d.getUTCMonth() + 1}/${d.getUTCDate()}/${d.getUTCFullYear()} ${clock} ${d.getUTCHours() < 12 ? 'AM' : 'PM'}`;
}

/** Monday to Friday, for an instant at or after a UTC midnight. */
export function isWorkday(at: number): boolean {
  const day = new Date(at).getUTCDay();
  return day >= 1 && day <= 5;
}
