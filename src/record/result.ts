// The contract: what `letterlock investigate` finds, as one JSON document. Other programs read it, so keys may be added
// but never renamed or removed within a contract version. The JSON schema in docs/result.schema.json is made from here.
// Times are ISO 8601 UTC with `Z`; no key is left out where a value is unknown: it is null.
import { z } from 'zod';
import { judgement as attributed } from './attribution.js';
import { campaign, trait } from './campaign.js';
import { exposure } from './exposure.js';
import { level, levels } from './level.js';
import { accessCounts, organisation } from './organisation.js';
import { address } from './place.js';
import { noSignInTimes, signInTimes } from './sign-in-time.js';
import { noStory, question, story } from './story.js';
import { judgement, told } from './told.js';
import { unable } from './unable.js';

export type { Exposure } from './exposure.js';
export type { Address } from './place.js';
export type { Question, Stage, Story, StoryStep } from './story.js';
export type { Unable } from './unable.js';
export { address, level, levels };

const text = z.string();
const count = z.number().int().nonnegative();
const time = z.string().describe('ISO 8601, UTC, with Z');
const orNull = <T extends z.ZodType>(inner: T) => inner.nullable();

export const confidence = z.enum(['low', 'moderate', 'high']);
export const accessClass = z.enum(['explained', 'background', 'notAssessable', 'unexplained']);
export const tier = z.enum(['token', 'session', 'context']);

const note = z.object({ code: text, message: text });
const classCounts = z.object({ explained: count, background: count, notAssessable: count, unexplained: count });
const control = z
  .object({ comparable: count, matched: count })
  .describe('comparable tokens of this tenant, and how many of them found their sign-in');

export const input = z.object({
  path: text.describe('relative to the argument it came from; a member of an archive as archive.zip!/member'),
  sha256: text,
  bytes: count,
  shape: text.describe('what the file was taken for'),
  rows: count.describe('always records + duplicates + rejects'),
  records: count,
  duplicates: count,
  rejects: count,
  firstAt: orNull(time),
  lastAt: orNull(time),
  warnings: z.array(note),
});

export const reject = z.object({
  path: text,
  row: orNull(count).describe("the data row, from 1; a CSV's header is not counted"),
  line: orNull(count).describe('the physical line where the row begins, from 1'),
  code: text,
  reason: text,
  salvaged: z.object({ id: orNull(text), time: orNull(time), operation: orNull(text), user: orNull(text) }),
});

const gap = z.object({ fromAt: time, toAt: time });
const log = z.object({ tenant: text, rows: count, firstAt: time, lastAt: time });
export const coverage = z.object({
  mailboxes: z.array(
    z.object({
      tenant: text,
      mailbox: text,
      accessRecords: count,
      firstAt: time,
      lastAt: time,
      gaps: z.array(gap.extend({ reason: text })),
    }),
  ),
  signIns: z.array(
    z.object({
      tenant: text,
      kind: z.enum([
        'interactive',
        'nonInteractive',
        'servicePrincipal',
        'managedIdentity',
        'microsoftServicePrincipal',
        'auditLog',
      ]),
      rows: count.describe('failures count too'),
      failures: count,
      users: count,
      firstAt: time,
      lastAt: time,
      gaps: z.array(gap),
      filteredTo: orNull(z.object({ users: orNull(z.array(text)), applications: orNull(z.array(text)) })),
    }),
  ),
  directory: z.array(log).default([]).describe("Entra's own audit log"),
  graphActivity: z.array(log).default([]).describe('calls of Microsoft Graph'),
  silent: z
    .array(
      z.object({
        tenant: orNull(text),
        mailbox: text,
        recorded: z.enum(['yes', 'no', 'unknown']).describe('whether opening its mail would be recorded, by the state'),
        reason: orNull(text),
      }),
    )
    .default([])
    .describe('mailboxes of which no access is in the log'),
  detections: z.array(unable).default([]).describe('those that could not run, or only on a part of the data'),
  limits: z.array(note).describe('what could not have been seen, in words'),
});

export const application = z.object({
  id: orNull(text),
  name: orNull(text).describe("from the user's own table, else the shipped one"),
  viaId: orNull(text),
  publisher: orNull(text),
  opensMail: orNull(z.enum(['yes', 'no', 'unknown'])).describe('whether opening mail is ordinary for it'),
});
export const reason = z.object({ code: text, message: text, weight: z.number() });

export const session = z.object({
  id: text,
  tenant: text,
  mailbox: text,
  user: orNull(text),
  application,
  client: orNull(text),
  addresses: z.array(address),
  tokenIds: z.array(text),
  sessionIds: z.array(text),
  firstAt: time,
  lastAt: time,
  accesses: count,
  bind: count,
  sync: count,
  messages: count.describe('distinct message ids in this session'),
  records: z.array(text).describe('ids of its access records'),
  classes: classCounts,
  explanation: z
    .object({
      class: accessClass,
      tier: orNull(tier),
      reason: orNull(text),
      signIns: z.array(text),
      control: orNull(control),
    })
    .describe('of its worst access'),
  suspicion: z.object({ score: z.number(), level, reasons: z.array(reason) }),
});

