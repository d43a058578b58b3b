// Published indicators: which patterns are understood and as what, what is told of the others, and files as feeds and people make them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { understand } from './conjunction.js';
import { type Comparison, NotUnderstood } from './indicator.js';
import { readIntel } from './read.js';

const home = mkdtempSync(join(tmpdir(), 'letterlock-intel-'));
afterAll(() => rmSync(home, { recursive: true }));
let files = 0;
const read = (content: unknown, name = `file-${files++}`) => {
  const path = join(home, name);
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return readIntel([path]);
};

const short = ({ trait, how, values, negated }: Comparison): string =>
  `${negated ? 'not ' : ''}${trait} ${how} ${values.join('|')}`;
const told = (pattern: string): string[] => understand(pattern).any.map((all) => all.map(short).join(' & '));

describe('a pattern that is understood', () => {
  it.each([
    ["[ipv4-addr:value = '198.51.100.7']", ['address within 198.51.100.7']],
    ["[ipv4-addr:value = '198.51.100[.]0/24']", ['address within 198.51.100.0/24']],
    ["[ipv6-addr:value ISSUBSET '2001:db8::/32']", ['address within 2001:db8::/32']],
    ["[ipv4-addr:value IN ('192.0.2.1', '192.0.2.2')]", ['address within 192.0.2.1|192.0.2.2']],
    [
      "[network-traffic:src_ref.type = 'ipv4-addr' AND network-traffic:src_ref.value = '192.0.2.1']",
      ['address within 192.0.2.1'],
    ],
    ['[ipv4-addr:belongs_to_refs[*].number = 64500]', ['asn is 64500']],
    [
      "[autonomous-system:number = '64500'] OR [domain-name:value = 'Evil.example']",
      ['asn is 64500', 'domain is evil.example'],
    ],
    [
      "[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' LIKE 'python-requests/%']",
      ['userAgent like python-requests/%'],
    ],
    ["[x-entra:user_agent MATCHES '^axios/1\\\\.[0-9]']", ['userAgent matches ^axios/1\\.[0-9]']],
    [
      "[x-oauth-application:app_id = 'ABCDEF00-0000-4000-8000-000000000001']",
      ['application is abcdef00-0000-4000-8000-000000000001'],
    ],
    [
      "[email-addr:value = 'Who@X.example' OR url:value = 'hxxps://evil[.]example/x']",
      ['account is who@x.example', 'url is https://evil.example/x'],
    ],
    [
      "[ipv4-addr:value = '192.0.2.1' AND (x-a:user_agent = 'a' OR x-a:user_agent = 'b')]",
      ['address within 192.0.2.1 & userAgent is a', 'address within 192.0.2.1 & userAgent is b'],
    ],
    [
      "[ipv4-addr:value = '192.0.2.1' AND x-a:user_agent != 'good']",
      ['address within 192.0.2.1 & not userAgent is good'],
    ],
    [
      "[ipv4-addr:value = '192.0.2.1' AND NOT (x-a:app_id = 'a' OR x-a:app_id NOT IN ('b'))]",
      ['address within 192.0.2.1 & not application is a & application is b'],
    ],
    ["[email-addr:value = 'it\\'s@x.example'] /* note */ // more", ["account is it's@x.example"]],
  ])('%s', (pattern, expected) => expect(told(pattern)).toEqual(expected));

  it('in part, says what of it is not looked for', () => {
    const { any, left } = understand(
      "[ipv4-addr:value = '192.0.2.1'] OR [file:hashes.'SHA-256' = 'aa'] OR [file:name = 'b']",
    );
    expect(any).toHaveLength(1);
    expect(left).toEqual(['looks for a file; logs of mail access hold none']);
  });
});

