// Rules made at random against records made at random: the engine and the interpreter beside this file say the same. Records are
// loaded once; many rules are asked in one scan, so that gates and dictionaries are at work too.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runCorrelations } from '../../../src/detect/rule/correlate.js';
import { scanRules } from '../../../src/detect/rule/scan.js';
import { parseRules } from '../../../src/sigma/load.js';
import type { Workspace } from '../../../src/store/workspace.js';
import type { Fields } from '../../store/row.js';
import { interpret, type Json } from './interpreter.js';
import { ask, event, loadEvents } from './world.js';

const word = fc.constantFrom(
  ...['a', 'B', 'ab', 'Ab', 'a*b', 'a?b', 'a\\b', '%', '_', 'a_b', 'é', 'É', '5', '-5', '5.5', 'x y', '', 'True', '[]'],
);
const leaf = fc.oneof(word, fc.integer({ min: -6, max: 6 }), fc.boolean(), fc.constant(null));
const bag = fc.array(fc.record({ Name: fc.constantFrom('P', 'q', 'R'), Value: fc.oneof(word, fc.constant('z')) }), {
  maxLength: 3,
});
const list = fc.array(leaf, { maxLength: 2 });
const record = fc.record(
  {
    F: leaf,
    G: fc.oneof(leaf, fc.array(leaf, { maxLength: 3 })),
    H: fc.record({ I: leaf, J: fc.array(fc.record({ K: leaf }), { maxLength: 2 }) }, { requiredKeys: [] }),
    Parameters: bag,
    Operation: fc.constantFrom('One', 'Two', 'Three'),
    ObjectId: word,
    // Fields that have a column beside them which does not hold them exactly.
    LogonType: fc.oneof(fc.integer({ min: -1, max: 5 }), word, fc.constantFrom('Owner', 'Delegate'), list),
    ClientInfoString: word,
    ClientAppId: fc.oneof(word, list),
    OperationProperties: fc.oneof(
      fc.constant([]),
      word.map((Value) => [{ Name: 'IsThrottled', Value }]),
    ),
  },
  { requiredKeys: ['Operation'] },
);

const fields = [
  'F',
  'G',
  'H.I',
  'H.J.K',
  'H',
  'Parameters.P',
  'Parameters.q',
  'Parameters',
  'Operation',
  'ObjectId',
  'LogonType',
  'ClientInfoString',
  'ClientAppId',
  'OperationProperties.IsThrottled',
  'Absent',
];
const field = fc.constantFrom(...fields);
const pattern = fc.oneof(
  word,
  fc.array(fc.constantFrom('a', 'b', '*', '?', '\\', '\\*', 'é', '5', 'n'), { maxLength: 4 }).map((p) => p.join('')),
);
const texts = fc.constantFrom(
  '',
  '|contains',
  '|startswith',
  '|endswith',
  '|cased',
  '|contains|cased',
  '|neq',
  '|contains|neq',
);
const value = fc.oneof(pattern, fc.integer({ min: -6, max: 6 }));
const item = fc.oneof(
  fc
    .tuple(field, texts, fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 })))
    .map(([f, m, v]) => [f + m, v] as const),
  fc
    .tuple(field, fc.constantFrom('|all', '|contains|all'), fc.array(pattern, { minLength: 1, maxLength: 2 }))
    .map(([f, m, v]) => [f + m, v] as const),
  fc
    .tuple(field, fc.constantFrom('|lt', '|lte', '|gt', '|gte', '|gte|neq'), fc.integer({ min: -6, max: 6 }))
    .map(([f, m, v]) => [f + m, v] as const),
  field.map((f) => [f, null] as const),
  fc.tuple(field, fc.constantFrom('', '|neq'), fc.boolean()).map(([f, m, v]) => [f + m, v] as const),
  fc.tuple(field, fc.boolean()).map(([f, v]) => [`${f}|exists`, v] as const),
);
const map = fc.array(item, { minLength: 1, maxLength: 2 }).map((items) => Object.fromEntries(items));
const selection = fc.oneof(map, fc.array(map, { minLength: 1, maxLength: 2 }));
const condition = fc.constantFrom(
  ...[
    's1',
    'not s1',
    's1 and s2',
    's1 or s2',
    's1 and not s2',
    'not (s1 or s2)',
    's1 or s2 and s3',
    '(s1 or s2) and s3',
    '1 of s*',
  ],
  ...['all of s*', 'all of them', '1 of them and not s2', 'not 1 of s*', 'not not s1'],
);
const rule = fc.tuple(selection, selection, selection, condition).map(([s1, s2, s3, c]) =>
  stringify({
    title: 'r',
    logsource: { product: 'm365', service: 'audit' },
    detection: { s1, s2, s3, condition: c },
  }),
);

const [records, rules] = fc.sample(
  fc.tuple(fc.array(record, { minLength: 60, maxLength: 60 }), fc.array(rule, { minLength: 100, maxLength: 100 })),
  {
    numRuns: 1,
    seed: Number(process.env.LETTERLOCK_SEED ?? 20230515),
  },
)[0] as [Fields[], string[]];
const events = records.map((each, i) => event(`e${String(i).padStart(2, '0')}`, each));

