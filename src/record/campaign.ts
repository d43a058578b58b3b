// The part of the contract that tells what cases have in common: the traits of each case, by which cases of many answers can be
// compared without the logs, and the campaigns that follow. Beside result.ts, which takes it in.
import { z } from 'zod';
import { judgement } from './attribution.js';
import { level } from './level.js';

const text = z.string();
const count = z.number().int().nonnegative();
const time = z.string().describe('ISO 8601, UTC, with Z');

export const trait = z.object({
  case: text,
  part: count.describe(
    'a case may be the work of two actors who read the same mail: its parts are compared one by one',
  ),
  kind: text.describe('address, application, forwardTarget …; docs/campaigns.md'),
  value: text,
  about: text
    .nullable()
    .describe('what decides its weight: of an address the kind of its network, of an application how it is known'),
  network: text.nullable().describe('of an address: its /24 or /64, with which it counts once'),
  firstAt: time,
  lastAt: time,
  people: count.describe(
    'people and mailboxes of these logs that have it in their ordinary life, outside the cases that have it',
  ),
});

export const campaignLink = z.object({
  kind: text,
  value: text,
  cases: z.array(text),
  weight: z
    .number()
    .describe('natural-log likelihood ratio for one actor, before what counts only once is counted once'),
  generic: z
    .boolean()
    .default(false)
    .describe('many unrelated actors have it: capped, and never joins cases by itself'),
});

const growth = z.object({
  case: text,
  tenant: text,
  firstAt: time,
  joinableAt: time.nullable().describe('from when on it could have been joined to what was known by then'),
  weight: z.number().describe('of all that links it with the cases before it'),
  links: z.array(campaignLink).describe('with the cases before it; none where only later cases tie it in'),
});

export const campaign = z.object({
  id: text,
  tenants: z.array(text),
  cases: z.array(text).describe('in the order of their first access'),
  links: z.array(campaignLink),
  firstAt: time,
  lastAt: time,
  detectableAt: time.nullable().describe('when two of its cases could first have been joined'),
  judgements: z.array(judgement).describe('who may be behind it: of kind, and where that is asked of name'),
  level: level.default('informational').describe('the highest of its cases'),
  firstAtIsFloor: z.boolean().default(false).describe('the first case stands at the edge of what its logs cover'),
  accounts: z.array(z.object({ tenant: text, user: text })).default([]),
  mailboxes: z.array(z.object({ tenant: text, mailbox: text })).default([]),
  exposure: z
    .object({
      messages: count.describe('distinct pairs of mailbox and message'),
      folders: count,
      unknown: count,
      diverted: count,
    })
    .default({ messages: 0, folders: 0, unknown: 0, diverted: 0 }),
  growth: z.array(growth).default([]).describe('the path by which it grew'),
});

export type Trait = z.infer<typeof trait>;
export type CampaignLink = z.infer<typeof campaignLink>;
export type Campaign = z.infer<typeof campaign>;
export type Growth = z.infer<typeof growth>;

/** What `letterlock campaign` says of several answers. */
export const campaignAnswer = z.object({
  contract: z.literal(1),
  letterlock: text,
  answers: z.array(
    z.object({
      name: text,
      letterlock: text,
      tenants: z.array(text),
      cases: count,
      firstAt: time.nullable(),
      lastAt: time.nullable(),
    }),
  ),
  notes: z
    .array(z.object({ code: text, message: text }))
    .describe('what was seen twice, and what could not be compared'),
  cases: z.array(
    z.object({
      id: text,
      tenant: text,
      title: text,
      level,
      campaigns: z.array(text).describe('none where it is linked with nothing'),
    }),
  ),
  campaigns: z.array(campaign),
});

export type CampaignAnswer = z.infer<typeof campaignAnswer>;
