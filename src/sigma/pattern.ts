// Sigma's text values: plain characters and the wildcards * and ?. A backslash makes a wildcard or a backslash plain, and is
// itself plain before anything else, so that Windows paths need no doubling (specification, "Escape Character").

export type Wildcard = { readonly wildcard: '*' | '?' };
export type Pattern = readonly (string | Wildcard)[];

export const many: Wildcard = { wildcard: '*' };
const single: Wildcard = { wildcard: '?' };

/** Neighbouring texts joined, empty ones dropped, a run of stars made one. */
export function tidy(pattern: Pattern): Pattern {
  const pieces: (string | Wildcard)[] = [];
  for (const piece of pattern) {
    const last = pieces.at(-1);
    if (typeof piece === 'string') {
      if (piece === '') continue;
      if (typeof last === 'string') pieces[pieces.length - 1] = last + piece;
      else pieces.push(piece);
    } else if (!(piece.wildcard === '*' && typeof last === 'object' && last.wildcard === '*')) pieces.push(piece);
  }
  return pieces;
}

export function parsePattern(text: string): Pattern {
  const pieces: (string | Wildcard)[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    const next = text[i + 1];
    if (character === '\\' && (next === '*' || next === '?' || next === '\\')) {
      pieces.push(next);
      i++;
    } else if (character === '*') pieces.push(many);
    else if (character === '?') pieces.push(single);
    else pieces.push(character);
  }
  return tidy(pieces);
}

/** The text of a pattern without wildcards; null where it has some. */
export function plainText(pattern: Pattern): string | null {
  return pattern.every((piece) => typeof piece === 'string') ? pattern.join('') : null;
}

export const isMany = (piece: string | Wildcard | undefined): boolean =>
  typeof piece === 'object' && piece.wildcard === '*';

/** As a rule would write it. */
export const patternText = (pattern: Pattern): string =>
  pattern
    .map((piece) => (typeof piece === 'string' ? piece.replace(/[*?]|\\(?=[*?\\]|$)/g, '\\$&') : piece.wildcard))
    .join('');
