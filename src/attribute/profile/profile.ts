// A profile: what would be expected of the logs if a certain explanation, or a certain actor, were the right one. Data from
// knowledge/actors/ and from users; each expectation says where it comes from, so that a judgement can be checked line by line.
import { z } from 'zod';
import { parseAddress } from '../../record/address.js';
import { parseTime } from '../../util/time.js';

const text = z.string().trim().min(1, 'is empty').max(2000, 'is longer than 2,000 characters');
const short = text.max(200, 'is longer than 200 characters');
const day = z
  .string({ error: 'is no day like 2023-05-15' })
  .refine(
    (value) => parseTime(value) !== null,
    'is neither a day like 2023-05-15 nor a time like 2023-05-15T08:00:00Z',
  );
const hour = z.number().int().min(0).max(24);

/** The Admiralty code: A to F for the source, 1 to 6 for what it says; F and 6 mean that nobody can judge. */
const source = z.strictObject({
  id: short,
  title: text,
  url: z
    .string()
    .regex(/^https:\/\/\S+$/, 'is no https address')
    .optional(),
  date: day,
  reliability: z.enum(['A', 'B', 'C', 'D', 'E', 'F']).default('F'),
  information: z.number().int().min(1).max(6).default(6),
  verified: z.boolean().default(true),
});

const expectation = z.strictObject({
  evidence: short,
  says: z.enum(['consistent', 'inconsistent', 'neutral']),
  /** Natural log of how much more, or less, likely the explanation makes the evidence than an average explanation does. */
  weight: z.number().min(0).max(6).default(1),
  because: text,
  source: short.default('judgement'),
});

const indicator = z.strictObject({
  type: z.enum(['address', 'application', 'keyThumbprint']),
  value: short,
  from: day,
  until: day,
  published: day.optional(),
  /** Many strangers use the same thing, so that it can name nobody. */
  shared: z.boolean().default(false),
  what: text.optional(),
  source: short,
});

export const profileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'is not lower-case-with-hyphens'),
  name: short,
  aliases: z.array(short).default([]),
  question: z.enum(['kind', 'name']),
  /** Of `kind`: people from outside who mean harm are those of whom a name is asked. Of `name`: which explanation it belongs to. */
  outsider: z.boolean().default(false),
  role: z.enum(['group', 'other', 'falseFlag']).default('group'),
  about: text,
  date: day,
  sources: z.array(source).default([]),
  attribution: z
    .strictObject({ statement: text, confidence: z.enum(['low', 'moderate', 'high']), source: short })
    .optional(),
  hours: z.strictObject({ from: hour, until: hour, workdays: z.boolean().default(true), source: short }).optional(),
  active: z.strictObject({ from: day, until: day.optional(), source: short }).optional(),
  expects: z.array(expectation).default([]),
  indicators: z.array(indicator).default([]),
});

export type Profile = z.infer<typeof profileSchema>;
export type Source = Profile['sources'][number];
export type Expectation = Profile['expects'][number];
export type IndicatorOf = Profile['indicators'][number];

/** What the logs hold of an indicator, in one way of writing. */
export const written = ({ type, value }: IndicatorOf): string =>
  type === 'address' ? (parseAddress(value)?.ip ?? value.toLowerCase()) : value.toLowerCase();

export const sourceOf = (profile: Profile, id: string): Source | null =>
  profile.sources.find((each) => each.id === id) ?? null;

/** Sources that anybody may open and judge. A profile without one is an assertion: it is compared, and can name nobody. */
export const isSourced = (profile: Profile): boolean =>
  profile.sources.some(({ url, verified }) => url !== undefined && verified);
