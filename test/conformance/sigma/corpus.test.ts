// Public rules and the specification's own samples: each loads, or is refused for a reason that stands here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scanRules } from '../../../src/detect/rule/scan.js';
import { sql } from '../../../src/query/sql.js';
import { loadRules, parseRules } from '../../../src/sigma/load.js';
import { sourceOf } from '../../../src/sigma/log/source.js';
import { ruleKey } from '../../../src/sigma/rule-set.js';
import { discover } from '../../../src/store/discover.js';
import { loadAll } from '../../../src/store/load-all.js';
import { silent } from '../../../src/util/progress.js';
import { emptyWorkspace } from '../../store/world.js';

const corpus = join(import.meta.dirname, '../../../../shared/corpus');
const upstream = join(corpus, 'sigma');
const specification = join(corpus, 'sigma-specification');
const present = existsSync(upstream) && existsSync(specification);
if (!present) console.warn(`skipped: the shared corpus is not at ${corpus}`);

/** Refused for their placeholders, whose values only the place of use knows. */
const needPlaceholders = 'placeholder';
/** Everything else that is refused, by file. */
const refused: Readonly<Record<string, string>> = {
  'azure_aad_secops_signin_failure_bad_password_threshold.yml': 'oldAggregation',
};

describe.skipIf(!present)('upstream rules', () => {
  const folders = present ? readdirSync(upstream, { withFileTypes: true }).filter((e) => e.isDirectory()) : [];

  it('load, or are refused for a reason that is listed', async () => {
    const set = await loadRules(folders.map((folder) => join(upstream, folder.name)));
    const problems = set.problems.filter((problem) => problem.refused);
    const others = problems.filter(({ code }) => code !== needPlaceholders);
    expect(Object.fromEntries(others.map(({ code, at }) => [at.path.split('/').at(-1), code]))).toEqual(refused);
    const held = problems.filter(({ code }) => code === needPlaceholders);
    for (const { at } of held) expect(readFileSync(at.path, 'utf8')).toContain('|expand');
    const files = readdirSync(upstream, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yml'));
    expect(set.rules.length + problems.length).toBe(files.length);
    expect(set.rules.length).toBeGreaterThan(145);
    expect(set.problems.filter((problem) => !problem.refused)).toEqual([]);
  });

  it('load whole once their placeholders have values', async () => {
    const files = readdirSync(upstream, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yml'));
    const texts = files.map((name) => readFileSync(join(upstream, name), 'utf8')).join('\n');
    const names = new Set([...texts.matchAll(/%([A-Za-z0-9_]+)%/g)].map((hit) => hit[1] as string));
    const set = await loadRules([upstream], new Map([...names].map((name) => [name, ['value']])));
    expect(set.problems.map(({ code }) => code)).toEqual(['oldAggregation']);
  });

  it('of Microsoft 365 and Azure have a log source that is known', async () => {
    const set = await loadRules([upstream]);
    const absent = set.rules.filter((rule) => sourceOf(rule.logSource).absent !== null);
    expect([...new Set(absent.map(({ logSource }) => `${logSource.product}/${logSource.service}`))].sort()).toEqual([
      'azure/activitylogs',
      'azure/pim',
      'gcp/google_workspace.admin',
      'gcp/google_workspace.login',
    ]);
  });

  it('match the records that an independent matcher found', async () => {
    const expected = JSON.parse(readFileSync(join(upstream, 'expected_hits_dev.json'), 'utf8')) as Record<
      string,
      Record<string, { rule_id: string; record_ids: string[] }>
    >;
    const wanted = new Map<string, string[]>();
    for (const [file, rules] of Object.entries(expected)) {
      if (!file.startsWith('det-eng-samples')) continue;
      for (const { rule_id, record_ids } of Object.values(rules))
        wanted.set(rule_id, [...(wanted.get(rule_id) ?? []), ...record_ids].sort());
    }
    const workspace = await emptyWorkspace();
    await loadAll(workspace, await discover([join(corpus, 'det-eng-samples')]), silent);
    const set = await loadRules([join(upstream, 'rules'), join(upstream, 'rules-threat-hunting')]);
    const m365 = set.rules.filter((rule) => rule.logSource.product === 'm365');
    const scanned = await scanRules(workspace.database, m365);
    const rows = await workspace.database.rows<{ rule: number; id: string }>(
      sql`SELECT rule, id FROM "ruleMatch" ORDER BY id`,
    );
    const found = new Map<string, string[]>();
    for (const { rule, id } of rows) {
      const key = ruleKey(scanned.find((each) => each.number === rule)?.rule as never);
      found.set(key, [...(found.get(key) ?? []), id]);
    }
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  });
});

describe.skipIf(!present)("the specification's samples", () => {
  const folder = join(specification, 'tests/schema');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const schema = (name: string) => {
    const text = readFileSync(join(specification, `json-schema/sigma-${name}-schema.json`), 'utf8');
    return new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(text));
  };
  const check = (kind: string, name: string): void => {
    const validate = schema(kind);
    expect(validate(parse(read(name))), JSON.stringify(validate.errors)).toBe(true);
  };
  const problemsOf = (name: string): string[] =>
    parseRules([{ path: name, text: read(name) }])
      .problems.filter((p) => p.refused)
      .map(({ code }) => code);

  it('of rules fit the schema and load; another taxonomy is refused', () => {
    check('detection-rule', 'rules/rule_1.yml');
    expect(problemsOf('rules/rule_1.yml')).toEqual([]);
    expect(problemsOf('rules/rule_ecs.yml')).toEqual(['taxonomy']);
  });

  it('of filters are read', () => {
    check('filters', 'filter/filter_1.yml');
    expect(problemsOf('filter/filter_1.yml')).toEqual([]);
  });

  it.each([
    ['event_count', 'missingRule'],
    ['temporal', 'missingRule'],
    ['temporal_ordered', 'missingRule'],
    ['value_count', 'missingRule'],
    ['value_sum', 'notSupported'],
    ['value_avg', 'notSupported'],
    ['value_percentile', 'notSupported'],
  ])('of correlations: %s stops at %s', (name, code) => {
    check('correlation-rules', `correlation/${name}.yml`);
    expect(problemsOf(`correlation/${name}.yml`)).toEqual([code]);
  });
});
