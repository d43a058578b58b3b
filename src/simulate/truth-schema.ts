// The truth of a simulation as a schema: what is known of the exports because we made them. Whoever judges a result reads
// `<out>.truth.json` by `truthSchema` and each line of `<out>.truth-accesses.jsonl` by `accessTruthSchema`; Letterlock's
// own way from an export to an answer never does. Documented in docs/simulate.md.
import { z } from 'zod';

const time = z.string().describe('ISO 8601 UTC, with Z');
const texts = z.array(z.string()).describe('sorted, without doubles');
const count = z.number().int().nonnegative();

export const truthOptionsSchema = z.object({
  seed: count,
  tenants: count,
  /** Per tenant. */
  mailboxes: count,
  days: count,
  start: z.string(),
  /** As asked for, with their parameters. */
  scenarios: z.array(z.string()),
  shapes: z.array(z.string()),
  /** A shape, or `none`. */
  signIns: z.string(),
  /** Shapes of the logs beside; left out where none was written. */
  directory: z.string().optional(),
  graphActivity: z.string().optional(),
  /** Kinds of sign-in that were not exported. */
  without: z.array(z.string()),
  /** A level, and names of defects beside it, with commas between them. */
  defects: z.string(),
  /** Access records of a mailbox in 24 hours above which Bind goes unrecorded. */
  throttleAt: count,
  /** How often people look into their mail, as a factor. */
  pace: z.number(),
});

export const unknownReasons = ['throttled', 'auditBypass', 'auditOff'] as const;

/** What one intruder did in one tenant, as far as a whole copy of the record is in the exports. */
export const intrusionTruthSchema = z.object({
  id: z.string(),
  scenario: z.string(),
  variant: z.string().nullable(),
  /** Intrusions of one campaign have the same; one alone has one of its own. */
  campaign: z.string(),
  tenant: z.string(),
  accounts: texts,
  mailboxes: texts,
  addresses: texts,
  applications: texts,
  tokenIds: texts,
  sessionIds: texts,
  /** Every hostile record of the audit log and every hostile sign-in. */
  records: texts,
  /** Those of them that are mail accesses. */
  accessRecords: texts,
  messages: z.array(z.object({ mailbox: z.string(), messageId: z.string() })),
  /** Folders that he synchronised as a whole. */
  folders: z.array(z.object({ mailbox: z.string(), folder: z.string() })),
  /** Times in which the log could not tell; `toAt` is exclusive. */
  unknown: z.array(z.object({ mailbox: z.string(), fromAt: time, toAt: time, reason: z.enum(unknownReasons) })),
  diverted: z.array(z.object({ mailbox: z.string(), to: z.string() })),
  /** Of the exported access records; null where there is none. */
  firstAccessAt: time.nullable(),
  lastAccessAt: time.nullable(),
  /** Null where the exports do not hold the fact. */
  detectableAt: time.nullable(),
  /** The fact, out of the table in docs/simulate.md. */
  detectableBy: z.string(),
});

export const damages = ['auditDataCut', 'auditDataEmpty'] as const;

export const fileTruthSchema = z.object({
  /** Relative to the folder of the exports. */
  path: z.string(),
  sha256: z.string(),
  bytes: count,
  /** Always records + duplicates + rejects. */
  rows: count,
  /** Of copies of one record the one in the file with the smaller SHA-256 is kept. */
  records: count,
  duplicates: count,
  rejects: z.array(z.object({ row: count, line: count.nullable(), id: z.string(), damage: z.enum(damages) })),
});

export const truthSchema = z.object({
  contract: z.literal(1),
  options: truthOptionsSchema,
  tenants: z.array(z.object({ id: z.string(), domain: z.string(), mailboxes: count })),
  /** Mailboxes times days, over all tenants. */
  mailboxDays: count,
  intrusions: z.array(intrusionTruthSchema),
  files: z.array(fileTruthSchema),
});

export const actors = ['owner', 'delegate', 'service', 'application', 'intruder'] as const;

/** Why a class is null: the exports alone do not settle it. */
export const undecidedReasons = ['signInLost', 'signInBefore', 'kindNotExported', 'idsLost', 'addressChanged'] as const;

/** One distinct access record of which the exports hold a whole copy. */
export const accessTruthSchema = z.object({
  id: z.string(),
  tenant: z.string(),
  mailbox: z.string(),
  actor: z.enum(actors),
  class: z.enum(['explained', 'background', 'notAssessable', 'unexplained']).nullable(),
  tier: z.enum(['token', 'session', 'context']).nullable(),
  undecided: z.enum(undecidedReasons).nullable(),
  /** Id of the intrusion that it belongs to. */
  intrusion: z.string().nullable(),
});

export type TruthOptions = z.infer<typeof truthOptionsSchema>;
export type IntrusionTruth = z.infer<typeof intrusionTruthSchema>;
export type FileTruth = z.infer<typeof fileTruthSchema>;
export type Truth = z.infer<typeof truthSchema>;
export type AccessTruth = z.infer<typeof accessTruthSchema>;
export type Actor = (typeof actors)[number];
export type Damage = (typeof damages)[number];
export type Undecided = (typeof undecidedReasons)[number];
export type UnknownReason = (typeof unknownReasons)[number];
