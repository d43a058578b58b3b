// Values of logs in commands: whatever they hold, PowerShell takes each for one string with just that text, or it is left out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeApart } from './fixtures/token.js';
import { forEach, ps, psList, psText } from './powershell.js';

const hostile = [
  "'; Remove-Mailbox -Identity minister; '",
  "it's",
  '‘; Remove-Mailbox x; ’',
  '‚a‛',
  "''",
  "'’'",
  '$(Remove-Mailbox x)',
  '`"; iex $env:x #',
  '--%',
  '-Confirm:$false',
  '@{a=1}',
  '“x” „y',
];
const unseen = [
  'a\nb',
  'a\r',
  'a\u0000',
  'a\u202eb',
  'a\u00a0b',
  'a\u200bb',
  'a\u001b[1m',
  'a\u2028b',
  ' ',
  '',
  'a\u{e0041}',
];

it.each(hostile)('writes %s as one string', (value) => {
  expect(takeApart(psText(value) ?? '')).toEqual({ code: '§', strings: [value] });
  const { lines } = ps`Set-Mailbox -Identity ${value} -Force`;
  expect(takeApart(lines.join('\n'))).toEqual({ code: 'Set-Mailbox -Identity § -Force', strings: [value] });
});

it.each(unseen)('leaves %j out', (value) => {
  expect(psText(value)).toBeNull();
  expect(ps`Set-Mailbox -Identity ${value}`).toEqual({ lines: [], left: [value] });
  expect(psList('all', [value])).toEqual({ lines: [], left: [value] });
  expect(psList('all', ['b', value])).toEqual({ lines: ["$all = 'b'"], left: [value] });
  expect(forEach('one', 'all', [value], (it) => [it])).toEqual({ lines: [], left: [value] });
});

it('writes any text as itself or not at all', () => {
  const text = fc.string({ unit: fc.constantFrom(...'\'‘’‚‛"“”„`$;\n# a-()\u0000\u202e漢é') });
  fc.assert(
    fc.property(text, (value) => {
      const written = psText(value);
      if (written !== null) expect(takeApart(written)).toEqual({ code: '§', strings: [value] });
    }),
  );
});

describe('lists', () => {
  it('are whole, and say so where they are not', () => {
    const many = Array.from({ length: 203 }, (_none, i) => `p${i}@north.example`);
    const { lines } = psList('people', many);
    expect(lines[0]).toMatch(/^# 3 more stand in the result/);
    expect(takeApart(lines.join('\n')).strings).toEqual(many.slice(0, 200));
  });
});
