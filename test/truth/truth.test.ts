// The truth of every scenario, record by record, against the exports that it lies beside: read by the oracle, worked out anew, and
// compared key by key. A world with all scenarios in it in every run; LETTERLOCK_SLOW=1 for more shapes, seeds and defects.
import { beforeAll, describe, expect, it } from 'vitest';
import { scenarioNames } from '../../src/simulate/intrusion/scenario.js';
import { type Kept, keep } from '../../src/simulate/memory.js';
import type { SimulateOptions } from '../../src/simulate/option.js';
import type { IntrusionTruth } from '../../src/simulate/truth-schema.js';
import { Readers } from './class.js';
import { readRules } from './detectable.js';
import { type Exports, readExports } from './exports.js';
import { leftBy, silenceFrom, worksOut } from './intrusion.js';

const slow = process.env.LETTERLOCK_SLOW === '1';
if (!slow) console.warn('SKIPPED: truths of more shapes, seeds and defects; set LETTERLOCK_SLOW=1 (some minutes)');

const everybody = scenarioNames.filter((name) => name !== 'storm-0558');
const start = '2024-04-08';
const many = { mailboxes: 30, days: 14, start, pace: 0.15, scenarios: everybody } as const;
const storm = { mailboxes: 5, days: 14, start, pace: 0.3, tenants: 2, scenarios: ['storm-0558'] } as const;
const variants = ['forged-token:variant=no-ids', 'forged-saml:variant=no-sign-in'];

const quick: readonly (readonly [string, SimulateOptions])[] = [
  ['every scenario', { ...many, seed: 71, shapes: ['managementBlobs'], signIns: 'graphBetaPages', defects: 'none' }],
  [
    'storm-0558 over tenants',
    { ...storm, seed: 72, shapes: ['purviewCsv'], signIns: 'graphBetaLines', defects: 'light' },
  ],
];
const shapes = [
  'purviewCsv',
  'searchUnifiedAuditLogCsv',
  'searchUnifiedAuditLogJson',
  'auditDataLines',
  'graphAuditPages',
  'cloudAppEventsCsv',
  'splunkLines',
];
const signIns = [
  'graphBetaArray',
  'entraPortalCsv',
  'azureStorage',
  'azureEventHub',
  'sentinelCsv',
  'graphCmdletJson',
  'graphBetaPages',
];
const full: readonly (readonly [string, SimulateOptions])[] = shapes.flatMap((shape, i) =>
  (['none', 'light', 'heavy'] as const).map((defects, n) => [
    `${shape}, ${signIns[i]}, ${defects}`,
    {
      ...many,
      seed: 200 + i * 3 + n,
      pace: 0.4,
      shapes: [shape],
      signIns: signIns[i] as string,
      defects,
      scenarios: n === 1 ? [...everybody, ...variants] : everybody,
    },
  ]),
);

const rules = readRules();
const dayMs = 86_400_000;

it('the page has a rule for every scenario', () => {
  expect([...rules.keys()].sort()).toEqual([...scenarioNames].sort());
});

