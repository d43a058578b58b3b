// The part of the contract that tells a case in its order: how they came in, what they read, how they stayed and hid, and whether
// it has ended; and what would confirm or refute it. Beside result.ts, which takes it in.
import { z } from 'zod';
import { address } from './place.js';

const text = z.string();
const count = z.number().int().nonnegative();
const time = z.string().describe('ISO 8601, UTC, with Z');

export const stages = ['preparation', 'entry', 'access', 'persistence', 'hiding', 'end'] as const;

export const storyStep = z.object({
  stage: z.enum(stages),
  kind: z
    .enum(['change', 'signIn', 'refusals', 'mailbox', 'peak', 'search', 'sent', 'act', 'deletion', 'end'])
    .describe('docs/sessions-and-cases.md#the-story'),
  firstAt: time,
  lastAt: time,
  count: count.describe('records of it'),
  title: text.nullable().describe('what a finding says of it'),
  users: z.array(text).describe('who did it, or in whose name'),
  targets: z.array(text).describe('who gains by it'),
  mailboxes: z.array(text),
  addresses: z.array(address).describe('in the order in which they were first used'),
  applications: z.array(z.object({ id: text, name: text.nullable() })),
  clients: z.array(text),
  operations: z.array(text),
  manner: z.enum(['interactive', 'nonInteractive', 'deviceCode', 'password', 'application']).nullable(),
  ownPlace: z.boolean().nullable().describe('of a sign-in: from where its person had been before'),
  people: count.nullable().describe('of refusals: whose passwords were refused'),
  messages: count.nullable().describe('of a mailbox: known to have been opened'),
  folders: count.nullable().describe('of a mailbox: copied whole'),
  findings: z.array(text),
  records: z.array(text).describe('the first 50'),
});

export const story = z.object({
  way: z
    .enum(['signIn', 'ownSession', 'ownAccount', 'application', 'notSeen', 'noAccess'])
    .describe('how they came in, as far as these logs tell'),
  sessions: count.describe('access sessions of the case'),
  sessionsWithSignIn: count.describe('those that lead to the sign-in with which they began'),
  tokenTenants: z.array(text).default([]).describe('other organisations that issued tokens of the case'),
  logsEndAt: time.nullable().describe("the tenant's last access record"),
  goesOn: z.boolean().describe('so near to the end of the logs that it may go on'),
  steps: z.array(storyStep).describe('in the order of time'),
});

export const question = z.object({
  code: text,
  to: z.enum(['owner', 'administrator', 'log']).describe('who or what can answer'),
  ask: text,
  all: z
    .array(text)
    .default([])
    .describe('everybody or everything concerned, where the question names the first of them'),
  confirms: text.describe('the answer that speaks for the case'),
  refutes: text.describe('the answer that speaks against it'),
});

export type Stage = (typeof stages)[number];
export type StoryStep = z.infer<typeof storyStep>;
export type Story = z.infer<typeof story>;
export type Question = z.infer<typeof question>;

export const noStory: Story = {
  way: 'noAccess',
  sessions: 0,
  sessionsWithSignIn: 0,
  tokenTenants: [],
  logsEndAt: null,
  goesOn: false,
  steps: [],
};
