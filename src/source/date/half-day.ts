// What stands beside a 12-hour clock in the cultures that have one: PowerShell and the portals write dates as the exporter's
// machine does. The words are those of the AM and PM designators of .NET's cultures (general knowledge, not checked one by one).

const morning = new Set([
  'am',
  'vorm',
  'vm',
  'fm',
  'de',
  'dop',
  'sa',
  'öö',
  'pd',
  'πμ',
  'ص',
  'قظ',
  '上午',
  '午前',
  '오전',
]);
const afternoon = new Set([
  'pm',
  'nachm',
  'nm',
  'em',
  'du',
  'odp',
  'ch',
  'ös',
  'md',
  'μμ',
  'م',
  'بظ',
  '下午',
  '午後',
  '오후',
]);
const nothing = new Set(['', 'utc', 'gmt', 'z', 't']);

export type HalfDay = 'morning' | 'afternoon' | 'none' | 'unknown';

/** What the text around a time of day says of it. */
export function halfDay(text: string): HalfDay {
  const word = text.toLowerCase().replace(/[\s.,|]/g, '');
  if (nothing.has(word)) return 'none';
  return morning.has(word) ? 'morning' : afternoon.has(word) ? 'afternoon' : 'unknown';
}