describe('a pattern that is not', () => {
  it.each([
    ["[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']", 'looks for a file'],
    ["[ipv4-addr:value = '192.0.2.1' AND file:name = 'x']", 'looks for a file'],
    ["[network-traffic:dst_ref.value = '192.0.2.1']", 'names the server that is called'],
    ["[software:name = 'Mail Helper']", 'anybody can choose a name'],
    ["[ipv4-addr:value != '192.0.2.1']", 'says only what a record must not be'],
    ["[network-traffic:src_ref.type = 'ipv4-addr']", 'says only what a record must not be'],
    ["[ipv4-addr:value = '192.0.2.1'] AND [ipv4-addr:value = '192.0.2.2']", 'several observations'],
    ["[ipv4-addr:value = '192.0.2.1'] FOLLOWEDBY [ipv4-addr:value = '192.0.2.2']", 'several observations'],
    ["[ipv4-addr:value = '192.0.2.1'] REPEATS 5 TIMES", 'REPEATS'],
    ["([ipv4-addr:value = '192.0.2.1']) WITHIN 300 SECONDS", 'WITHIN'],
    ["[ipv4-addr:value = '192.0.2.1'] START t'2023-01-01T00:00:00Z' STOP t'2023-02-01T00:00:00Z'", 'START and STOP'],
    ["[ipv4-addr:value = '300.1.1.1']", 'no address or range'],
    ["[x-a:user_agent MATCHES '(?=a)b']", 'regular expression that is not run'],
    ["[x-a:user_agent MATCHES '(a']", 'regular expression that is not run'],
    ["[x-a:user_agent > 'a']", 'compares with >'],
    ['[EXISTS ipv4-addr:value]', 'whether something is there'],
    ['[ipv4-addr:value = 192]', 'no text'],
    ["[ipv4-addr:value = '192.0.2.1'", 'lacks ]'],
    ["[ipv4-addr:value = '192.0.2.1'] ; DROP TABLE audit", 'belongs to no pattern'],
    ["[ipv4-addr:value = '192.0.2.1'] and more", 'lacks ['],
    ['', 'lacks ['],
    [`${'('.repeat(5000)}`, 'nested more than'],
    [`[${'('.repeat(99)}ipv4-addr:value = '192.0.2.1'${')'.repeat(99)}]`, 'nested more than'],
    [
      `[${Array.from({ length: 9 }, (_, i) => `(x-a:app_id = 'a${i}' OR x-a:app_id = 'b${i}')`).join(' AND ')}]`,
      'ways to match',
    ],
  ])('%s', (pattern, message) => {
    expect(() => understand(pattern)).toThrow(NotUnderstood);
    expect(() => understand(pattern)).toThrow(message);
  });

  it('is refused, never thrown at the reader', () => {
    const word = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      'AND',
      'OR',
      'NOT',
      'IN',
      '=',
      'ipv4-addr',
      ':',
      'value',
      '.',
      "'192.0.2.1'",
      "'",
      '\\',
      '*',
      '1',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => {
        try {
          expect(understand(words.join(' ')).any.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(NotUnderstood);
        }
      }),
    );
  });
});

