// The part of the contract that tells what people told the program, and what became of it: declared readers, watched people,
// published indicators, verdicts of analysts. Beside result.ts, which takes it in.
import { z } from 'zod';
import { level } from './level.js';

const text = z.string();
const count = z.number().int().nonnegative();
const time = z.string().describe('ISO 8601, UTC, with Z').nullable();

export const allowUse = z.object({
  kind: z.enum(['application', 'network', 'delegate']),
  value: text.describe('application id, range, or who reads'),
  mailbox: text.nullable().describe('of a delegate: whose mail; null for everybody'),
  reason: text,
  until: text.nullable().describe('as it was written; a day counts to its end'),
  uses: count.describe('accesses taken for known because of this entry; one access may use several'),
  explained: count.describe('accesses that fit but needed no entry: a sign-in explains them'),
  kept: count.describe(
    'accesses that fit and were not taken for known, such as with a token that contradicts its sign-in',
  ),
  afterEnd: count.describe('accesses that fit but came after the end of the entry'),
  firstAt: time,
  lastAt: time,
});

export type AllowUse = z.infer<typeof allowUse>;

export const watchedPerson = z.object({
  given: text.describe('as the user wrote it'),
  name: text.nullable(),
  role: text.nullable(),
  users: z.array(text).describe('the names under which the logs know that person'),
  seen: z.boolean().describe('the logs name that person at all'),
  cases: z.array(text).describe('cases of which that person is the victim or the actor'),
});

export const indicator = z.object({
  id: text,
  name: text,
  pattern: text.describe('as it was written'),
  source: text.describe('who published it, as far as the file says'),
  file: text,
  validFrom: time,
  validUntil: time,
  confidence: count.nullable().describe('0 to 100, as its source gives it'),
  state: z.enum(['seen', 'shared', 'outsideDates']),
  accesses: count.describe('within its dates'),
  sessions: count.describe('access sessions to which it gave evidence'),
  signIns: count.describe('within its dates; failures count too'),
  otherRecords: count.describe('changes and other records within its dates'),
  outsideDates: count.describe('records that fit it before or after its dates'),
  note: text.nullable().describe('why it gave less than it could have, or nothing'),
});

export const intel = z.object({
  files: z.array(
    z.object({
      name: text,
      sha256: text,
      indicators: count,
      looked: count.describe('indicators that were looked for'),
      revoked: count,
      notUnderstood: count.describe('indicators of which nothing could be looked for'),
      duplicates: count.describe('further copies and older versions'),
      others: count.describe('objects of the file that are no indicators'),
    }),
  ),
  indicators: z.array(indicator).describe('those that fit anything in the logs'),
  problems: z.array(
    z.object({
      file: text,
      line: count.nullable(),
      id: text.nullable(),
      pattern: text.nullable(),
      code: text,
      message: text,
    }),
  ),
});

export const judgement = z.object({
  verdict: z.enum(['benign', 'hostile']),
  state: z.enum(['closed', 'confirmed', 'reopened']),
  because: text,
  by: text.nullable(),
  at: text.describe('when the analyst judged; ISO 8601, UTC, with Z'),
  verdictId: text,
  levelByLogs: level.describe('what the logs alone make of the case'),
  reopened: z.array(text).describe('what came that the analyst did not judge'),
});

export const verdictUse = z.object({
  id: text,
  case: text.describe('the id of the case when it was judged'),
  title: text,
  verdict: judgement.shape.verdict,
  because: text,
  by: text.nullable(),
  at: text,
  cases: z.array(text).describe('cases of this answer that it concerns; none where nothing of it is left'),
});

export type WatchedPerson = z.infer<typeof watchedPerson>;
export type IndicatorUse = z.infer<typeof indicator>;
export type Intel = z.infer<typeof intel>;
export type CaseJudgement = z.infer<typeof judgement>;
export type VerdictUse = z.infer<typeof verdictUse>;

/** Keys of the result. */
export const told = {
  allowed: z.array(allowUse).default([]).describe('the entries of the allow file, and what each was used for'),
  watched: z.array(watchedPerson).default([]).describe('people whose cases come first'),
  intel: intel
    .default({ files: [], indicators: [], problems: [] })
    .describe('published indicators, and what fits them'),
  verdicts: z.array(verdictUse).default([]).describe('verdicts of analysts that the workspace keeps'),
};

/** Of an answer for which nobody told anything. */
export const nothingTold = () => ({
  allowed: [] as AllowUse[],
  watched: [] as WatchedPerson[],
  intel: { files: [], indicators: [], problems: [] } as Intel,
  verdicts: [] as VerdictUse[],
});
