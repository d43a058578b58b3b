// What is judged: a case, or a campaign as the list of its cases, with the sessions and findings behind it and what the logs
// could show at all. Plain parts of a result, so that a result from a file serves as well as a workspace.
import type { Case, Finding, Result, Session } from '../record/result.js';
import { LetterlockError } from '../util/error.js';
import { byText, sortedSet } from '../util/order.js';
import { count } from '../util/words.js';

export interface Subject {
  readonly id: string;
  readonly kind: 'case' | 'campaign';
  readonly title: string;
  readonly cases: readonly Case[];
  readonly sessions: readonly Session[];
  readonly findings: readonly Finding[];
  readonly tenants: readonly string[];
  readonly mailboxes: readonly string[];
  readonly coverage: Result['coverage'];
  readonly people: Result['people'];
}

/** Where the order of a result must not matter, its own order by time and id is taken. */
const byTime = (a: Session | Finding, b: Session | Finding): number =>
  byText(a.firstAt, b.firstAt) || byText(a.id, b.id);

export function subjectOfCases(
  result: Pick<Result, 'sessions' | 'findings' | 'coverage' | 'people'>,
  cases: readonly Case[],
  about: Pick<Subject, 'id' | 'kind' | 'title'>,
): Subject {
  const sessions = new Set(cases.flatMap((item) => item.sessions));
  const findings = new Set(cases.flatMap((item) => item.findings));
  return {
    ...about,
    cases: [...cases].sort((a, b) => byText(a.id, b.id)),
    sessions: result.sessions.filter(({ id }) => sessions.has(id)).sort(byTime),
    findings: result.findings.filter(({ id }) => findings.has(id)).sort(byTime),
    tenants: sortedSet(cases.map((item) => item.tenant)),
    mailboxes: sortedSet(cases.flatMap((item) => item.mailboxes.map((mailbox) => `${item.tenant} ${mailbox}`))),
    coverage: result.coverage,
    people: result.people,
  };
}

/** The case or campaign of an id. Throws `unknownSubject`. */
export function subjectOf(result: Result, id: string): Subject {
  const item = result.cases.find((each) => each.id === id);
  if (item !== undefined) return subjectOfCases(result, [item], { id, kind: 'case', title: item.title });
  const campaign = result.campaigns.find((each) => each.id === id);
  if (campaign !== undefined) {
    const cases = result.cases.filter((each) => campaign.cases.includes(each.id));
    const title = `a campaign of ${count(cases.length, 'case')} in ${count(campaign.tenants.length, 'organisation')}`;
    return subjectOfCases(result, cases, { id, kind: 'campaign', title });
  }
  throw new LetterlockError({
    code: 'unknownSubject',
    message: `there is no case or campaign ${id} in this answer`,
    hint: 'take the id from the answer to the same exports, with the same --allow, --rules and --intel',
  });
}
