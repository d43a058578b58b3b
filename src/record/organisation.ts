// The part of the contract that tells sums of several organisations apart, so that each can be told its own and nothing of another.
// Beside result.ts, which takes it in.
import { z } from 'zod';

const text = z.string();
const count = z.number().int().nonnegative();
const time = z.string().describe('ISO 8601, UTC, with Z').nullable();

export const accessCounts = z.object({
  records: count,
  bind: count,
  sync: count,
  attachment: count,
  graph: count.default(0).describe('calls of Microsoft Graph that read mail and of which no access record tells'),
  throttled: count,
  messages: count.describe('distinct pairs of mailbox and message id'),
  messageIds: count.describe('distinct message ids'),
});

export const organisation = z.object({
  tenant: text,
  accesses: accessCounts,
  byTier: z.object({ token: count, session: count, context: count }),
  byReason: z.record(z.string(), count),
  inputs: z
    .array(z.object({ path: text, sha256: text, records: count, firstAt: time, lastAt: time }))
    .describe('files that hold records of it, and how many; a file may hold records of several organisations'),
});

export type AccessCounts = z.infer<typeof accessCounts>;
export type Organisation = z.infer<typeof organisation>;
