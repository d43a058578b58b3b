// Everything that a case or campaign says about who is behind it, each thing once and in one order.
import { byText } from '../util/order.js';
import { parseTime } from '../util/time.js';
import { count } from '../util/words.js';
import { byFinding } from './evidence/by-finding.js';
import { byScope } from './evidence/by-scope.js';
import { bySession } from './evidence/by-session.js';
import { byTime, hasEnough, shareWithin, visitsOf } from './evidence/by-time.js';
import type { Evidence } from './evidence/evidence.js';
import { byIndicator, type Fit } from './evidence/indicator.js';
import type { Profile } from './profile/profile.js';
import type { Subject } from './subject.js';

/** Kinds that findings and sessions both give are one item; the finding's words say more. */
function once(items: readonly Evidence[]): Evidence[] {
  const byKind = new Map<string, Evidence>();
  for (const each of items) {
    const known = byKind.get(each.id);
    const sessions = [...new Set([...(known?.sessions ?? []), ...each.sessions])].sort(byText);
    byKind.set(each.id, { ...(known ?? each), sessions });
  }
  return [...byKind.values()].sort((a, b) => byText(a.id, b.id));
}

const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`;

function hoursOf(profile: Profile, visits: readonly string[]): Evidence[] {
  const { hours } = profile;
  if (hours === undefined || !hasEnough(visits)) return [];
  const share = shareWithin(visits, hours.from, hours.until, hours.workdays);
  if (share > 0.5 && share < 0.9) return [];
  const fits = share >= 0.9;
  return [
    {
      id: `${fits ? 'fits' : 'misses'} the hours of ${profile.id}`,
      kind: 'hoursOfProfile',
      family: `hours of ${profile.id}`,
      statement: `${Math.round(share * 100)} % of ${count(visits.length, 'visit')} lie within the hours of ${profile.name} (${clock(hours.from)} to ${clock(hours.until)} UTC${hours.workdays ? ', working days' : ''}).`,
      about: profile.id,
      specific: false,
      findings: [],
      sessions: [],
    },
  ];
}

function timesOf(profile: Profile, { sessions, findings }: Subject): Evidence[] {
  const { active } = profile;
  const times = [...sessions, ...findings].map(({ firstAt }) => firstAt).sort(byText);
  const [first, last] = [times[0], times.at(-1)];
  if (active === undefined || first === undefined || last === undefined) return [];
  const before = Date.parse(last) < (parseTime(active.from)?.ms ?? 0);
  const after = active.until !== undefined && Date.parse(first) >= (parseTime(active.until)?.ms ?? 0);
  if (!before && !after) return [];
  return [
    {
      id: `misses the time of ${profile.id}`,
      kind: 'timesOfProfile',
      family: `time of ${profile.id}`,
      statement: `It happened ${before ? 'before' : 'after'} ${profile.name} is known to have been at work (${active.from} to ${active.until ?? 'now'}).`,
      about: profile.id,
      specific: false,
      findings: [],
      sessions: [],
    },
  ];
}

/** Items for the question of kind: an indicator speaks for an intruder, whoever he is. */
export function itemsOfKind(subject: Subject, fits: readonly Fit[]): Evidence[] {
  const found = byFinding(subject);
  const published = byIndicator(fits).filter((each) => each.specific);
  const indicated: Evidence[] = published.slice(0, 1).map((each) => ({
    ...each,
    id: 'publishedIndicator',
    kind: 'publishedIndicator',
    statement: 'Something that was published about an intruder was seen within its dates.',
    about: null,
    specific: false,
  }));
  const seen = new Set<string>(found.map(({ id }) => id));
  return once([...found, ...bySession(subject), ...byTime(subject), ...byScope(subject, seen), ...indicated]);
}

/** Items for the question of name: those of kind, and what concerns single profiles. */
export function itemsOfName(
  subject: Subject,
  kinds: readonly Evidence[],
  fits: readonly Fit[],
  profiles: readonly Profile[],
): Evidence[] {
  const visits = visitsOf(subject);
  const own = profiles
    .filter(({ role }) => role === 'group')
    .flatMap((profile) => [...hoursOf(profile, visits), ...timesOf(profile, subject)]);
  return once([...kinds.filter(({ kind }) => kind !== 'publishedIndicator'), ...byIndicator(fits), ...own]);
}
