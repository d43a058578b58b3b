// The name of the list in an object that some tool put around the rows: `{"data": [...]}`, `{"Records": [...]}`. Names that
// services use are known (split.ts); any other is believed only if what lies in the list looks like rows of a log, because a
// record may hold lists of objects itself.

/** The first members of an object's text, as far as it goes: key, and where its value begins. */
function* members(text: string): Generator<readonly [key: string, at: number]> {
  let depth = 0;
  let key: string | null = null;
  for (let at = text.indexOf('{'); at >= 0 && at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') {
      const end = endOfText(text, at);
      if (end < 0) return;
      if (depth === 1 && key === null) key = text.slice(at + 1, end);
      at = end;
    } else if (letter === ':' && depth === 1 && key !== null) yield [key, at + 1];
    else if (letter === ',' && depth === 1) key = null;
    else if (letter === '{' || letter === '[') depth++;
    else if ((letter === '}' || letter === ']') && --depth === 0) return;
  }
}

function endOfText(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

/** Rows of every log say when. */
const saysWhen = /^(time|timestamp|date|.*(time|timegenerated|datetime|timestamp|date)( ?\(utc\))?|received)$/i;

/** The name of the list of rows in the object with which a text begins; null where there is none. */
export function wrapperOf(text: string): string | null {
  if (!text.trimStart().startsWith('{')) return null;
  const within = /^\s*\[\s*(\{)/;
  let found: string | null = null;
  for (const [key, at] of members(text)) {
    // An object that says when is a row itself.
    if (saysWhen.test(key) && !/^\s*[[{]/.test(text.slice(at, at + 50))) return null;
    const list = within.exec(text.slice(at, at + 2000));
    if (list === null || found !== null) continue;
    const row = text.slice(at + list[0].length - 1);
    for (const [name] of members(row)) if (saysWhen.test(name)) found = key;
  }
  return found;
}
