// The contract of `letterlock compare`: how one answer differs from another, and why. A reason is told only where it follows from the two
// answers; where several things differ that could be it, they are named and none is chosen.
import { z } from 'zod';
import { level } from './level.js';

const text = z.string();
const texts = z.array(text);
const count = z.number().int().nonnegative();
const time = z.string().describe('ISO 8601, UTC, with Z').nullable();

/** What answers are made from. */
export const basisKinds = [
  'auditLogs',
  'signInLogs',
  'otherLogs',
  'mixedLogs',
  'partlyRead',
  'state',
  'ownTables',
  'allow',
  'intel',
  'rules',
  'scope',
  'watched',
  'detected',
  'verdicts',
  'tables',
  'program',
] as const;

const way = z.enum(['added', 'removed', 'changed']);

export const basis = z
  .object({
    id: text,
    kind: z.enum(basisKinds),
    change: way,
    statement: text,
    names: texts.describe('files, entries, ids of verdicts'),
    firstAt: time.describe('of logs: their first and last record'),
    lastAt: time,
  })
  .describe('something that differs in what the two were made from');

export const reason = z.object({
  code: z
    .enum([...basisKinds, 'logs', 'lateSignIns', 'signInsGone', 'oneOf', 'notKnown'])
    .describe('oneOf: several things differ that could be it; notKnown: nothing differs that could be it'),
  basis: texts.describe('ids of what it rests on; of oneOf those that come into question'),
  statement: text,
});

const direction = z.enum(['worse', 'lower', 'mixed', 'other']).describe('mixed: some of it worse, some of it lower');

export const fieldChange = z.object({
  field: text.describe('such as level, mailboxes, dwell.lastActivityAt, exposure.messages'),
  title: text,
  direction,
  from: text.nullable(),
  to: text.nullable(),
  added: texts,
  removed: texts,
  reason,
});

const caseRef = z.object({ id: text, tenant: text, title: text, level, closed: z.boolean(), mailboxes: texts });

export const caseChange = z.object({
  change: z.enum(['new', 'withdrawn', 'changed', 'split', 'merged', 'regrouped']),
  direction,
  old: z.array(caseRef),
  new: z.array(caseRef),
  matchedBy: z
    .enum(['records', 'traits'])
    .nullable()
    .describe('traits: no record is in both, but they share mailboxes and addresses; null for new and withdrawn'),
  reason: reason.nullable().describe('why it came, went, split or merged; of changes each field has its own'),
  fields: z.array(fieldChange),
});

export const exposureChange = z
  .object({
    tenant: text,
    mailbox: text,
    kind: z.enum(['messages', 'folders', 'unknown', 'diverted']),
    from: count,
    to: count,
    added: texts.describe('ids of messages, names of folders, periods, ways out'),
    removed: texts,
    changed: texts.describe('in both, told otherwise'),
    level: level.describe('the highest of the open cases that hold any of it, in either answer'),
    reason,
  })
  .describe('over all cases together, so that moving between cases is no change');

const sums = z.object({
  total: count,
  explained: count,
  background: count,
  notAssessable: count,
  unexplained: count,
});

export const accessChange = z.object({
  tenant: text.nullable().describe('null for the sum over all mailboxes'),
  mailbox: text.nullable(),
  from: sums.nullable().describe('null where the mailbox is not in that answer'),
  to: sums.nullable(),
  reason,
});

export const statementChange = z.object({
  change: z.enum(['new', 'changed', 'withdrawn']),
  class: z.enum(['E', 'A', 'N', 'C']).describe('established, assessed, not established, could not be assessed'),
  from: text.nullable(),
  to: text.nullable(),
  reason,
});

const side = z.object({
  name: text.describe('as the user named it'),
  letterlock: text,
  verdict: z.object({ code: text, sentence: text }),
  tenants: texts,
  inputs: count,
  cases: count,
  firstAt: time.describe('of the mailbox accesses'),
  lastAt: time,
});

export const headlines = ['worse', 'withdrawn', 'lower', 'changed', 'nothingNew'] as const;

export const comparison = z.object({
  contract: z.literal(1),
  letterlock: text,
  headline: z.object({ code: z.enum(headlines), sentence: text }),
  old: side,
  new: side,
  notes: z.array(z.object({ code: text, message: text })).describe('what to bear in mind when reading it'),
  basis: z.array(basis),
  verdict: z.object({ from: side.shape.verdict, to: side.shape.verdict, reason }).nullable(),
  cases: z.array(caseChange),
  exposure: z.array(exposureChange),
  accesses: z.array(accessChange),
  statements: z.array(statementChange),
});

export type Comparison = z.infer<typeof comparison>;
export type Basis = z.infer<typeof basis>;
export type BasisKind = Basis['kind'];
export type ChangeReason = z.infer<typeof reason>;
export type Direction = z.infer<typeof direction>;
export type FieldChange = z.infer<typeof fieldChange>;
export type CaseChange = z.infer<typeof caseChange>;
export type ExposureChange = z.infer<typeof exposureChange>;
export type AccessChange = z.infer<typeof accessChange>;
export type StatementChange = z.infer<typeof statementChange>;
