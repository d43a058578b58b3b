// Rules come from strangers. Whatever is wrong is a problem with its place; the good rule beside it still runs.
import { describe, expect, it } from 'vitest';
import { parseRules } from '../../../src/sigma/load.js';
import { ruleText } from './world.js';

const good = ruleText('selection:\n  Operation: x', undefined, 'good');
const wrong = (text: string) => {
  const set = parseRules([
    { path: 'bad.yml', text },
    { path: 'good.yml', text: good },
  ]);
  expect(set.rules.map((rule) => rule.title)).toContain('good');
  return set.problems.map(
    ({ code, at, refused }) => `${refused ? '' : 'note '}${code} ${at.path}:${at.line}:${at.column}`,
  );
};
const inSelection = (line: string): string => ruleText(`selection:\n  ${line}`);
const correlation = (body: string, more = ''): string =>
  `title: c\nid: c1\ncorrelation:\n${body.replace(/^/gm, '  ')}\n${more}---\n${ruleText('selection:\n  Operation: y').replace('title: rule', 'title: base\nname: base')}`;
const counted = 'type: event_count\nrules: base\ngroup-by: [UserId]\ntimespan: 10m\ncondition:\n  gte: 3';

describe('bad YAML', () => {
  it('bombs of anchors', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
    );
    const started = performance.now();
    expect(wrong(`a0: &a0 [x]\n${levels.join('\n')}\ntitle: bomb\n`)[0]).toMatch(/^yamlTooLarge bad\.yml:/);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(wrong('a: &a [*a]\ntitle: circle\n')[0]).toMatch(/^yaml(TooLarge|TooDeep|Syntax) bad\.yml:1:/);
  });
  it('rules of 10 MB', () => {
    const started = performance.now();
    expect(wrong(`title: big\ndescription: ${'x'.repeat(10_000_000)}\n`)).toEqual(['yamlTooLarge bad.yml:1:1']);
    expect(performance.now() - started).toBeLessThan(1000);
  });
  it.each([
    ['title: [unclosed\n', 'yamlSyntax bad.yml:2:1'],
    ['title: a\ntitle: b\n', 'yamlSyntax bad.yml:2:1'],
    ['- a list\n', 'wrongType bad.yml:1:1'],
    ['just text\n', 'wrongType bad.yml:1:1'],
    ['title: x\n<<: {a: b}\n', 'yamlMerge bad.yml:2:1'],
    ['title: x\n? [a]\n: b\n', 'yamlKey bad.yml:2:3'],
    ['title: *nowhere\n', 'yamlSyntax bad.yml:1:8'],
  ])('%j', (text, problem) => {
    expect(wrong(text)[0]).toBe(problem);
  });
  it('nesting without end', () => {
    expect(wrong(`title: ${'['.repeat(5000)}`)[0]).toMatch(/^yaml/);
    expect(wrong(`title: ${'['.repeat(60)}${']'.repeat(60)}`)[0]).toMatch(/^yamlTooDeep/);
  });
  it('control characters and other texts', () => {
    expect(wrong('\u0000\u0001\u0002')[0]).toMatch(/^(yamlSyntax|wrongType)/);
    expect(wrong('')).toEqual([]);
    expect(wrong('---\n---\n')).toEqual([]);
  });
});

