// Every modifier on the live engine: what must match, and what must not. One line is one rule over the same events.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../../../src/store/workspace.js';
import { ask, event, loadEvents, ruleText } from './world.js';

const bag = (entries: Record<string, string>) => Object.entries(entries).map(([Name, Value]) => ({ Name, Value }));
const encoded = (text: string, shift: number): string =>
  Buffer.from(`${'x'.repeat(shift)}${text}yy`).toString('base64');
const wide = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');

const events = [
  event('a', { UserId: 'Ann@X.example', Text: 'Hello World', Count: 5, Path: 'C:\\Temp\\a.exe', Flag: true }, 1),
  event('b', { UserId: 'bob@x.example', Text: 'hello', Count: 10, Path: 'C:\\Temp*\\b?.exe', Flag: false }, 61),
  event('c', { Text: '', Count: '7', Empty: null, Line: 'one\ntwo', Percent: '100%', Under: 'a_b' }),
  event('d', { Text: null, Tags: ['Red', 'green'], Nested: { Deep: { Value: 'x' } }, Other: 'ann', Same: 'ANN' }),
  event('e', { Parameters: bag({ ForwardTo: 'smtp:evil@example.net', Name: '.' }), Under: 'axb', Umlaut: 'ÄRGER' }),
  event('f', { ClientIP: '192.0.2.7:443', Shell: 'cmd.exe -enc abc', Quote: 'say "hi" \\ there' }),
  event('g', { ClientIPAddress: '[2001:db8::7]:1', Shell: 'cmd.exe /enc abc', Enc: encoded('secret text', 0) }),
  event('h', { ClientIP: '::ffff:192.0.2.9', Shell: 'cmd.exe —enc abc', Enc: encoded('secret text', 1) }),
  event('i', { ActorIpAddress: '198.51.100.1', Shell: 'no-enc', Enc: encoded('secret text', 2) }),
  event('j', { Enc: Buffer.from('secret text').toString('base64'), Wide: wide('secret'), Bom: wide('\ufeffsecret') }),
  event('k', {
    When: '2024-12-31T23:45:00Z',
    List: [{ Key: 'one' }, { Key: 'two' }],
    Data: '{"Inner":{"Deep":"found"}}',
  }),
  event('l', {
    ModifiedProperties: [{ Name: 'Role', NewValue: '["Admin"]', OldValue: '[]' }],
    Left: 'abcdef',
    Right: 'CD',
  }),
];

let workspace: Workspace;
beforeAll(async () => {
  workspace = await loadEvents(events);
});

type Case = readonly [detection: string, ids: string];
/** `- Field: value` with one selection. */
const check = (name: string, cases: readonly Case[]) =>
  it(name, async () => {
    const answers = await ask(
      workspace,
      cases.map(([detection]) =>
        ruleText(
          detection.includes('\n') || detection.startsWith('selection:') ? detection : `selection:\n  ${detection}`,
        ),
      ),
    );
    cases.forEach(([detection, ids], i) => {
      expect([detection, answers[i]]).toEqual([detection, ids === '' ? [] : ids.split(' ')]);
    });
  });

describe('values', () => {
  check('text without case; wildcards; lists are or', [
    ['Text: hello world', 'a'],
    ['Text: HELLO', 'b'],
    ['Text: hello*', 'a b'],
    ["Text: '*WORLD'", 'a'],
    ["Text: 'h?llo'", 'b'],
    ["Text: 'h??llo'", ''],
    ["Text: '*l*w*'", 'a'],
    ['Text: [hello, hello world]', 'a b'],
    ["Umlaut: 'ärger'", 'e'],
    ["Under: 'a_b'", 'c'],
    ["Under: 'a?b'", 'c e'],
    ["Percent: '100%'", 'c'],
    ["Percent: '%'", ''],
  ]);
  check('escapes', [
    ["Path: 'C:\\Temp\\a.exe'", 'a'],
    ["Path: 'C:\\\\Temp\\\\a.exe'", 'a'],
    ["Path: 'C:\\Temp\\*\\b\\?.exe'", 'b'],
    ["Path: 'C:\\Temp*.exe'", 'a b'],
    ["Path: 'C:\\Temp\\\\*'", 'a'],
    ["Path|endswith: '\\a.exe'", 'a'],
    ['Quote: \'say "hi" \\ there\'', 'f'],
  ]);
  check('numbers are numbers, booleans are truth values', [
    ['Count: 5', 'a'],
    ['Count: 7', 'c'],
    ["Count: '7'", 'c'],
    ["Count: '5'", 'a'],
    ['Count: 5.0', 'a'],
    ['Count: [5, 10]', 'a b'],
    ['Flag: true', 'a'],
    ["Flag: 'True'", 'a'],
    ['RecordType: 1', 'a b c d e f g h i j k l'],
  ]);
  check('nothing: empty, null, absent', [
    ["Text: ''", 'c'],
    ['Text: null', 'd e f g h i j k l'],
    ['Empty: null', 'a b c d e f g h i j k l'],
    ['Text|exists: true', 'a b c d'],
    ['Text|exists: false', 'e f g h i j k l'],
    ['Empty|exists: true', 'c'],
    ["Text: '*'", 'a b c'],
    ['Nested.Deep|exists: true', 'd'],
  ]);
});

