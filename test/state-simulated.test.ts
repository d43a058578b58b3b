// State exports that the simulation writes, read again by the product: every row is in the ledger, every shape is known, and
// what blinds the log in the scenarios is said by the state. One world of many intrusions is looked at from all sides.
import { beforeAll, describe, expect, it } from 'vitest';
import { investigate, type Result } from '../src/letterlock.js';
import { type Kept, keep } from '../src/simulate/memory.js';
import { stateShapeNames } from '../src/simulate/state/shape.js';
import { inputsOf, load } from './store/world.js';

const small = { seed: 5, mailboxes: 6, days: 10, start: '2023-05-08', defects: 'none' as const };
const shapes = ['auditDataLines'];

const loaded = async ({ files }: Kept) => load(Object.fromEntries(files));

describe('every shape of state', () => {
  it.each(stateShapeNames)('%s: what is written is what is read', async (state) => {
    const made = keep({ ...small, days: 7, pace: 0.3, shapes, scenarios: ['journaling', 'transport-rule'], state });
    const inputs = await inputsOf(await loaded(made));
    const listed = made.truth.files.map((file) => [
      file.path,
      file.rows,
      file.records,
      file.duplicates,
      file.rejects.length,
    ]);
    const found = inputs.map((input) => [input.path, input.rows, input.records, input.duplicates, input.rejects]);
    expect(found.filter(([path]) => path !== 'networks.csv').sort()).toEqual(listed.sort());
    expect(inputs.map(({ shape }) => shape)).not.toContain('unknown');
    // Dates of the message trace are in the culture of whoever exported it, which its column shows.
    const warnings = inputs.flatMap((input) => input.warnings.map(({ code }) => code));
    expect(warnings.filter((code) => code !== 'cultureDates')).toEqual([]);
  });

  it('lies beside the same logs, which do not change', () => {
    const [without, beside] = ['none', 'json'].map((state) => keep({ ...small, scenarios: ['forwarding'], state }));
    for (const [path, text] of without?.files ?? []) expect(beside?.files.get(path)).toBe(text);
    expect(beside?.truth.intrusions).toEqual(without?.truth.intrusions);
    expect(beside?.files.size).toBeGreaterThan((without?.files.size ?? 0) + 5);
  });
});

describe('a world of many intrusions', () => {
  const scenarios = [
    'audit-bypass',
    'forged-token:variant=unknown-ids',
    'forwarding',
    'journaling',
    'licence-downgrade',
    'transport-rule',
  ];
  const world = { ...small, days: 12, shapes, scenarios };
  let made: Kept;
  let plain: Result;
  let result: Result;
  beforeAll(async () => {
    made = keep({ ...world, state: 'json' });
    plain = await investigate(await loaded(keep(world)));
    result = await investigate(await loaded(made));
  });

  const limit = (of: Result, code: string): string =>
    of.coverage.limits.flatMap((it) => (it.code === code ? it.message : [])).join('\n');

  it('is judged alike with and without the state', () => {
    expect(result.reconciliation).toEqual(plain.reconciliation);
    expect(result.verdict).toEqual(plain.verdict);
    expect(result.cases.map(({ id, level }) => [id, level])).toEqual(plain.cases.map(({ id, level }) => [id, level]));
  });

  it('shows a licence downgrade as a gap with its reason', () => {
    const unknown = made.truth.intrusions
      .filter(({ scenario }) => scenario === 'licence-downgrade')
      .flatMap((it) => it.unknown);
    const victim = unknown[0]?.mailbox ?? '';
    const gaps = (of: Result): string[] =>
      of.coverage.mailboxes.find(({ mailbox }) => mailbox === victim)?.gaps.map(({ reason }) => reason) ?? [];
    expect(gaps(plain)).toEqual([]);
    expect(gaps(result)).toEqual(['notLicensed']);
    expect(limit(result, 'mailboxNoLongerLogged')).toContain(victim);
  });

  it('names the bypassed account, which the directory calls by its object id', () => {
    const logs = [...made.files].filter(([path]) => path.endsWith('.jsonl')).map(([, text]) => text);
    const line =
      logs
        .join('\n')
        .split('\n')
        .find((text) => text.includes('Set-MailboxAuditBypassAssociation')) ?? '{}';
    const account = (JSON.parse(line) as { ObjectId?: string }).ObjectId;
    expect(account).toContain('@');
    expect(limit(plain, 'auditBypass')).toBe('');
    expect(limit(result, 'auditBypass')).toContain(`(${account})`);
  });

  it('says where mail is sent', () => {
    const diverted = made.truth.intrusions.flatMap((it) => it.diverted);
    expect(diverted.length).toBe(3);
    for (const to of diverted.flatMap((it) => it.to)) expect(limit(result, 'mailSentElsewhere')).toContain(to);
  });

  it('gives the messages of its cases the subject and sender of the trace', () => {
    const trace = JSON.parse(made.files.get('MessageTrace.json') ?? '[]') as Record<string, string>[];
    const names = new Map(trace.map((row) => [row.MessageId, [row.Subject, row.SenderAddress]]));
    const items = result.cases.flatMap((each) => each.exposure.named.items);
    expect(items.filter(({ messageId }) => names.has(messageId ?? '')).length).toBeGreaterThan(0);
    for (const { messageId, subject, sender } of items)
      expect([subject, sender]).toEqual(names.get(messageId ?? '') ?? [null, null]);
  });
});
