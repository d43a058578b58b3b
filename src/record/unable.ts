// The part of the contract that tells which detections could not look at these logs, or at a part of them only: a detector or rule
// that found nothing because it could not look must not pass for one that looked. Beside result.ts, which takes it in.
import { z } from 'zod';

const text = z.string();
const count = z.number().int().nonnegative();

export const unable = z.object({
  kind: z.enum(['detector', 'rule', 'correlation']),
  id: text.describe("a detector's name, a rule's id; of a refused rule its file"),
  title: text,
  state: z.enum(['notRun', 'inPart']),
  tenants: z.array(text).nullable().describe('in whose logs; null for all of them'),
  lacks: z
    .array(
      z.object({
        code: text,
        message: text.describe('to follow "because"'),
        have: count.nullable().describe('how much of it there is; null where nothing was counted'),
        of: count.nullable().describe('out of how much'),
        least: count.nullable().describe('with less it cannot look at all'),
      }),
    )
    .describe('what keeps it from looking at all goes before what narrows its view'),
});

export type Unable = z.infer<typeof unable>;
