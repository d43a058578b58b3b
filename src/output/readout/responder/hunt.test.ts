// Queries and commands to copy: what a log holds must stay a value in them.
import { describe, expect, it } from 'vitest';
import { blankCase, blankSession } from '../../fixtures/blank.js';
import { fixtures } from '../../fixtures/fixture.js';
import { secretive } from '../../fixtures/secretive.js';
import { huntBlocks } from './hunt.js';
import { kqlText, kqlTime, kqlValues } from './kql.js';

const codes = (result: ReturnType<typeof secretive>) =>
  result.cases.flatMap((each) => huntBlocks(result, each)).flatMap((block) => (block.kind === 'code' ? [block] : []));

/** Kusto's text without its string literals and comments. */
const bare = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"/g, 'TEXT').replace(/\/\/.*$/gm, '');

describe('values in Kusto', () => {
  it.each([
    ['plain', '"plain"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['x") | where 1 == 1 //', '"x\\") | where 1 == 1 //"'],
    ['two\nlines', null],
    ['back\u202ewards', null],
    [' ', null],
  ])('%j', (value, expected) => {
    expect(kqlText(value)).toBe(expected);
  });

  it('counts what it leaves out', () => {
    const many = Array.from({ length: 130 }, (_none, i) => `v${i}`);
    const { lines } = kqlValues('values', [...many, 'a\u0000b']);
    expect(lines[0]).toContain('1 value with characters that cannot be seen is left out');
    expect(lines[1]).toContain('30 more values of this kind stand in the result');
    expect(lines[2]?.match(/"v\d+"/g)).toHaveLength(100);
    expect(kqlValues('values', ['\u0000']).lines).toEqual([]);
    expect(kqlTime('T', 'no time', 'never')).toEqual([]);
  });
});

describe('what is to be looked for', () => {
  it('holds the addresses, applications, tokens and rules of the case', () => {
    const result = secretive();
    const text = codes(result)
      .map((block) => block.text)
      .join('\n');
    for (const value of ['198.51.100.7', '2001:db8:0:1::7', 't-1', 'Ilse Marrow fwd', 'drop.box77@collector.example'])
      expect(text).toContain(`"${value}"`);
    for (const table of ['OfficeActivity', 'CloudAppEvents', 'SigninLogs']) expect(text).toContain(table);
    expect(text).toContain('letterlock records EXPORTS --case case-1 --rows');
    expect(text).toContain('letterlock records EXPORTS --token t-1');
  });

  it('lets nothing of a hostile log out of its literals and quotes', () => {
    const result = fixtures.hostile?.() ?? secretive();
    const blocks = codes(result);
    expect(blocks.length).toBeGreaterThan(3);
    for (const { language, text } of blocks) {
      if (language === 'kql') expect(bare(text)).not.toMatch(/evil|script|calc|img|ALL CLEAR|"/);
      else
        for (const line of text.split('\n').filter((each) => !each.startsWith('#')))
          expect(line.replace(/'[^']*'|\\'/g, '')).not.toMatch(/[$`;|&<>]/);
    }
  });

  it('writes a token that begins with a dash so that it is read as one', () => {
    const result = {
      ...secretive(),
      sessions: [blankSession({ id: 's', tokenIds: ['-n4'] })],
      cases: [blankCase({ sessions: ['s'] })],
    };
    expect(codes(result)[0]?.text).toContain("--token='-n4'");
  });
});
