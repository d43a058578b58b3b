// JSON as exports hold it: lines, one array, one object, arrays one after another, pages with `value` or `records`. A scan for the ends
// of top-level values, then JSON.parse on each: slow, and nothing to misunderstand.

export type JsonRow = { value: unknown; text: string; line: number };

export function readJson(text: string): JsonRow[] {
  return (isLines(text) ? lines(text) : values(text, 0, 1)).flatMap((row) => elements(text, row));
}

type Found = JsonRow & { from: number };

/** Lines, where an object stands alone on a line that begins with its brace: then a line is a row, whole or not. */
function isLines(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  // A page whose rows stand on lines of their own.
  if (/^\s*\{(?:\s*"@[^"]+":\s*"[^"]*",)*\s*"(?:value|records)":\s*\[\s*\n/.test(text)) return false;
  return text.split('\n').some((line) => line.startsWith('{') && isObject(parse(line)));
}

function lines(text: string): Found[] {
  const out: Found[] = [];
  let from = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') out.push({ value: parse(line), text: line.trim(), line: index + 1, from });
    from += line.length + 1;
  }
  return out;
}

/** An array's elements and a page's are rows; anything else is one row itself. */
function elements(text: string, row: Found): JsonRow[] {
  const isPage = isObject(row.value) && (Array.isArray(row.value.value) || Array.isArray(row.value.records));
  if (!Array.isArray(row.value) && !isPage) return [row];
  const opening = isPage ? /"(?:value|records)"\s*:\s*\[/.exec(row.text) : /\[/.exec(row.text);
  if (!opening) throw new Error('an array without a bracket');
  const before = row.text.slice(0, opening.index + opening[0].length);
  return values(text, text.indexOf(row.text, row.from) + before.length, row.line + before.split('\n').length - 1);
}

/** The values from a place on, divided by white space and commas, until a closing bracket or the end. */
function values(text: string, from: number, firstLine: number): Found[] {
  const out: Found[] = [];
  let line = firstLine;
  let at = from;
  while (at < text.length) {
    const letter = text[at] ?? '';
    if (letter === '\n') line++;
    if (/[\s,]/.test(letter)) at++;
    else if (letter === ']' || letter === '}') break;
    else {
      const end = endOfValue(text, at);
      const part = text.slice(at, end);
      out.push({ value: parse(part), text: part, line, from: at });
      line += part.split('\n').length - 1;
      at = end;
    }
  }
  return out;
}

function endOfValue(text: string, from: number): number {
  let depth = 0;
  let inText = false;
  for (let at = from; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (inText) {
      if (letter === '\\') at++;
      else if (letter === '"') inText = false;
    } else if (letter === '"') inText = true;
    else if (letter === '{' || letter === '[') depth++;
    else if (letter === '}' || letter === ']') depth--;
    if (!inText && depth <= 0 && /[\]}",\s]/.test(letter)) return letter === ',' || /\s/.test(letter) ? at : at + 1;
  }
  return text.length;
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