export const finding = z.object({
  id: text,
  detection: text,
  rule: orNull(z.object({ id: text, source: text })).describe('null for built-in detectors'),
  title: text,
  level,
  confidence,
  tenant: text,
  users: z.array(text).describe('who did it'),
  targets: z.array(text).describe('users, groups or outside addresses that gain by it'),
  mailboxes: z.array(text).describe('whose mail it concerns'),
  applications: z.array(text),
  addresses: z.array(text),
  firstAt: time,
  lastAt: time,
  detectableAt: orNull(time).describe('time of the record with which the evidence became sufficient'),
  techniques: z.array(text).describe('ATT&CK v19'),
  evidence: z.array(text).describe('record ids'),
  reason: text,
});

export const caseOf = z.object({
  id: text,
  tenant: text,
  title: text,
  level,
  confidence,
  suspicion: z
    .object({ score: z.number(), reasons: z.array(reason) })
    .describe('of its sessions and rules together; each kind of evidence once, with the session where it is strongest'),
  users: z.array(text),
  mailboxes: z.array(text),
  addresses: z.array(text),
  applications: z.array(text),
  sessions: z.array(text),
  findings: z.array(text),
  dwell: z.object({
    firstAccessAt: orNull(time),
    firstAccessIsFloor: z.boolean().describe('activity stands at the edge of what the logs cover'),
    detectableAt: orNull(time),
    detectedAt: orNull(time),
    lastActivityAt: orNull(time),
  }),
  exposure,
  story: story.default(noStory).describe('entry, access, persistence and hiding in their order'),
  questions: z.array(question).default([]).describe('what would confirm or refute the case'),
  watched: z.array(text).default([]).describe('its watched people, by the names of the logs'),
  judgements: z
    .array(attributed)
    .default([])
    .describe('who may be behind it: of kind, and where that is asked of name; of cases from high on'),
  judgement: judgement.nullable().default(null).describe("an analyst's verdict on it, and what that does to its level"),
});

export const person = z.object({
  user: text.describe('as the logs call them'),
  name: orNull(text),
  objectId: orNull(text),
  otherNames: z.array(text).describe('further user principal names of the same person or mailbox'),
  role: orNull(text).default(null).describe("from the user's own table"),
  timeZone: orNull(text).default(null).describe("from the user's own table"),
  mailboxType: orNull(text).default(null).describe('UserMailbox, SharedMailbox …, as the state says it'),
});

export const resultSchema = z.object({
  contract: z.literal(1),
  letterlock: text,
  run: z.object({
    options: z.record(z.string(), z.unknown()),
    tables: z.array(z.object({ name: text, date: text, source: text })),
    rules: z.object({ count, hash: text }),
  }),
  verdict: z.object({ code: z.enum(['intrusion', 'suspicion', 'nothingFound', 'notAssessable']), sentence: text }),
  inputs: z.array(input),
  rejects: z.array(reject),
  coverage,
  accesses: accessCounts,
  reconciliation: z.object({
    total: count,
    ...classCounts.shape,
    byTier: z.object({ token: count, session: count, context: count }),
    byReason: z.record(z.string(), count),
    byMailbox: z.array(z.object({ tenant: text, mailbox: text, total: count, ...classCounts.shape })),
  }),
  organisations: z.array(organisation).default([]).describe('the sums above, organisation by organisation'),
  elsewhere: z
    .array(text)
    .default([])
    .describe(
      'in an answer for one organisation alone: cases that are linked with cases of others, of which nothing is told',
    ),
  ...told,
  sessions: z.array(session),
  findings: z.array(finding),
  cases: z.array(caseOf),
  people: z
    .array(person)
    .default([])
    .describe("users and mailboxes of the sessions and cases, by the user's own table and the tenant's state"),
  signInTimes: signInTimes.default(noSignInTimes),
  traits: z
    .array(trait)
    .default([])
    .describe('what each case has that cases can be compared by, here or in the answers of other organisations'),
  campaigns: z.array(campaign),
});

export type Result = z.infer<typeof resultSchema>;
export type Input = z.infer<typeof input>;
export type Reject = z.infer<typeof reject>;
export type Coverage = z.infer<typeof coverage>;
export type Person = z.infer<typeof person>;
export type Session = z.infer<typeof session>;
export type Finding = z.infer<typeof finding>;
export type Case = z.infer<typeof caseOf>;
export type Level = z.infer<typeof level>;
export type Confidence = z.infer<typeof confidence>;
export type AccessClass = z.infer<typeof accessClass>;
export type Reason = z.infer<typeof reason>;
export type Note = z.infer<typeof note>;
