// The part of the contract that says who may be behind a case or campaign: explanations that compete, evidence against each, and
// a judgement in calibrated words. Likelihood (how probable) and confidence (how good the ground is) are two things, and stand in
// two sentences (ICD 203).
import { z } from 'zod';

const text = z.string();
const texts = z.array(text);
const count = z.number().int().nonnegative();

/** ICD 203's terms (2015), half-open here: each band from its lower edge on, below the next one's. */
export const bands = [
  ['almost no chance', 1, 5],
  ['very unlikely', 5, 20],
  ['unlikely', 20, 45],
  ['roughly even chance', 45, 55],
  ['likely', 55, 80],
  ['very likely', 80, 95],
  ['almost certain', 95, 99],
] as const;

const terms = bands.map(([term]) => term) as [string, ...string[]];

export const likelihood = z
  .object({ term: z.enum(terms), from: count, to: count })
  .describe('in words, with the band in percent: from its lower edge on, below the upper one');
const confidence = z.object({ level: z.enum(['low', 'moderate', 'high']), statement: text });

const hypothesis = z.object({
  id: text.describe('of a profile'),
  name: text,
  likelihood,
  inconsistency: z.number().describe('how much the evidence speaks against it: natural log, less is better'),
});

export const judgement = z.object({
  question: z.enum(['kind', 'name']),
  answer: text.nullable().describe('of a profile; null: the logs do not decide'),
  statement: text,
  confidence,
  hypotheses: z.array(hypothesis).describe('the least inconsistent first'),
  carriedBy: z
    .array(z.object({ evidence: text, statement: text }))
    .describe('without these it would be another, or weaker'),
});

const cell = z.object({
  hypothesis: text,
  says: z.enum(['consistent', 'inconsistent', 'neutral']),
  weight: z.number().describe('as it is counted: natural-log likelihood ratio'),
  because: text.nullable(),
  source: text.nullable(),
});

const weighed = z.object({
  evidence: text,
  family: text,
  statement: text,
  specific: z.boolean().describe('of a kind that can name a group'),
  diagnostic: z.enum(['strongly', 'somewhat', 'little', 'not']),
  diagnosticity: z.number().describe('how far the explanations differ about it'),
  findings: texts,
  sessions: texts,
  cells: z.array(cell),
  without: z
    .object({ leader: text, likelihood, change: z.number() })
    .describe('the leading explanation if this item is left out; change of its likelihood in points'),
});

const hint = z.object({ code: text, statement: text });

export const attribution = z.object({
  contract: z.literal(1),
  letterlock: text,
  subject: z.object({
    kind: z.enum(['case', 'campaign']),
    id: text,
    title: text,
    cases: texts,
    tenants: texts,
    mailboxes: count,
  }),
  questions: z.array(judgement.extend({ evidence: z.array(weighed), wouldChange: z.array(hint) })),
  missing: z.array(hint).describe('what was not given or cannot be in these logs'),
  outsideDates: z
    .array(
      z.object({
        profile: text,
        value: text,
        from: text,
        until: text,
        state: z.enum(['outsideDates', 'overEdge', 'shared', 'unsourced']),
        statement: text,
      }),
    )
    .describe('indicators that fit and count nothing'),
  profiles: z.array(
    z.object({
      id: text,
      name: text,
      question: z.enum(['kind', 'name']),
      own: z.boolean().describe('the user told it'),
      canName: z.boolean(),
      date: text,
      attribution: text.nullable().describe('what its source says of the actor, with the source and its confidence'),
      sources: z.array(
        z.object({ id: text, title: text, url: text.nullable(), date: text, rating: text, verified: z.boolean() }),
      ),
    }),
  ),
});

export type Likelihood = z.infer<typeof likelihood>;
export type Judgement = z.infer<typeof judgement>;
export type Attribution = z.infer<typeof attribution>;
export type Question = Attribution['questions'][number];
export type Weighed = Question['evidence'][number];
export type Cell = z.infer<typeof cell>;
export type Hint = z.infer<typeof hint>;
