// Every text of a result, with the key under which it stands; and the same result with other texts.

/** Keys whose values are words of the program, numbers of its own making or instants: nothing of a log can stand in them. */
const fixed = new Set([
  ...[
    'level',
    'levelByLogs',
    'class',
    'tier',
    'confidence',
    'state',
    'verdict',
    'question',
    'says',
    'recorded',
    'shape',
    'term',
    'stage',
    'manner',
    'way',
  ],
  ...['sha256', 'hash', 'letterlock', 'detection', 'date'],
]);
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;

/** The value with every text replaced that a log or a person can have written. Keys of objects are texts of the program and stay. */
export function mapTexts<T>(value: T, change: (text: string, key: string) => string, key = ''): T {
  if (typeof value === 'string') return (fixed.has(key) || instant.test(value) ? value : change(value, key)) as T;
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapTexts(each, change, name)])) as T;
}

/** The texts, in the order of the result. */
export function textsOf(value: unknown): { readonly text: string; readonly key: string }[] {
  const found: { text: string; key: string }[] = [];
  mapTexts(value, (text, key) => {
    found.push({ text, key });
    return text;
  });
  return found;
}