describe.each(slow ? [...quick, ...full] : quick)('%s', (_, options) => {
  let made: Kept;
  let exports: Exports;
  const fromMs = Date.parse(`${start}T00:00:00Z`);
  const endMs = fromMs + options.days * dayMs;
  const endAt = new Date(endMs).toISOString().replace('.000Z', 'Z');
  beforeAll(() => {
    made = keep(options);
    exports = readExports(made);
  }, 600_000);
  const each = (check: (intrusion: IntrusionTruth) => void): void => {
    const played = new Set(made.truth.intrusions.map(({ scenario }) => scenario));
    for (const text of options.scenarios) expect(played).toContain(text.split(':')[0]);
    for (const intrusion of made.truth.intrusions) check(intrusion);
  };

  it('the ledger: each file, its rows, and what became of them', () => {
    expect([...exports.files.keys()].sort()).toEqual(made.truth.files.map(({ path }) => path).sort());
    for (const file of made.truth.files) {
      const read = exports.files.get(file.path);
      const { sha256, bytes, rows, records, duplicates } = file;
      expect({ sha256, bytes, rows, records, duplicates }, file.path).toEqual({
        ...{ sha256: read?.sha256, bytes: read?.bytes, rows: read?.rows.length },
        ...{ records: read?.records, duplicates: read?.duplicates },
      });
      expect(file.rejects.map(({ row }) => row)).toEqual(read?.rejects.map(({ row }) => row));
      for (const { row, line } of file.rejects)
        if (line !== null) expect(line).toBe(read?.rejects.find((reject) => reject.row === row)?.line);
    }
  });

  it('every hostile record is in the exports, and every access has its line', () => {
    each((intrusion) => expect(leftBy(intrusion, exports).missing, intrusion.id).toEqual([]));
    const accesses = [...exports.audit.values()].filter(({ access }) => access !== null);
    const known = new Map(made.accesses.map((line) => [line.id, line]));
    const lines = accesses.filter(({ id }) => id !== null);
    expect(lines.filter(({ id }) => !known.has(id as string))).toEqual([]);
    expect(made.accesses.filter(({ id }) => !id.startsWith('content-')).length).toBe(lines.length);
    for (const { id, tenant, fields } of lines)
      expect(known.get(id as string)).toMatchObject({ tenant, mailbox: fields.MailboxOwnerUPN });
    for (const { id, accessRecords } of made.truth.intrusions)
      expect(
        made.accesses
          .filter(({ intrusion }) => intrusion === id)
          .map((line) => line.id)
          .sort(),
      ).toEqual(accessRecords);
  });

  it('scope and times of each intrusion', () => {
    each((intrusion) => {
      const fact = rules.get(intrusion.scenario) ?? '';
      expect(intrusion.detectableBy, intrusion.id).toBe(fact);
      const { applications, touched, ...found } = worksOut(leftBy(intrusion, exports), fact, endAt);
      const { accounts, addresses, tokenIds, sessionIds, messages, folders, diverted, ...truth } = intrusion;
      const { accessRecords, firstAccessAt, lastAccessAt, detectableAt } = truth;
      const told = { accounts, addresses, tokenIds, sessionIds, accessRecords, messages, folders, diverted };
      expect({ ...told, firstAccessAt, lastAccessAt, detectableAt }, intrusion.id).toEqual(found);
      expect(intrusion.applications, intrusion.id).toEqual(expect.arrayContaining(applications.certain));
      const silent = intrusion.unknown.map(({ mailbox }) => mailbox);
      expect(intrusion.mailboxes).toEqual([...new Set([...touched, ...silent])].sort());
    });
  });

  it('times in which the log could not tell begin with their record, and nothing of them is in the log', () => {
    each((intrusion) => {
      const { audit } = leftBy(intrusion, exports);
      const causes = audit.flatMap((record) => {
        const silence = silenceFrom(record);
        return silence === null ? [] : [{ ...silence, at: record.at }];
      });
      for (const { mailbox, fromAt, toAt, reason } of intrusion.unknown) {
        const from = Date.parse(fromAt);
        const cause = causes.find((one) => one.reason === reason && one.at <= from && from - one.at <= 10 * 60_000);
        if (options.defects === 'none') expect(cause, `${intrusion.id} ${mailbox} ${fromAt}`).toBeDefined();
        expect(Date.parse(toAt)).toBe(reason === 'throttled' ? Math.min(from + dayMs, endMs) : endMs);
        const heard = [...exports.audit.values()].filter(
          ({ access, at, fields }) =>
            access !== null && at > from && at < Date.parse(toAt) && fields.MailboxOwnerUPN === mailbox,
        );
        const wrong = heard.filter(({ access, user }) =>
          reason === 'auditBypass' ? user === cause?.account : reason === 'auditOff' || access?.way === 'bind',
        );
        expect(
          wrong.map(({ id }) => id),
          `${intrusion.id} ${mailbox} ${reason}`,
        ).toEqual([]);
      }
      for (const { reason, at } of causes)
        expect(intrusion.unknown.some((window) => window.reason === reason && Date.parse(window.fromAt) >= at)).toBe(
          true,
        );
    });
  });

  it('the class of every access, as far as the exports decide it', () => {
    const readers = new Readers(exports, { from: fromMs, to: endMs });
    const faults = made.accesses.flatMap((line) => {
      const record = exports.audit.get(line.id);
      return record === undefined ? [] : (readers.fault(record, line) ?? []);
    });
    expect(faults.slice(0, 10)).toEqual([]);
    const classes = new Set(made.accesses.map((line) => line.class));
    if (options.scenarios !== storm.scenarios) expect(classes.size).toBeGreaterThan(3);
  });

  it('nobody else has an intruder’s token', () => {
    const hostile = new Set(made.truth.intrusions.flatMap(({ records }) => records));
    const copied = made.truth.intrusions
      .filter(({ variant }) => variant === 'copied-ids')
      .flatMap(({ tokenIds }) => tokenIds);
    const tokens = new Set(
      made.truth.intrusions.flatMap(({ tokenIds }) => tokenIds).filter((id) => !copied.includes(id)),
    );
    const others = [...exports.audit.values()].filter(
      ({ id, tokenId }) => !hostile.has(id ?? '') && tokens.has(tokenId ?? ''),
    );
    expect(others.map(({ id }) => id)).toEqual([]);
  });
});
