// A large document as lines of JSON and back: first the document with its lists left empty, then each entry of each list with the
// list's name. So no single text has to hold all of it, neither where it is kept nor where it is read.

type Document = Readonly<Record<string, unknown>>;

/** The lines, without line breaks. Lists within lists stay in their entry's line. */
export function* linesOf(document: Document): Generator<string> {
  const frame = Object.entries(document).map(([key, value]) => [key, Array.isArray(value) ? [] : value]);
  yield JSON.stringify(Object.fromEntries(frame));
  for (const [key, value] of Object.entries(document)) {
    if (Array.isArray(value)) for (const entry of value) yield JSON.stringify([key, entry]);
  }
}

/** The document of such lines. */
export function documentOf(lines: Iterable<string>): unknown {
  let document: Record<string, unknown[]> | null = null;
  for (const line of lines) {
    if (document === null) {
      document = JSON.parse(line);
      continue;
    }
    const [key, entry] = JSON.parse(line) as [string, unknown];
    document[key]?.push(entry);
  }
  return document;
}

/** Texts of about `size` characters that hold the lines one after the other, each with a line break; a long line goes on in the next. */
export function* packed(lines: Iterable<string>, size: number): Generator<string> {
  let held = '';
  for (const line of lines) {
    held += `${line}\n`;
    while (held.length > size) {
      // A character of two halves is not cut in two.
      const end = (held.codePointAt(size - 1) ?? 0) > 0xffff ? size + 1 : size;
      yield held.slice(0, end);
      held = held.slice(end);
    }
  }
  if (held !== '') yield held;
}

/** The lines that were packed. */
export function* unpacked(texts: Iterable<string>): Generator<string> {
  // A line may go on through many texts.
  let begun: string[] = [];
  for (const text of texts) {
    const lines = text.split('\n');
    const end = lines.pop() as string;
    for (const line of lines) {
      yield begun.length === 0 ? line : begun.join('') + line;
      begun = [];
    }
    begun.push(end);
  }
}