const indicator = (n: number, more: object = {}) => ({
  ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${n}`, pattern_type: 'stix' },
  ...{ pattern: `[ipv4-addr:value = '192.0.2.${n}']`, valid_from: '2023-05-01T00:00:00Z' },
  ...more,
});

describe('a bundle', () => {
  it('is read with sources, dates, versions and what it indicates, also in circles', async () => {
    const objects = [
      { type: 'identity', id: 'identity--1', name: 'A Bureau', created_by_ref: 'identity--1' },
      { type: 'malware', id: 'malware--1', name: 'Reader', created_by_ref: 'malware--1' },
      {
        type: 'relationship',
        id: 'relationship--1',
        relationship_type: 'indicates',
        source_ref: 'indicator--1',
        target_ref: 'malware--1',
      },
      {
        type: 'relationship',
        id: 'relationship--2',
        relationship_type: 'indicates',
        source_ref: 'malware--1',
        target_ref: 'relationship--2',
      },
      indicator(1, {
        name: 'Proxy',
        created_by_ref: 'identity--1',
        valid_until: '2023-06-01T00:00:00.123Z',
        confidence: 80,
      }),
      indicator(2, { modified: '2023-01-01T00:00:00Z' }),
      indicator(2, { modified: '2023-02-01T00:00:00Z', revoked: true }),
      indicator(3, { pattern_type: 'yara', pattern: 'rule x {}' }),
      indicator(4, { valid_from: 'yesterday' }),
      indicator(5, { valid_until: '2023-04-01T00:00:00Z' }),
      indicator(6, { pattern: 7 }),
      indicator(7, { external_references: [{ source_name: 'blog' }], confidence: 'high' }),
      indicator(8, {
        id: 'indicator--8',
        pattern: "[ipv4-addr:value = '192.0.2.7']",
        external_references: [{ source_name: 'blog' }],
      }),
      null,
      'text',
    ];
    const { files, indicators, problems } = await read({ type: 'bundle', objects }, 'feed.json');
    expect(files).toMatchObject([
      { name: 'feed.json', indicators: 9, looked: 2, revoked: 1, notUnderstood: 4, duplicates: 2, others: 4 },
    ]);
    expect(indicators).toMatchObject([
      {
        name: 'Proxy, which indicates Reader',
        source: 'A Bureau',
        confidence: 80,
        validFromMs: Date.UTC(2023, 4, 1),
        validUntilMs: Date.UTC(2023, 5, 1) + 123,
      },
      { id: 'indicator--7', source: 'blog', confidence: null, validUntilMs: null },
    ]);
    expect(problems.map(({ id, code }) => `${id} ${code}`)).toEqual([
      'indicator--2 revoked',
      'indicator--3 notUnderstood',
      'indicator--4 badDate',
      'indicator--5 badDate',
      'indicator--6 notUnderstood',
    ]);
  });

  it('of 50 MB is read within seconds, every indicator looked for or told', async () => {
    const filler = 'x'.repeat(900);
    const many = Array.from({ length: 50_000 }, (_, n) =>
      indicator(n, {
        description: filler,
        pattern:
          n % 2 ? `[file:hashes.MD5 = '${n}']` : `[ipv4-addr:value = '10.${n >> 16}.${(n >> 8) & 255}.${n & 255}']`,
      }),
    );
    const text = JSON.stringify({ type: 'bundle', objects: many });
    expect(text.length).toBeGreaterThan(45_000_000);
    const began = performance.now();
    const { files, problems } = await read(text);
    expect(files[0]).toMatchObject({ indicators: 50_000, looked: 25_000, notUnderstood: 25_000 });
    expect(problems).toHaveLength(25_000);
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it.each([
    ['{"type":"bundle",\n"objects":[{', /line 2: is no valid JSON/],
    ['{"type":"report"}', /neither a STIX bundle/],
    ['[1,2]', /neither a STIX bundle/],
    ['<stix:STIX_Package/>', /STIX 1/],
    ['', /it is empty/],
    ['ip,when\n192.0.2.1,now\n', /line 1: no column is called value/],
  ])('or other file that is none: %j', async (text, message) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'intelFile', message: expect.stringMatching(message) });
  });
});

describe('a table', () => {
  it('is read by its columns, row by row', async () => {
    const text = `\ufeffValue;Type;Valid From;Valid Until;Description;Source;Confidence;TLP
192.0.2.1;ip;2023-05-01;2023-05-31;"=cmd(); \u001b[31m";bureau;high;RED
2001:db8::/48;;;;;;;
ABCDEF00-0000-4000-8000-000000000001;;;;;;70;
evil[.]example;domain;2023-02-31;;;;;
evil[.]example;domain;2023-05-02;2023-05-01;;;;
evil[.]example;domain;2023-05-01 08:00:00Z;;;;;
d41d8cd98f00b204e9800998ecf8427e;md5;;;;;;
;ip;;;;;;
12345;;;;;;;
192.0.2.1;ip;2023-05-01;2023-05-31;again;bureau;;
# a remark
`;
    const { files, indicators, problems } = await read(text);
    expect(files).toMatchObject([{ indicators: 10, looked: 4, notUnderstood: 5, duplicates: 1 }]);
    expect(indicators.map(({ any, confidence }) => [any[0]?.[0]?.trait, confidence])).toEqual([
      ['address', 85],
      ['address', null],
      ['application', 70],
      ['domain', null],
    ]);
    expect(indicators[0]).toMatchObject({
      validFromMs: Date.UTC(2023, 4, 1),
      validUntilMs: Date.UTC(2023, 5, 1),
      source: 'bureau',
    });
    expect(indicators[3]?.validFromMs).toBe(Date.UTC(2023, 4, 1, 8));
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [1, 'unusedColumns'],
      [5, 'badDate'],
      [6, 'badDate'],
      [8, 'notUnderstood'],
      [9, 'noValue'],
      [10, 'notUnderstood'],
    ]);
  });

  it('given twice counts once, whatever its name', async () => {
    const paths = ['one.csv', 'two.csv'].map((name) => join(home, name));
    for (const path of paths) writeFileSync(path, 'value\n192.0.2.1\n');
    expect((await readIntel(paths)).files).toHaveLength(1);
    expect((await readIntel([])).files).toEqual([]);
  });
});
