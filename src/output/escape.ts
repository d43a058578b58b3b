// Logs are written partly by the adversary: user agents, subjects, rule names and file names may carry terminal commands,
// text that runs right to left, HTML or formulas. Everything from a log passes through here on its way to a screen or file.
// What cannot be seen is made visible as \u{...}, so that nothing hides and nothing acts.

// Controls, format characters (bidi marks, tags), lone surrogates, private use, unassigned, and letters drawn as nothing.
const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}]/gu;
// A variation selector after an emoji only picks its picture; everything else that is invisible is suspect.
const harmlessSelector = /[\u{fe0e}\u{fe0f}]/u;
const blank = /[\t\n\v\f\r\u{85}\p{Zs}\p{Zl}\p{Zp}]+/gu;
// A few combining marks are ordinary spelling; a tower of them paints over the neighbouring lines.
const tower = /(\p{M}{3})(\p{M}+)/gu;

const visible = (text: string) =>
  Array.from(text, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`).join('');

/** One line of text that is safe to print: line breaks and odd spaces become one space, what is unseen becomes \u{...}. */
export function forTerminal(text: string): string {
  return text
    .replace(blank, ' ')
    .replace(unseen, (character) => (harmlessSelector.test(character) ? character : visible(character)))
    .replace(tower, (_all, kept: string, rest: string) => kept + visible(rest));
}

// Inside a code span Markdown does nothing, but a back-tick ends it and a bar ends a table cell.
const spanBreakers = /[`|]/g;

/** A value (an address, a subject, a command) as Markdown code: no HTML, links, images or table bars can arise from it. */
export function codeSpan(text: string): string {
  const inner = forTerminal(text).replace(spanBreakers, visible).trim();
  return inner === '' ? '' : `\`${inner}\``;
}

// Words that no Markdown dialect reads as anything but words. A dot, an @ or a colon between letters would become a link
// in dialects that look for addresses, and brackets, stars or hashes become structure.
const plainWord = /^(?:[\p{L}\p{N}\p{M}()"'“”‘’%/,;?…–—−-]|(?<=\d)[.:](?=\d))+$/u;
const linkLike = /\/\/|^(?:\d+\.){3}/;
// At the beginning of a line these make a list, a heading or a rule; further on they are only signs.
const lineStart = /^(?:[-+]+|\d+[.)])$/;
const trailing = /[.,:;!?)"”’]+$/;

function markdownWord(word: string): string {
  if (word === '' || word === '&') return word;
  const tail = trailing.exec(word)?.[0] ?? '';
  const body = word.slice(0, word.length - tail.length);
  if (body === '') return /^[)"”’.,:;!?]+$/.test(word) ? word : codeSpan(word);
  if (plainWord.test(body) && !linkLike.test(word)) return word;
  const head = /^["“‘(]+/.exec(body)?.[0] ?? '';
  return head + codeSpan(body.slice(head.length)) + tail;
}

/** A sentence as Markdown: words stay words, and every word that could become structure or a link is set as code. */
export function forMarkdown(text: string): string {
  const [first = '', ...others] = forTerminal(text).trim().split(' ');
  const start = lineStart.test(first) ? codeSpan(first) : markdownWord(first);
  return [start, ...others.map(markdownWord)].join(' ').trim();
}

// Spreadsheets take these as the start of a formula, also after spaces and in their full-width forms.
const formula = /^\s*[=+\-@＝＋－＠]/u;

/** One CSV field: quoted where needed, with a leading apostrophe where a spreadsheet would run it as a formula. */
export function forCsv(text: string): string {
  const safe = forTerminal(text);
  const field = formula.test(safe) ? `'${safe}` : safe;
  return /[",;']|^ | $/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
