import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeSpan, forCsv, forMarkdown, forTerminal } from './escape.js';
import { widthOf, wrap } from './text.js';

// Unicode of every kind, with the characters that do harm far more often than chance would bring them.
const nasty = fc.constantFrom(
  '\u001b[31m',
  '\u009b',
  '\u202e',
  '\u2066',
  '\u{e0041}',
  '\r\n',
  '\u2028',
  '`',
  '|',
  '[a](b)',
  '<b>',
  'http://x',
  '*',
  '_',
  '\\',
  '=',
  ' ',
  '\ud800',
  '漢',
  'e\u0301',
  '🙂',
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('forTerminal', () => {
  it('leaves nothing that acts or hides', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(forTerminal(value)).not.toMatch(
          /(?![\ufe0e\ufe0f])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
        );
      }),
    );
  });
  it('changes nothing when applied again', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(forTerminal(forTerminal(value))).toBe(forTerminal(value));
      }),
    );
  });
  it.each([
    ['\u001b[2Jgone', '\\u{1b}[2Jgone'],
    ['invoice\u202egnp.exe', 'invoice\\u{202e}gnp.exe'],
    ['one\r\ntwo\u2028three\tfour', 'one two three four'],
    ['Boîte de réception 🙂', 'Boîte de réception 🙂'],
    ['\ud800', '\\u{d800}'],
  ])('%j', (from, to) => expect(forTerminal(from)).toBe(to));
});

describe('forMarkdown', () => {
  // What stands outside code spans must have nothing of Markdown left in it.
  const outside = (markdown: string) => markdown.replace(/`[^`|]+`/g, '');
  it('leaves no HTML, link, image, emphasis or table bar outside code', () => {
    fc.assert(
      fc.property(text, (value) => {
        const plain = outside(forMarkdown(value));
        expect(plain).not.toMatch(/[`|<>[\]*_~#\\@]|:\/\/|www\.|^\s*(?:[-+]|\d+[.)])(?:\s|$)/);
        expect(plain).not.toMatch(/[\n\r]/);
      }),
    );
  });
  it.each([
    ['Read since 2023-05-15 01:04 UTC (all 3 sessions).', 'Read since 2023-05-15 01:04 UTC (all 3 sessions).'],
    ['mail of a@b.example, sent', 'mail of `a@b.example`, sent'],
    ['[x](javascript:alert(1))', '`[x](javascript:alert(1`))'],
    ['a|b `c`', '`a\\u{7c}b` `\\u{60}c\\u{60}`'],
    ['- item', '`-` item'],
    ['1. first', '`1.` first'],
    ['R & D', 'R & D'],
    ['in 2023. Then 412.', 'in 2023. Then 412.'],
  ])('%s', (from, to) => expect(forMarkdown(from)).toBe(to));
  it('makes of a value one code span', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(codeSpan(value)).toMatch(/^(?:`[^`|\n]+`)?$/);
      }),
    );
  });
});

describe('forCsv', () => {
  it('never begins with a formula, and is one field', () => {
    fc.assert(
      fc.property(text, (value) => {
        const field = forCsv(value);
        const content = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
        expect(content).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
        expect(field.startsWith('"') || !/[",;]/.test(field)).toBe(true);
      }),
    );
  });
  it.each([
    ['=cmd()', '"\'=cmd()"'],
    [' @SUM(1)', '"\' @SUM(1)"'],
    ['a "b", c', '"a ""b"", c"'],
    ['plain', 'plain'],
  ])('%s', (from, to) => expect(forCsv(from)).toBe(to));
});

describe('wrap', () => {
  it('keeps to the width and loses nothing but spaces', () => {
    fc.assert(
      fc.property(text.map(forTerminal), fc.integer({ min: 2, max: 40 }), (value, width) => {
        const lines = wrap(value, width);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(value.replaceAll(' ', ''));
      }),
    );
  });
});
