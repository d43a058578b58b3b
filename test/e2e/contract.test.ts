// Proves that the result keeps its contract: it validates against the zod schema and the published JSON schema, times are UTC
// with Z, names and addresses are in their normal form, lists are in the documented order, and every reference leads somewhere.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, expect, test } from 'vitest';
import { levels, type Result, resultSchema } from '../../src/record/result.js';
import { writeOverlapping } from '../oracle/exports.js';
import { createWorld } from '../oracle/world.js';
import { writeSignIns } from '../oracle/write-sign-ins.js';
import { investigate, proof, root, workshop } from './run.js';

const fresh = workshop();
const published = join(root, 'docs/result.schema.json');

proof.each([
  { what: 'an intrusion', signIns: true },
  { what: 'no sign-ins at all', signIns: false },
])('the contract, with $what', ({ signIns }) => {
  let result: Result;
  let parts: string;
  beforeAll(async () => {
    const options = { seed: 81, users: 5, days: 12, backup: true, otherAudit: true, throttled: true };
    const world = createWorld({ ...options, intrusions: ['forged', 'copiedUser'] });
    const { cwd, logs } = fresh();
    writeOverlapping(logs, world, { seed: 81, pieces: 5, damage: 0.03 });
    if (signIns) writeSignIns(logs, 'sign-ins', world.signIns, 'graphLines');
    result = (await investigate(cwd, ['logs', '--all-sessions', '--out', 'parts'])).result;
    parts = join(cwd, 'parts');
  });

  test('validates against the types', () => {
    expect(resultSchema.safeParse(result).error?.issues ?? []).toEqual([]);
  });

  test('validates against the published schema', ({ skip }) => {
    if (!existsSync(published)) skip('docs/result.schema.json is not there');
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    const validate = ajv.compile(JSON.parse(readFileSync(published, 'utf8')));
    validate(result);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('written in parts, lists are JSON lines and say the same', () => {
    for (const key of ['inputs', 'rejects', 'sessions', 'findings', 'cases', 'campaigns'] as const) {
      const lines = readFileSync(join(parts, `${key}.jsonl`), 'utf8')
        .split('\n')
        .filter(Boolean);
      expect(
        lines.map((line) => JSON.parse(line)),
        key,
      ).toEqual(result[key]);
    }
  });

  test('times are UTC instants', () => {
    walk(result, (key, value, path) => {
      if (!/(At|^time)$/.test(key) || value === null) return;
      expect(value, path).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      expect(Number.isNaN(Date.parse(String(value))), path).toBe(false);
    });
  });

  test('mailboxes, users and addresses are in their normal form', () => {
    walk(result, (key, value, path) => {
      if (/^(mailbox|user|ip)$/.test(key) && value !== null && !path.includes('salvaged'))
        expect(value, path).toBe(String(value).toLowerCase());
      if (key === 'ip') expect(value, path).not.toMatch(/^\[|\]|^::ffff:|\.\d+:\d+$/);
    });
  });

  test('findings, cases and sessions stand by level, then time, then id', () => {
    const rank = (level: string) => String(9 - (levels as readonly string[]).indexOf(level));
    const byId = (list: string[]) => expect(list).toEqual([...list].sort());
    byId(result.findings.map((one) => `${rank(one.level)} ${Date.parse(one.firstAt)} ${one.id}`));
    byId(result.sessions.map((one) => `${rank(one.suspicion.level)} ${Date.parse(one.firstAt)} ${one.id}`));
    const levelsOfCases = result.cases.map((one) => rank(one.level));
    expect(levelsOfCases).toEqual([...levelsOfCases].sort());
  });

  test('references lead somewhere, ids are given once', () => {
    const sessions = new Set(result.sessions.map((one) => one.id));
    const findings = new Set(result.findings.map((one) => one.id));
    const cases = new Set(result.cases.map((one) => one.id));
    expect(sessions.size + findings.size + cases.size).toBe(
      result.sessions.length + result.findings.length + result.cases.length,
    );
    for (const one of result.cases) {
      for (const id of one.sessions) expect(sessions, `case ${one.id}`).toContain(id);
      for (const id of one.findings) expect(findings, `case ${one.id}`).toContain(id);
    }
    for (const one of result.campaigns.flatMap((campaign) => campaign.cases)) expect(cases).toContain(one);
    for (const one of result.findings) expect(one.evidence.length, one.title).toBeGreaterThan(0);
  });

  test('suspicion is the sum of its reasons; firsts come before lasts', () => {
    for (const { id, suspicion } of result.sessions) {
      const sum = suspicion.reasons.reduce((total, reason) => total + reason.weight, 0);
      expect(suspicion.score, id).toBeCloseTo(sum, 6);
    }
    walk(result, (key, value, path, parent) => {
      if (key !== 'firstAt' || value === null || !('lastAt' in parent)) return;
      expect(Date.parse(String(value)), path).toBeLessThanOrEqual(Date.parse(String(parent.lastAt)));
    });
  });
});

type Visit = (key: string, value: unknown, path: string, parent: Record<string, unknown>) => void;

function walk(value: unknown, visit: Visit, path = ''): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    visit(key, inner, `${path}.${key}`, value as Record<string, unknown>);
    walk(inner, visit, `${path}.${key}`);
  }
}