describe('bad rules', () => {
  it.each([
    ['detection: {}\n', 'missing bad.yml:1:1'],
    ['title: t\nlogsource: {product: m365}\n', 'missing bad.yml:1:1'],
    ['title: t\ndetection: {a: b}\n', 'missing bad.yml:1:1'],
    ['title: t\nlogsource: {prduct: m365}\ndetection: {}\n', 'unknownKey bad.yml:2:13'],
    ['title: t\nlogsource: m365\ndetection: {}\n', 'wrongType bad.yml:2:12'],
    ['title: t\nlogsource: {}\ndetection: {}\n', 'missing bad.yml:2:12'],
    ['title: t\nlevel: bad\n', 'wrongValue bad.yml:2:8'],
    ['title: t\naction: global\n', 'oldCollection bad.yml:2:1'],
    [`title: ${'t'.repeat(300)}\n`, 'wrongValue bad.yml:1:8'],
    ['title: t\ntaxonomy: ecs\n', 'taxonomy bad.yml:2:11'],
    [inSelection('{}'), 'emptySelection bad.yml:7:5'],
    [ruleText('selection: []'), 'emptySelection bad.yml:6:14'],
    [ruleText('selection:'), 'emptySelection bad.yml:6:3'],
    [inSelection('Field: []'), 'emptySelection bad.yml:7:5'],
    [inSelection("Field: ['', null]"), 'nullInList bad.yml:7:17'],
    [inSelection('Field: {a: b}'), 'wrongType bad.yml:7:12'],
    [inSelection('Field: [[a]]'), 'wrongType bad.yml:7:13'],
    [inSelection('Field|contians: a'), 'unknownModifier bad.yml:7:5'],
    [inSelection('Field|: a'), 'unknownModifier bad.yml:7:5'],
    [inSelection("Field|re: '('"), 'regex bad.yml:7:15'],
    [inSelection("Field|re: '(?!x)'"), 'regex bad.yml:7:15'],
    [inSelection('Field|gt: abc'), 'modifierMisused bad.yml:7:15'],
    [inSelection('Field|exists: maybe'), 'modifierMisused bad.yml:7:19'],
    [inSelection('Field|cidr: 10.0.0.0/40'), 'modifierMisused bad.yml:7:17'],
    [inSelection('Field|cidr: abc'), 'modifierMisused bad.yml:7:17'],
    [inSelection('Field|base64: a*b'), 'modifierMisused bad.yml:7:19'],
    [inSelection('Field|i: abc'), 'modifierMisused bad.yml:7:14'],
    [inSelection('Field|hour: noon'), 'modifierMisused bad.yml:7:17'],
    [inSelection("Field|fieldref: '*'"), 'modifierMisused bad.yml:7:21'],
    [inSelection('Field|expand: "%None%"'), 'placeholder bad.yml:7:19'],
    [inSelection("Field|windash: '-a -b -c -d -e'"), 'modifierMisused bad.yml:7:20'],
    [ruleText("selection:\n  - ''"), 'emptySelection bad.yml:7:7'],
    [ruleText("selection:\n  '|lt': 5"), 'modifierMisused bad.yml:7:12'],
    [ruleText('sel ection:\n  a: b'), 'selectionName bad.yml:6:3'],
    [ruleText('selection:\n  a: b\ntimeframe: 5m'), 'oldAggregation bad.yml:8:3'],
  ])('%j', (text, problem) => {
    expect(wrong(text)[0]).toBe(problem);
  });

  it.each([
    ['selection and', 'condition bad.yml:8:28'],
    ['selection or or selection', 'condition bad.yml:8:28'],
    ['(selection', 'condition bad.yml:8:25'],
    ['selection)', 'condition bad.yml:8:24'],
    ['nothing', 'unknownSelection bad.yml:8:15'],
    ['1 of other*', 'unknownSelection bad.yml:8:20'],
    ['2 of them', 'condition bad.yml:8:15'],
    ['selection | count() > 5', 'oldAggregation bad.yml:8:25'],
    ['selection & selection', 'condition bad.yml:8:25'],
    ['selection and not selection', 'contradiction bad.yml:8:14'],
    ['selection or not selection', 'contradiction bad.yml:8:14'],
    ['near selection', 'unknownSelection bad.yml:8:15'],
    [`${'('.repeat(500)}selection`, 'condition bad.yml:8:115'],
  ])('condition %s', (condition, problem) => {
    expect(wrong(ruleText(`selection:\n  a: b\ncondition: ${JSON.stringify(condition)}`))[0]).toBe(problem);
  });

  it('unknown keys at the top and selections that nobody uses are told, and the rule runs', () => {
    const text = `${ruleText('selection:\n  a: b\nunused:\n  c: d\ncondition: selection')}mine: 5\n`;
    expect(wrong(text)).toEqual(['note unusedSelection bad.yml:8:3', 'note unknownKey bad.yml:11:1']);
  });

  it('ids and names that are taken', () => {
    const one = ruleText('selection:\n  a: b').replace('title:', 'id: X1\ntitle:');
    expect(wrong(`${one}---\n${one}`)).toEqual(['duplicateId bad.yml:11:1']);
  });
});

