// The first question: what kind of thing is this? An intruder who collects, one who is after money, somebody of the house, the
// provider, something sanctioned, the owner, or a fault of the logs. Only after that a name is worth asking for.
import type { Question } from '../record/attribution.js';
import { changesFor } from './change.js';
import type { Evidence } from './evidence/evidence.js';
import { answersFrom, clamped, inWords, likelihoodOf } from './likelihood.js';
import type { Profile } from './profile/profile.js';
import { type Answer, questionOf, type Worked, work } from './question.js';

const leftFrom = 0.05;

function statementOf({ ranked, leader }: Worked): Answer {
  const called = inWords(likelihoodOf(leader.probability));
  if (leader.probability >= answersFrom) {
    return { answer: leader.profile.id, statement: `The explanation is ${called}: ${leader.profile.name}.` };
  }
  const left = ranked
    .filter(({ probability }) => clamped(probability) >= leftFrom)
    .map(({ profile, probability }) => `${profile.name}, ${inWords(likelihoodOf(probability))}`);
  return { answer: null, statement: `No explanation reaches "likely". Left are: ${left.join('; ')}.` };
}

/** How probable it is that somebody from outside who means harm is at work. */
export const outsiders = ({ ranked }: Worked): number =>
  ranked.reduce((sum, { profile, probability }) => sum + (profile.outsider ? probability : 0), 0);

export function judgeKind(
  items: readonly Evidence[],
  profiles: readonly Profile[],
  gaps: number,
): { question: Question; worked: Worked } {
  const worked = work(items, profiles, gaps, 'high');
  const rivals = worked.ranked.filter(({ profile }) => profile.expects.length > 0);
  const changes = changesFor(items, worked.leader, rivals);
  return { question: questionOf('kind', worked, statementOf(worked), changes), worked };
}
