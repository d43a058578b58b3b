// The second question: whose name? A name needs something specific within its dates from a source that can be opened, and then
// goes no further than that source does. Otherwise the answer is that these logs cannot say, with the hypotheses that are left.
import type { Hint, Question } from '../record/attribution.js';
import type { Evidence } from './evidence/evidence.js';
import { type Fit, isSpecific } from './evidence/indicator.js';
import { answersFrom, inWords, likelihoodOf } from './likelihood.js';
import { isSourced, type Profile, sourceOf } from './profile/profile.js';
import { type Answer, cappedAt, questionOf, type Worked, work } from './question.js';

/** By the Admiralty code of the source behind an indicator: up to where it may carry a name. */
function ceiling(profile: Profile, fits: readonly Fit[]): number {
  const of = fits
    .filter((fit) => isSpecific(fit) && fit.profile.id === profile.id)
    .map(({ indicator }) => sourceOf(profile, indicator.source))
    .map((source) => {
      if (source === null || !source.verified) return 0.44;
      const { reliability, information } = source;
      if (reliability <= 'B' && information <= 2) return 0.94;
      if (reliability <= 'C' && information <= 3) return 0.79;
      // Nobody has judged the source: an indicator may be noted, a name takes more.
      return reliability === 'F' || information === 6 ? 0.79 : 0.44;
    });
  return of.length === 0 ? 0.44 : Math.max(...of);
}

/** Which profiles can name somebody at all. */
export const canName = (profile: Profile): boolean =>
  profile.role === 'group' && profile.question === 'name' && isSourced(profile);

/** Contradicted by less than a tenfold doubt. */
const leftBelow = 2.3;

function unnamed(worked: Worked, fits: readonly Fit[]): string {
  const specific = fits.some(isSpecific);
  const why = specific
    ? 'what is specific in them does not decide whose it is'
    : 'nothing in them is specific to one actor';
  const left = worked.ranked.filter(({ inconsistency }) => inconsistency < leftBelow);
  const names = left.map(({ profile }) => profile.name).join('; ');
  const said = specific
    ? `Left is ${inWords(likelihoodOf(worked.leader.probability))}: ${worked.leader.profile.name}.`
    : `Not contradicted, which names nobody: ${names}.`;
  return `Not attributable from these logs: ${why}. ${said}`;
}

function namedBy(worked: Worked, caps: ReadonlyMap<string, number>, fits: readonly Fit[]): Answer {
  const { leader } = worked;
  const probability = cappedAt(caps, leader);
  const { profile } = leader;
  if (canName(profile) && probability >= answersFrom) {
    const called = inWords(likelihoodOf(probability));
    return {
      answer: profile.id,
      statement: `If it is an intruder from outside, it is ${called} that this is the actor published as ${profile.name}.`,
      caps,
    };
  }
  return { answer: null, statement: unnamed(worked, fits), caps };
}

function changes(profiles: readonly Profile[], fits: readonly Fit[]): Hint[] {
  const seen = new Set(fits.filter(isSpecific).map(({ profile }) => profile.id));
  const groups = profiles.filter(
    (profile) => canName(profile) && profile.indicators.length > 0 && !seen.has(profile.id),
  );
  const keys = groups.filter(({ indicators }) => indicators.some(({ type }) => type === 'keyThumbprint'));
  return [
    ...groups.map(({ id, name }) => ({
      code: `indicator of ${id}`,
      statement: `An address or application of ${name}, used within its published dates, would speak for it.`,
    })),
    ...keys.map(({ id, name }) => ({
      code: `key of ${id}`,
      statement: `The thumbprint of a signing key of ${name}, which only the provider's own logs hold, would speak for it strongly.`,
    })),
  ];
}

export function judgeName(
  items: readonly Evidence[],
  profiles: readonly Profile[],
  fits: readonly Fit[],
  gaps: number,
): Question {
  const caps = new Map(
    profiles.filter(({ role }) => role === 'group').map((profile) => [profile.id, ceiling(profile, fits)] as const),
  );
  const single = new Set(fits.filter(isSpecific).map(({ value }) => value)).size < 2;
  const worked = work(items, profiles, gaps, single ? 'low' : 'moderate');
  return questionOf('name', worked, namedBy(worked, caps, fits), changes(profiles, fits));
}
