// The part of the contract that tells what was read, or may have been. Beside result.ts, which takes it in.
import { z } from 'zod';

const text = z.string();
const count = z.number().int().nonnegative();
const time = z.string().describe('ISO 8601, UTC, with Z');
const orNull = <T extends z.ZodType>(inner: T) => inner.nullable();

const named = z.object({
  mailbox: text,
  messageId: orNull(text),
  itemId: orNull(text),
  folder: orNull(text),
  subject: orNull(text),
  sender: orNull(text),
  bytes: orNull(count),
  attachments: orNull(text),
  firstAt: time,
  lastAt: time,
  records: z.array(text),
});
export const exposure = z.object({
  named: z.object({ messages: count, bytes: count, items: z.array(named) }),
  folders: z.array(
    z.object({ mailbox: text, folder: orNull(text), firstAt: time, lastAt: time, records: z.array(text) }),
  ),
  unknown: z.array(z.object({ mailbox: text, fromAt: time, toAt: time, reason: text })),
  diverted: z.array(
    z.object({
      mailbox: text,
      to: z.array(text),
      by: text,
      condition: orNull(text),
      fromAt: time,
      toAt: orNull(time),
      records: z.array(text),
    }),
  ),
});

export type Exposure = z.infer<typeof exposure>;
