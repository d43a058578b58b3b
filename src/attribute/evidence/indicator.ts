// Published indicators of the profiles' actors, looked for within their dates only: rented hosts are handed on, and what was an
// actor's in June is a stranger's in July. A session counts when the whole of it lies within the dates. What many share names
// nobody, whatever its profile says: a VPN's exit, a provider's way out, the service itself.
import { passingKinds } from '../../record/network-kind.js';
import type { Session } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { byText, sortedSet } from '../../util/order.js';
import { day, parseTime } from '../../util/time.js';
import { count, some } from '../../util/words.js';
import { type IndicatorOf, isSourced, type Profile, written } from '../profile/profile.js';
import type { Subject } from '../subject.js';
import { type Evidence, item } from './evidence.js';

const sharedKinds = new Set([
  ...passingKinds,
  'vpn',
  'proxy',
  'residentialProxy',
  'tor',
  'cdn',
  'office',
  'microsoft',
  'private',
]);

export interface Fit {
  readonly profile: Profile;
  readonly indicator: IndicatorOf;
  readonly value: string;
  readonly state: 'inDates' | 'outsideDates' | 'overEdge';
  readonly shared: boolean;
  readonly late: boolean;
  readonly sessions: readonly string[];
}

const startOf = (text: string): number => parseTime(text)?.ms ?? Number.NaN;
const endOf = (text: string): number => startOf(text) + (parseTime(text)?.isDay === true ? day : 0);

function holds(session: Session, { type }: IndicatorOf, value: string): boolean {
  if (type === 'address') return session.addresses.some(({ ip }) => ip === value);
  return type === 'application' && session.application.id?.toLowerCase() === value;
}

function stateOf(session: Session, { from, until }: IndicatorOf): Fit['state'] {
  const [first, last] = [Date.parse(session.firstAt), Date.parse(session.lastAt)];
  if (first >= startOf(from) && last < endOf(until)) return 'inDates';
  return last < startOf(from) || first >= endOf(until) ? 'outsideDates' : 'overEdge';
}

function fitOf(profile: Profile, indicator: IndicatorOf, sessions: readonly Session[]): Fit[] {
  const value = written(indicator);
  const using = sessions.filter((session) => holds(session, indicator, value));
  const kinds = using.flatMap(({ addresses }) =>
    addresses.filter(({ ip }) => ip === value).flatMap(({ kind }) => kind ?? []),
  );
  const shared = indicator.shared || kinds.some((kind) => sharedKinds.has(kind));
  return [...groupBy(using, (session) => stateOf(session, indicator))].map(([state, group]) => ({
    profile,
    indicator,
    value,
    state: state as Fit['state'],
    shared,
    late:
      indicator.published !== undefined &&
      group.every(({ firstAt }) => Date.parse(firstAt) >= endOf(indicator.published ?? firstAt)),
    sessions: sortedSet(group.map(({ id }) => id)),
  }));
}

/** Everything in the case that some profile names, within its dates or not. */
export function fitsOf({ sessions }: Subject, profiles: readonly Profile[]): Fit[] {
  return profiles
    .flatMap((profile) => profile.indicators.flatMap((indicator) => fitOf(profile, indicator, sessions)))
    .sort((a, b) => byText(a.profile.id, b.profile.id) || byText(a.value, b.value) || byText(a.state, b.state));
}

/** Within its dates, of a kind that strangers do not share, from a source that can be opened. */
export const isSpecific = ({ state, shared, profile }: Fit): boolean =>
  state === 'inDates' && !shared && isSourced(profile);

const valuesOf = (fits: readonly Fit[]): string[] => sortedSet(fits.map(({ value }) => value));

/** The items that indicators give: one for each profile, and what their pattern says of a planted trace. */
export function byIndicator(fits: readonly Fit[]): Evidence[] {
  const specific = fits.filter(isSpecific);
  const groups = [...groupBy(specific, ({ profile }) => profile.id).values()];
  const own = groups.map((group): Evidence => {
    const { profile } = group[0] as Fit;
    const values = valuesOf(group);
    return {
      ...item('publishedIndicator', null, { sessions: group.flatMap(({ sessions }) => sessions) }),
      id: `indicator of ${profile.id}`,
      kind: 'indicator',
      statement: `${count(values.length, 'indicator')} of ${profile.name}, within the published dates (${some(values, 3)}).`,
      about: profile.id,
      specific: true,
    };
  });
  const basis = { sessions: specific.flatMap(({ sessions }) => sessions) };
  const values = valuesOf(specific);
  const pattern: Evidence[] = [];
  if (groups.length > 1) pattern.push(item('mixedIndicators', null, basis));
  else if (values.length === 1) pattern.push(item('loneIndicator', some(values, 1), basis));
  else if (values.length > 1) pattern.push(item('severalIndicators', count(values.length, 'indicator'), basis));
  const late = specific.filter((fit) => fit.late);
  if (late.length > 0) pattern.push(item('lateIndicator', some(valuesOf(late), 3), basis));
  return [...own, ...pattern];
}
