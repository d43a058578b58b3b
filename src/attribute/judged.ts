// The judgements of a whole answer: of campaigns, and of cases that wake somebody. Lesser cases are mostly ordinary life, and each
// would bring an accusation with it; who wants to know asks for them (letterlock attribute).
import { levelRank } from '../detect/weigh.js';
import type { Judgement } from '../record/attribution.js';
import type { Case, Result } from '../record/result.js';
import { attribute } from './attribute.js';
import { type Profiles, readProfiles } from './profile/read.js';
import { subjectOf } from './subject.js';

const isJudged = ({ level, judgement }: Case): boolean =>
  levelRank(judgement?.levelByLogs ?? level) >= levelRank('high');

/** Without the matrix. */
const judgementsOf = (result: Result, id: string, profiles: Profiles): Judgement[] =>
  attribute(subjectOf(result, id), profiles).questions.map(
    ({ question, answer, statement, confidence, hypotheses, carriedBy }) => ({
      ...{ question, answer, statement, confidence, hypotheses, carriedBy },
    }),
  );

/** An answer with the judgements of its cases and campaigns, by the profiles that come along. */
export function withJudgements(result: Result): Result {
  if (!result.cases.some(isJudged) && result.campaigns.length === 0) return result;
  const profiles = readProfiles();
  return {
    ...result,
    cases: result.cases.map((item) =>
      isJudged(item) ? { ...item, judgements: judgementsOf(result, item.id, profiles) } : item,
    ),
    campaigns: result.campaigns.map((each) => ({ ...each, judgements: judgementsOf(result, each.id, profiles) })),
  };
}
