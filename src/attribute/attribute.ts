// Who may be behind a case or campaign: first what kind of explanation the evidence leaves, then, if somebody from outside is at
// work, whether anything can name him. Analysis of competing hypotheses (Heuer) with words of ICD 203.
import type { Attribution, Question } from '../record/attribution.js';
import type { Result } from '../record/result.js';
import { version } from '../util/version.js';
import { itemsOfKind, itemsOfName } from './draw.js';
import { type Fit, fitsOf, isSpecific } from './evidence/indicator.js';
import { judgeKind, outsiders } from './kind.js';
import { answersFrom } from './likelihood.js';
import { missingOf, outsideLogs } from './missing.js';
import { canName, judgeName } from './name.js';
import { type Profile, sourceOf } from './profile/profile.js';
import type { Profiles } from './profile/read.js';
import { type Subject, subjectOf } from './subject.js';

const byQuestion = ({ profiles }: Profiles, question: 'kind' | 'name'): Profile[] =>
  profiles.filter((profile) => profile.question === question);

/** Why an indicator that fits counts nothing. */
function uncounted({ profile, indicator, value, state, shared }: Fit): Attribution['outsideDates'][number] {
  const why =
    state === 'outsideDates'
      ? (['outsideDates', `was used outside the dates in which it was that actor's`] as const)
      : state === 'overEdge'
        ? (['overEdge', 'was used in a session that reaches over the edge of its dates'] as const)
        : shared
          ? (['shared', 'is shared by many'] as const)
          : (['unsourced', 'comes from a profile without a source that can be opened'] as const);
  const { from, until } = indicator;
  return {
    profile: profile.id,
    value,
    from,
    until,
    state: why[0],
    statement: `${value} of ${profile.name} (${from} to ${until}) ${why[1]}: it counts nothing.`,
  };
}

function told(profile: Profile, own: readonly string[]): Attribution['profiles'][number] {
  const { id, name, question, date, sources, attribution } = profile;
  const source = attribution === undefined ? null : sourceOf(profile, attribution.source);
  return {
    id,
    name,
    question,
    own: own.includes(id),
    canName: canName(profile),
    date,
    attribution:
      attribution === undefined
        ? null
        : `${attribution.statement} (${source?.title ?? attribution.source}, ${source?.date ?? date}; its confidence: ${attribution.confidence})`,
    sources: sources.map((each) => ({
      id: each.id,
      title: each.title,
      url: each.url ?? null,
      date: each.date,
      rating: `${each.reliability}${each.information}`,
      verified: each.verified,
    })),
  };
}

function questionsOf(subject: Subject, profiles: Profiles, fits: readonly Fit[], gaps: number): Question[] {
  const items = itemsOfKind(subject, fits);
  const kind = judgeKind(items, byQuestion(profiles, 'kind'), gaps);
  // Asked for a thing that is likelier no intrusion at all, a name would be an accusation.
  if (outsiders(kind.worked) < answersFrom && !fits.some(isSpecific)) return [kind.question];
  const names = byQuestion(profiles, 'name');
  return [kind.question, judgeName(itemsOfName(subject, items, fits, names), names, fits, gaps)];
}

/** The whole analysis of a case or campaign. */
export function attribute(subject: Subject, profiles: Profiles): Attribution {
  const fits = fitsOf(subject, byQuestion(profiles, 'name'));
  const missing = missingOf(subject);
  const questions = questionsOf(subject, profiles, fits, missing.length);
  return {
    contract: 1,
    letterlock: version,
    subject: {
      kind: subject.kind,
      id: subject.id,
      title: subject.title,
      cases: subject.cases.map(({ id }) => id),
      tenants: [...subject.tenants],
      mailboxes: subject.mailboxes.length,
    },
    questions,
    missing: [...missing, outsideLogs],
    outsideDates: fits.filter((fit) => !isSpecific(fit)).map(uncounted),
    profiles: profiles.profiles.map((profile) => told(profile, profiles.own)),
  };
}

/** The case or campaign of an id in a result. Throws `unknownSubject`. */
export const attributeIn = (result: Result, id: string, profiles: Profiles): Attribution =>
  attribute(subjectOf(result, id), profiles);