describe('modifiers', () => {
  check('contains, startswith, endswith, all, cased, neq', [
    ['Text|contains: LO', 'a b'],
    ['Text|startswith: hell', 'a b'],
    ['Text|endswith: LD', 'a'],
    ['Text|contains|all: [hello, world]', 'a'],
    ['Text|contains: [world, zzz]', 'a'],
    ['Text|cased: hello', 'b'],
    ['Text|cased|contains: Hello', 'a'],
    ['Text|contains|cased: Hello', 'a'],
    ['UserId|cased: Ann@X.example', 'a'],
    ['UserId|cased: ann@x.example', ''],
    ['UserId: ann@x.example', 'a'],
    ['Text|neq: hello', 'a c d e f g h i j k l'],
    ['Text|neq: [hello, hello world]', 'c d e f g h i j k l'],
    ['Count|contains: 1', 'b'],
  ]);
  check('re with i, m, s', [
    ["Text|re: '^Hello'", 'a'],
    ["Text|re: '^hello'", 'b'],
    ["Text|re|i: '^HELLO$'", 'b'],
    ["Line|re: '^two'", ''],
    ["Line|re|m: '^two'", 'c'],
    ["Line|re: 'one.two'", ''],
    ["Line|re|s: 'one.two'", 'c'],
    ["Line|re|i|s: 'ONE.TWO'", 'c'],
    ["Text|re|startswith: 'ell|Hel'", 'a'],
    ["Text|re|endswith: 'ell|lo'", 'b'],
    ["Text|re: '(a+)+$'", ''],
  ]);
  check('base64, base64offset, UTF-16', [
    ["Enc|base64: 'secret text'", 'j'],
    ["Enc|base64offset|contains: 'secret text'", 'g h i j'],
    ["Wide|wide|base64: 'secret'", 'j'],
    ["Wide|utf16le|base64offset|contains: 'secret'", 'j'],
    ["Bom|utf16|base64: 'secret'", 'j'],
    ["Wide|utf16be|base64: 'secret'", ''],
  ]);
  check('windash', [
    ["Shell|windash|contains: ' -enc'", 'f g h'],
    ["Shell|contains|windash: ' /enc'", 'f g h'],
    ["Shell|contains: ' -enc'", 'f'],
  ]);
  check('comparison', [
    ['Count|lt: 7', 'a'],
    ['Count|lte: 7', 'a c'],
    ['Count|gt: 7', 'b'],
    ['Count|gte: 7', 'b c'],
    ['Count|neq: 5', 'b c d e f g h i j k l'],
  ]);
  check('cidr', [
    ['ClientIP|cidr: 192.0.2.0/24', 'f h'],
    ['ClientIP|cidr: 192.0.2.7', 'f'],
    ['ClientIP|cidr: [192.0.2.8/29, 2001:db8::/32]', 'g h'],
    ['ClientIP|cidr: 0.0.0.0/0', 'f h'],
    ['ActorIpAddress|cidr: 198.51.100.0/30', 'i'],
    ['ClientIP|cidr: 2001:db9::/32', ''],
  ]);
  check('time', [
    ['When|minute: 45', 'k'],
    ['When|hour: 23', 'k'],
    ['When|day: 31', 'k'],
    ['When|week: 1', 'k'],
    ['When|month: 12', 'k'],
    ['When|year: 2024', 'k'],
    ['When|year: 2025', ''],
    ['CreationTime|hour|gte: 11', 'b'],
    ['CreationTime|gte|hour: 11', 'b'],
  ]);
  check('fieldref', [
    ['Other|fieldref: Same', 'd'],
    ['Other|fieldref|cased: Same', ''],
    ['Left|fieldref|contains: Right', 'l'],
    ['Left|fieldref|startswith: Right', ''],
    ['Left|fieldref|endswith: Right', ''],
    ['Left|fieldref|neq: Right', 'a b c d e f g h i j k l'],
    ['Other|fieldref: Absent', ''],
  ]);
  it('expand takes values from a list', async () => {
    const texts = ["selection:\n  Text|expand: '%Words%'", "selection:\n  Text|contains|expand: 'h%Middle%'"].map((t) =>
      ruleText(t),
    );
    const placeholders = new Map([
      ['Words', ['HELLO', 'nothing']],
      ['Middle', ['ell']],
    ]);
    expect(await ask(workspace, texts, placeholders)).toEqual([['b'], ['a', 'b']]);
    expect((await ask(workspace, texts))[0]).toMatch(/^placeholder: %Words% needs values/);
    const plain = [ruleText("selection:\n  Percent|expand: '100\\%'")];
    expect(await ask(workspace, plain)).toEqual([['c']]);
  });
});

