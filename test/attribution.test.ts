// Attribution from the outside: its data fits the program, its page says what is there, and the command does what it says.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { attributeIn } from '../src/attribute/attribute.js';
import { preparedBy } from '../src/attribute/evidence/by-finding.js';
import { catalogue } from '../src/attribute/evidence/catalogue.js';
import { parseProfiles, readProfiles } from '../src/attribute/profile/read.js';
import { asOne } from '../src/cli/answers.js';
import { detectors } from '../src/detect/detect.js';
import { preparedKinds } from '../src/detect/prepared-reader.js';
import { intrusion } from '../src/output/fixtures/intrusion.js';
import { renderJson } from '../src/output/json.js';
import type { Result } from '../src/record/result.js';
import type { Problem } from '../src/util/problem.js';

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const profiles = readProfiles();
const page = read('docs/attribution.md');

describe('the data', () => {
  const rows: { detection: string; evidence: string }[] = parse(read('knowledge/evidence.csv'), { columns: true });

  it('names detections, rules and techniques that there are, and kinds of evidence that there are', () => {
    const built = new Set(detectors.map(({ name }) => name));
    for (const { detection, evidence } of rows) {
      const known =
        built.has(detection) || /^T\d{4}(\.\d{3})?$/.test(detection) || existsSync(join(root, 'detections', detection));
      expect(known, detection).toBe(true);
      expect(Object.keys(catalogue)).toContain(evidence);
    }
  });

  it('reads every change that can let a reader in from the words of its finding', () => {
    for (const [kind, words] of preparedKinds.filter(([each]) => each !== 'principal'))
      expect(
        preparedBy.filter(([pattern]) => pattern.test(words)),
        kind,
      ).toHaveLength(1);
  });
});

describe('docs/attribution.md', () => {
  it('lists every kind of evidence with its sentence', () => {
    const listed = [...page.matchAll(/^\| `(\w+)` \| (\w+) \| (.*) \|$/gm)].map(([, kind, family, seen]) => [
      kind,
      family,
      seen,
    ]);
    expect(listed).toEqual(Object.entries(catalogue).map(([kind, { family, seen }]) => [kind, family, seen]));
  });

  it('shows a profile that is accepted', () => {
    const problems: Problem[] = [];
    const yaml = /^```yaml\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? '';
    expect(parseProfiles(yaml, 'page', problems).map(({ id }) => id)).toEqual(['our-neighbour']);
    expect(problems).toEqual([]);
  });

  it('tells every problem of a profile', () => {
    const sources = ['check.ts', 'read.ts'].map((name) => read(`src/attribute/profile/${name}`)).join('\n');
    const codes = [...new Set([...sources.matchAll(/'(profile[A-Z]\w+)'/g)].map(([, code]) => code ?? ''))].sort();
    const told = [...page.matchAll(/^\| `(profile\w+)` \|/gm)].map(([, code]) => code ?? '').sort();
    expect(told).toEqual(codes.filter((code) => code !== 'profilesMissing'));
  });
});

describe('letterlock attribute', () => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-attribute-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const result = join(folder, 'result.json');
  writeFileSync(result, renderJson(intrusion()));
  const run = (...words: string[]) =>
    promisify(execFile)(process.execPath, [join(root, 'dist/cli/main.js'), 'attribute', ...words]).then(
      ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
      (error: { stdout: string; stderr: string; code: number }) => error,
    );

  it('answers from a result, and writes JSON and a document', async () => {
    const json = join(folder, 'a.json');
    const { stdout, code } = await run(
      'case-7d1f20',
      '--result',
      result,
      '--json',
      json,
      '--markdown',
      join(folder, 'a.md'),
    );
    expect(code).toBe(0);
    expect(stdout).toContain('WHOSE NAME?');
    expect(JSON.parse(readFileSync(json, 'utf8')).questions).toHaveLength(2);
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe(read('test/golden/output/attribution-intrusion.md'));
  });

  it('goes on past a profile that is wrong, tells where, and says so by its exit code', async () => {
    const own = join(folder, 'own.yml');
    writeFileSync(own, 'id: ours\nname: 7\n');
    const { stdout, stderr, code } = await run('case-7d1f20', '--result', result, '--profiles', own);
    expect(stderr).toMatch(/own\.yml:2:7: refused: name: .* \[profileSchema\]/);
    expect(stdout).toContain('WHOSE NAME?');
    expect(code).toBe(3);
  });

  it('joins several answers, and asks for a campaign of theirs', () => {
    const north = intrusion();
    const south: Result = {
      ...intrusion(),
      cases: intrusion().cases.map((item) => ({ ...item, id: `south-${item.id}`, tenant: 'south' })),
      inputs: [],
      campaigns: [],
    };
    const both = asOne([
      { name: 'north', result: north },
      { name: 'south', result: south },
    ]);
    expect(both.cases.map(({ id }) => id).sort()).toEqual([...north.cases, ...south.cases].map(({ id }) => id).sort());
    expect(both.sessions).toHaveLength(north.sessions.length);
    const turned = asOne([
      { name: 'south', result: south },
      { name: 'north', result: north },
    ]);
    const judged = [both, turned].map((each) =>
      JSON.stringify(attributeIn(each, 'south-case-7d1f20', profiles).questions),
    );
    expect(judged[0]).toBe(judged[1]);
  });

  it('tells of a file of the exports that could not be read, and says so by its exit code', async () => {
    const whole = gzipSync(read('samples/northgate/AuditLog_2023-05-01_2023-05-26.csv'));
    writeFileSync(join(folder, 'torn.csv.gz'), whole.subarray(0, whole.length / 2));
    const { stdout, stderr, code } = await run(
      'case-7758b4d5b17326855d00117b',
      join(root, 'samples/northgate'),
      folder,
    );
    expect(stdout).toContain('WHAT KIND OF THING IS THIS?');
    expect(stderr).toMatch(/^letterlock: torn\.csv\.gz: /m);
    expect(code).toBe(3);
  });

  it('tells of a case that is not there', async () => {
    const { stderr, code } = await run('case-none', '--result', result);
    expect(stderr).toMatch(/there is no case or campaign case-none/);
    expect(code).toBe(2);
  });
});
