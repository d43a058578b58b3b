// Laying out text in columns. A character is not a column: Chinese and emoji take two, a combining mark none, and an e with
// an accent may be two characters. So widths are counted by grapheme.
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /^[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{33ff}\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{a000}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]|\u{fe0f}/u;
const none = /^\p{M}+$/u;

// Nearly all text is ASCII, where a character is a column; the segmenter took a third of a second answer's time.
const plain = /^[ -~]*$/;

const pieces = (text: string) =>
  plain.test(text) ? text.split('') : Array.from(graphemes.segment(text), (part) => part.segment);
const pieceWidth = (piece: string) => (none.test(piece) ? 0 : wide.test(piece) ? 2 : 1);

/** Columns that the text takes on a terminal. Expects text that has passed `forTerminal`, without colour. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  return pieces(text).reduce((sum, piece) => sum + pieceWidth(piece), 0);
}

export const padEnd = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)));
export const padStart = (text: string, width: number) => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** The text, or as much of it as fits into `width` columns with an ellipsis. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const piece of pieces(text)) {
    if (used + pieceWidth(piece) > width - 1) break;
    kept += piece;
    used += pieceWidth(piece);
  }
  return `${kept}…`;
}

// A word longer than the line is broken rather than left to run over: a log can hold a subject of a thousand letters.
function breakWord(word: string, width: number): string[] {
  const parts = [''];
  let used = 0;
  for (const piece of pieces(word)) {
    if (used + pieceWidth(piece) > width && used > 0) {
      parts.push('');
      used = 0;
    }
    parts[parts.length - 1] += piece;
    used += pieceWidth(piece);
  }
  return parts;
}

/** Lines of at most `width` columns, broken at spaces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => (widthOf(each) > width ? breakWord(each, width) : [each]))) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}
