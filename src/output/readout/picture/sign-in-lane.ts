// When the owner of a mailbox signed in, for the foot of its lane in the timeline. Where no sign-in log was given there is nothing to draw,
// and that is said: an empty foot would look like an owner who never signed in.
import type { Case, Result } from '../../../record/result.js';
import { groupBy } from '../../../util/group.js';
import { sortedSet } from '../../../util/order.js';
import { day } from '../../../util/time.js';
import { count } from '../../../util/words.js';
import { span } from '../../format.js';
import type { Lane, Span } from './picture.js';

/** By mailbox; null where no sign-in log was given. */
export function signInsOf(
  { coverage, signInTimes }: Result,
  cases: readonly Case[],
): ReadonlyMap<string, readonly Span[]> | null {
  if (coverage.signIns.length === 0) return null;
  const tenants = new Set(cases.map(({ tenant }) => tenant));
  const own = groupBy(
    signInTimes.people.filter(({ tenant }) => tenants.has(tenant)),
    ({ user }) => user,
  );
  return new Map([...own].map(([user, people]) => [user, people.flatMap(({ spans }) => spans)]));
}

/** What lies on the line of time of the picture, which begins and ends with a day. */
export function within(spans: readonly Span[] | null, fromAt: string, toAt: string): Span[] | null {
  const begin = Math.floor(Date.parse(fromAt) / day) * day;
  const end = Math.ceil(Date.parse(toAt) / day) * day;
  const part = (text: string): number => Math.min(end, Math.max(begin, Date.parse(text)));
  return (
    spans
      ?.map((it) => ({ from: part(it.fromAt), to: part(it.toAt) }))
      .filter(({ from, to }) => to > from)
      .map(({ from, to }) => ({ fromAt: new Date(from).toISOString(), toAt: new Date(to).toISOString() })) ?? null
  );
}

/** For whoever cannot see the picture: whose sign-ins stand below the reading, and when. */
export function signInsTold(lanes: readonly Lane[]): string {
  if (lanes.some(({ signIns }) => signIns === null)) return 'No sign-in log was given, so no sign-ins are drawn.';
  const having = lanes.filter(({ signIns }) => (signIns ?? []).length > 0);
  const without = lanes.length - having.length;
  const spans = having.flatMap(({ signIns }) => signIns ?? []);
  const [first] = sortedSet(spans.map(({ fromAt }) => fromAt));
  const last = sortedSet(spans.map(({ toAt }) => toAt)).at(-1);
  if (first === undefined || last === undefined) return 'The logs hold no sign-in of the owners in this time.';
  const none = without === 0 ? '' : `; ${count(without, 'owner has', 'owners have')} none in the logs`;
  return `Below the reading, when the owners signed in: ${count(spans.length, 'span')} from ${span(first, last)}${none}.`;
}