describe('bad correlations and filters', () => {
  it.each([
    [counted.replace('event_count', 'value_sum'), 'notSupported bad.yml:4:9'],
    [counted.replace('event_count', 'value_percentile'), 'notSupported bad.yml:4:9'],
    [counted.replace('event_count', 'odd'), 'wrongValue bad.yml:4:9'],
    [counted.replace('rules: base', 'rules: absent'), 'missingRule bad.yml:5:10'],
    [counted.replace('rules: base', 'rules: [base, base]'), 'duplicateRule bad.yml:5:17'],
    [counted.replace('10m', '10 minutes'), 'timespan bad.yml:7:13'],
    [counted.replace('10m', '0m'), 'timespan bad.yml:7:13'],
    [counted.replace('10m', '1M'), 'timespan bad.yml:7:13'],
    [counted.replace('gte: 3', 'gte: three'), 'wrongType bad.yml:9:10'],
    [counted.replace('gte: 3', 'atleast: 3'), 'unknownKey bad.yml:9:5'],
    [counted.replace('gte: 3', 'gte: 3\n  lt: 3'), 'contradiction bad.yml:9:5'],
    [counted.replace('gte: 3', 'lt: 1'), 'contradiction bad.yml:9:5'],
    [counted.replace('group-by', 'groupby'), 'unknownKey bad.yml:6:3'],
    [counted.replace('condition:\n  gte: 3', 'condition: base and not other'), 'notSupported bad.yml:8:14'],
    [counted.replace('\ncondition:\n  gte: 3', ''), 'missing bad.yml:4:3'],
    [counted.replace('event_count', 'value_count'), 'missing bad.yml:9:5'],
    [`${counted}\naliases:\n  who:\n    none: UserId`, 'alias bad.yml:1:1'],
    ['type: temporal\nrules: base\ngroup-by: UserId\ntimespan: 5m', 'wrongValue bad.yml:5:10'],
  ])('%j', (body, problem) => {
    expect(wrong(correlation(body))[0]).toBe(problem);
  });

  it('chains and circles', () => {
    const one =
      'title: a\nname: a\ncorrelation:\n  type: event_count\n  rules: b\n  group-by: x\n  timespan: 1m\n  condition: {gte: 2}\n';
    const other = one.replace('title: a\nname: a', 'title: b\nname: b').replace('rules: b', 'rules: a');
    expect(wrong(`${one}---\n${other}`)).toEqual(['cyclicCorrelation bad.yml:1:1', 'cyclicCorrelation bad.yml:10:1']);
    expect(wrong(one.replace('rules: b', 'rules: a'))).toEqual(['cyclicCorrelation bad.yml:1:1']);
    const chain = correlation(counted, '').replace('id: c1', 'name: c1');
    expect(wrong(`${one.replace('rules: b', 'rules: c1')}---\n${chain}`)).toEqual(['notSupported bad.yml:5:10']);
  });

  it('filters that name what is not there are told', () => {
    const filter =
      'title: f\nlogsource: {product: m365, service: audit}\nfilter:\n  rules: [absent]\n  selection: {UserId: a}\n  condition: not selection\n';
    expect(wrong(filter)).toEqual(['note filterRule bad.yml:4:11']);
    expect(wrong(filter.replace('  rules: [absent]\n', ''))).toEqual(['missing bad.yml:4:3']);
  });
});