describe('rules on single records', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await loadEvents(events);
  });

  it('match what the interpreter matches', async () => {
    const loaded = (each: Fields): Json => JSON.parse(JSON.stringify(each)) as Json;
    const answers = await ask(workspace, rules);
    let [compared, some] = [0, 0];
    for (const [i, text] of rules.entries()) {
      const answer = answers[i];
      if (typeof answer === 'string') {
        // Two of three tests may cancel each other out; nothing else may be refused.
        expect(answer, text).toMatch(/contradiction|^$/);
        continue;
      }
      const expected = events.filter((each) => interpret(text, loaded(each))).map((each) => each.Id);
      const differ = events.filter(({ Id }) => answer?.includes(Id as string) !== expected.includes(Id));
      expect(differ, text).toEqual([]);
      compared++;
      if (expected.length > 0 && expected.length < events.length) some++;
    }
    expect(compared).toBeGreaterThan(85);
    expect(some).toBeGreaterThan(40);
  });
});

interface Step {
  readonly operation: string;
  readonly minute: number;
  readonly user: string;
}

/** By trying every window that ends with an event. */
function firing(steps: readonly Step[], type: string, names: readonly string[], span: number, least: number): number[] {
  return steps.flatMap((end, last) => {
    const window = steps.flatMap((step, i) =>
      step.user === end.user &&
      step.minute <= end.minute &&
      step.minute >= end.minute - span &&
      names.includes(step.operation)
        ? [i]
        : [],
    );
    if (!names.includes(end.operation)) return [];
    if (type === 'event_count') return window.length >= least ? [last] : [];
    const has = (name: string): boolean => window.some((i) => (steps[i] as Step).operation === name);
    if (type === 'temporal') return names.every(has) ? [last] : [];
    const chain = (k: number, before: number, used: number): boolean =>
      k < 0 ||
      window.some((i) => {
        const step = steps[i] as Step;
        return i !== used && step.operation === names[k] && step.minute <= before && chain(k - 1, step.minute, i);
      });
    const isEnd = end.operation === names.at(-1);
    return isEnd && chain(names.length - 2, end.minute, last) ? [last] : [];
  });
}

describe('correlations', () => {
  const step = fc.record({
    operation: fc.constantFrom('A', 'B', 'C'),
    minute: fc.integer({ min: 0, max: 40 }),
    user: fc.constantFrom('ann@x.example', 'bob@x.example'),
  });
  const [scenes] = fc.sample(
    fc.array(fc.array(step, { minLength: 1, maxLength: 9 }), { minLength: 100, maxLength: 100 }),
    {
      numRuns: 1,
      seed: Number(process.env.LETTERLOCK_SEED ?? 20230515),
    },
  ) as [Step[][]];
  const base = (field: (name: string) => string): string[] =>
    ['A', 'B', 'C'].map(
      (name) =>
        `title: ${name}\nname: ${name}\nlogsource: {product: m365, service: audit}\ndetection:\n  s: {${field(name)}: ${name}}\n  condition: s\n`,
    );
  const ordered = [
    ['temporal', 'A, B', 5, 0],
    ['temporal', 'A, B, C', 12, 0],
    ['temporal_ordered', 'A, B', 5, 0],
    ['temporal_ordered', 'A, B, C', 12, 0],
    ['temporal_ordered', 'C, A', 9, 0],
  ] as const;
  const all = [['event_count', 'A', 5, 2], ['event_count', 'A, B', 7, 3], ...ordered] as const;

  it.each([
    ['in columns', (): string => 'Operation', all],
    // A rule that only the raw record answers may stand anywhere, so that it waits for the others and is asked near to them.
    ['in the raw record', (name: string): string => (name === 'A' ? 'Kind' : 'Operation'), ordered],
  ])(
    'of what stands %s fire first when some window that ends with an event holds, and only then',
    async (_, field, cases) => {
      const rows = scenes.flatMap((steps, scene) =>
        steps.map(({ operation, minute, user }, i) =>
          event(
            `s${scene}-${i}`,
            { Operation: operation, Kind: operation, UserId: user, Scene: `${scene}`, ClientAppId: `${user}${scene}` },
            minute,
          ),
        ),
      );
      const workspace = await loadEvents(rows);
      const texts = cases.map(
        ([type, names, span, least], i) =>
          `title: c${i}\nname: c${i}\ncorrelation:\n  type: ${type}\n  rules: [${names}]\n  group-by: [Scene, UserId, ClientAppId]\n  timespan: ${span}m\n` +
          (least === 0 ? '' : `  condition: {gte: ${least}}\n`),
      );
      const set = parseRules([{ path: 'c.yml', text: [...base(field), ...texts].join('---\n') }]);
      expect(set.problems.filter((problem) => problem.refused)).toEqual([]);
      const results = await runCorrelations(
        workspace.database,
        set.correlations,
        await scanRules(workspace.database, set.rules, set.correlations),
      );
      let fired = 0;
      for (const [k, [type, names, span, least]] of cases.entries()) {
        const episodes = results[k]?.episodes ?? [];
        for (const [scene, steps] of scenes.entries()) {
          for (const user of ['ann@x.example', 'bob@x.example']) {
            const expected = firing(
              steps.filter((each) => each.user === user),
              type,
              names.split(', '),
              span,
              least,
            );
            const own = steps.filter((each) => each.user === user);
            const moments = expected.map((i) => (own[i] as Step).minute).sort((a, b) => a - b);
            const found = episodes.filter(({ group }) => group[0] === `${scene}` && group[1] === user);
            const first = found
              .map(({ detectableMs }) => (detectableMs - Date.UTC(2024, 2, 4, 10)) / 60_000)
              .sort((a, b) => a - b)[0];
            expect({ type, names, scene, user, first }).toEqual({ type, names, scene, user, first: moments[0] });
            if (moments.length > 0) fired++;
          }
        }
      }
      expect(fired).toBeGreaterThan(cases.length * 8);
    },
  );
});
