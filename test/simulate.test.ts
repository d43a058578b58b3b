// Every shape that the simulation writes is recognised by what investigate reads, as the log and shape it is meant to be.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import {
  auditShapeNames,
  directoryShapeNames,
  graphActivityShapeNames,
  signInShapeNames,
} from '../src/simulate/export/shapes.js';
import { keep } from '../src/simulate/memory.js';
import { stateShapeNames } from '../src/simulate/state/shape.js';
import { writeSimulation } from '../src/simulate/write.js';
import { readFileHead } from '../src/source/head.js';
import { recognise, sources } from '../src/source/recognise.js';

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'letterlock-simulate-'));
afterAll(() => rmSync(base, { recursive: true }));

const small = { seed: 4, mailboxes: 13, days: 3, start: '2023-05-01', scenarios: [], defects: 'heavy' } as const;
/** What the reader calls what the writer calls otherwise. */
const readAs: Readonly<Record<string, string>> = {
  auditDataLines: 'auditData',
  auditDataArray: 'auditData',
  managementBlobs: 'auditData',
  purviewLines: 'purviewJson',
  extractorSuiteJson: 'searchUnifiedAuditLogJson',
  extractorSuiteLines: 'searchUnifiedAuditLogJson',
  graphAuditPages: 'graphAuditRecord',
  graphAuditLines: 'graphAuditRecord',
  graphAuditCsv: 'graphAuditRecord',
  officeActivityCsv: 'officeActivity',
  officeActivityLines: 'officeActivity',
  officeActivityTables: 'officeActivity',
  cloudAppEventsCsv: 'cloudAppEvents',
  cloudAppEventsJson: 'cloudAppEvents',
  elasticLines: 'elasticDocument',
  elasticHits: 'elasticDocument',
  splunkCsv: 'splunkEvent',
  splunkLines: 'splunkEvent',
  splunkFieldsCsv: 'splunkEvent',
  siemCsv: 'auditDataColumn',
  graphBetaPages: 'graphSignIn',
  graphBetaArray: 'graphSignIn',
  graphBetaLines: 'graphSignIn',
  graphV1Pages: 'graphSignIn',
  sentinelCsv: 'sentinelTable',
  azureStorage: 'azureMonitor',
  azureEventHub: 'azureMonitor',
  graphCmdletJson: 'graphCmdletSignIn',
  graphCmdletCsv: 'graphCmdletSignInCsv',
  defenderCsv: 'defenderSignIn',
  mailboxAuditCsv: 'mailboxAuditLog',
  mailboxAuditJson: 'mailboxAuditLog',
};

/** Every log and shape that was seen in what was written. */
const written = new Set<string>();

async function shapesIn(folder: string): Promise<{ path: string; log: string; shape: string }[]> {
  const found: { path: string; log: string; shape: string }[] = [];
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(csv|jsonl?|ndjson)$/.test(path) || path === 'networks.csv') continue;
    const full = join(folder, path);
    const [shape] = recognise(await readFileHead(full));
    written.add(`${shape?.log} ${shape?.name}`);
    found.push({ path, log: shape?.log ?? 'none', shape: shape?.name ?? 'none' });
  }
  return found;
}

test.each(auditShapeNames)('%s', async (name) => {
  const out = join(base, name);
  await writeSimulation(out, { ...small, shapes: [name], signIns: 'none' });
  const found = await shapesIn(out);
  expect(found.length).toBeGreaterThan(0);
  for (const { path, log, shape } of found) expect([path, log, shape]).toEqual([path, 'audit', readAs[name] ?? name]);
});

test.each(signInShapeNames)('%s', async (name) => {
  const out = join(base, name);
  await writeSimulation(out, { ...small, signIns: name });
  const found = (await shapesIn(out)).filter(({ log }) => log !== 'audit');
  expect(found.length).toBeGreaterThan(0);
  for (const { path, log, shape } of found) expect([path, log, shape]).toEqual([path, 'signIn', readAs[name] ?? name]);
});

const beside = {
  ...small,
  mailboxes: 40,
  pace: 0.2,
  days: 7,
  defects: 'none',
  signIns: 'none',
  shapes: ['managementBlobs'],
} as const;

test.each(directoryShapeNames)('the directory’s changes: %s', async (directory) => {
  const out = join(base, `directory-${directory}`);
  await writeSimulation(out, { ...beside, directory });
  const found = (await shapesIn(out)).filter(({ log }) => log !== 'audit');
  expect(found.length).toBeGreaterThan(0);
  for (const { path, log } of found) expect([path, log]).toEqual([path, 'directory']);
});

test.each(graphActivityShapeNames)('calls of Graph: %s', async (graphActivity) => {
  const out = join(base, `calls-${graphActivity}`);
  await writeSimulation(out, { ...beside, scenarios: ['consented-app'], graphActivity });
  const found = (await shapesIn(out)).filter(({ log }) => log !== 'audit');
  expect(found.length).toBeGreaterThan(0);
  for (const { path, log } of found) expect([path, log]).toEqual([path, 'graphActivity']);
});

test.each(stateShapeNames)('the tenant’s state: %s', async (state) => {
  const out = join(base, `state-${state}`);
  const scenarios = ['consented-app', 'full-access-app', 'journaling', 'transport-rule'];
  await writeSimulation(out, { ...beside, scenarios, state });
  const found = (await shapesIn(out)).filter(({ log }) => log !== 'audit');
  expect(found.length).toBeGreaterThan(3);
  expect(new Set(found.map(({ log }) => log))).toEqual(new Set(['state', 'messageTrace']));
});

/** Shapes of which an invented one would say nothing. */
const meaningless: Readonly<Record<string, string>> = {
  'audit accessSummary': 'a list made by looking through the log: none of its rows is a record, each is refused',
  'signIn entraPortalAuthDetails':
    'steps of sign-ins whose own list lies beside it: left unread, so that nothing follows from it',
  'application ownApplications': 'the user’s own table, and what is in it is his to say',
  'person ownPeople': 'the user’s own table, and what is in it is his to say',
  'network networks': 'written beside every simulation, as networks.csv, and read by every test that loads one',
};

test('every shape that is read can be written, or there is a reason', () => {
  const known = sources.flatMap(({ shapes }) => shapes.map(({ log, name }) => `${log} ${name}`));
  const missing = [...new Set(known)].filter((shape) => !written.has(shape));
  expect(missing.sort()).toEqual(Object.keys(meaningless).sort());
});

test('the program, with a thread for each tenant, writes the bytes that one thread makes', () => {
  const options = { ...small, tenants: 3, mailboxes: 6, shapes: ['managementBlobs'], signIns: 'graphBetaLines' };
  const { files, accesses } = keep(options);
  const out = join(base, 'threads');
  const asked = ['--seed', '4', '--tenants', '3', '--mailboxes', '6', '--days', '3', '--start', small.start];
  const shapes = ['--shape', 'managementBlobs', '--sign-ins', 'graphBetaLines', '--defects', 'heavy'];
  execFileSync(process.execPath, [program, 'simulate', '--quiet', '--out', out, ...asked, ...shapes]);
  for (const [path, text] of files) expect(readFileSync(join(out, path), 'utf8') === text, path).toBe(true);
  const lines = accesses.map((line) => `${JSON.stringify(line)}\n`).join('');
  expect(readFileSync(`${out}.truth-accesses.jsonl`, 'utf8') === lines).toBe(true);
});
