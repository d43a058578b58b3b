// The part of the contract that tells when people signed in whose mail the cases are about, so that a picture can lay it beside the
// reading. Beside result.ts, which takes it in. It is bounded: by the hour, and coarser where that would be too much.
import { z } from 'zod';

const text = z.string();
const time = z.string().describe('ISO 8601, UTC, with Z');

export const signInTimes = z
  .object({
    per: z.enum(['hour', 'day', 'week']).describe('how finely the times are told'),
    people: z.array(
      z.object({
        tenant: text,
        user: text.describe('as `mailboxes` of the cases call them'),
        spans: z.array(
          z.object({
            fromAt: time.describe('the beginning of its first hour, day or week'),
            toAt: time.describe('the end of its last one'),
            signIns: z.number().int().nonnegative().describe('successful ones, of users, in any log'),
          }),
        ),
      }),
    ),
  })
  .describe('when the people signed in whose mailboxes the cases name; hours without a break are one span');

export type SignInTimes = z.infer<typeof signInTimes>;

export const noSignInTimes = (): SignInTimes => ({ per: 'hour', people: [] });