describe('fields', () => {
  check('paths, lists, bags, text that holds JSON', [
    ['Nested.Deep.Value: X', 'd'],
    ['nested.deep.value: X', 'd'],
    ['nESTED.Deep.Value: X', ''],
    ['Tags: RED', 'd'],
    ['Tags|all: [red, green]', 'd'],
    ['Tags|contains: \'["Red"\'', 'd'],
    ['List.Key: two', 'k'],
    ['Data.Inner.Deep: found', 'k'],
    ['Parameters.ForwardTo|contains: evil', 'e'],
    ['ForwardTo|contains: evil', 'e'],
    ['parameters.forwardto|contains: evil', 'e'],
    ['Parameters|contains: ForwardTo', 'e'],
    ['Parameters|contains|all: [ForwardTo, evil]', 'e'],
    ['Parameters.Name: .', 'e'],
    ['ModifiedProperties.Role: \'["Admin"]\'', 'l'],
    ['ModifiedProperties.Role: Admin', ''],
    ['ModifiedProperties.Role.NewValue|contains: Admin', 'l'],
    ['ModifiedProperties.Role.OldValue: "[]"', 'l'],
    ['Role|contains: admin', 'l'],
  ]);
  check('keywords in the whole record', [
    ['selection:\n  - hello world', 'a'],
    ['selection:\n  - EVIL@example\n  - secret*nothing\n  - c:\\temp\\a', 'a e'],
    ["selection:\n  '|all':\n    - hello\n    - world", 'a'],
    ['selection:\n  - \'say "hi"\'', 'f'],
    ['selection:\n  - Text: hello\n  - Count: 5', 'a b'],
    ["selection:\n  '|re': 'H[e]llo W'", 'a'],
    ['selection: evil', 'e'],
  ]);
});

describe('conditions', () => {
  const base = "s_a:\n  Text: hello*\ns_b:\n  Count: 5\n_c:\n  Text: '*'\nother-x:\n  Text: hello\n";
  check('and, or, not, brackets, of', [
    [`${base}condition: s_a and s_b`, 'a'],
    [`${base}condition: s_a and not s_b`, 'b'],
    [`${base}condition: s_b or other-x`, 'a b'],
    [`${base}condition: not (s_a or s_b) and _c`, 'c'],
    [`${base}condition: s_b or s_a and other-x`, 'a b'],
    [`${base}condition: (s_b or s_a) and other-x`, 'b'],
    [`${base}condition: not s_a and _c`, 'c'],
    [`${base}condition: 1 of s_*`, 'a b'],
    [`${base}condition: any of s_*`, 'a b'],
    [`${base}condition: all of s_*`, 'a'],
    [`${base}condition: 1 of them`, 'a b'],
    [`${base}condition: all of them`, ''],
    [`${base}condition: 1 of other-*`, 'b'],
    [`${base}condition: s_a AND NOT s_b`, 'b'],
    [`${base}condition:\n  - s_b\n  - other-x`, 'a b'],
    [`${base}condition: not not s_b`, 'a'],
  ]);
});
