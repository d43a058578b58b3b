// Several answers as one: of many organisations, of one that was asked twice, of one whose workspaces overlap. What two answers of
// the same organisation hold both counts once; what only one holds counts.
import type { Case, Note, Result } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { idOf } from '../util/hash.js';
import { byText, sortedSet } from '../util/order.js';
import { count, some } from '../util/words.js';
import type { Told } from './member.js';

export interface Answer {
  /** As the user named it. */
  readonly name: string;
  readonly result: Result;
}

export interface Joined {
  readonly told: readonly Told[];
  readonly notes: readonly Note[];
}

export const tenantsOf = ({ cases, coverage }: Result): string[] =>
  sortedSet([...cases.map((item) => item.tenant), ...coverage.mailboxes.map((mailbox) => mailbox.tenant)]);

/** What an answer is about and says, whatever it is called. */
const contentOf = ({ result }: Answer): string =>
  idOf(
    'answer',
    ...result.inputs.map((input) => input.sha256).sort(byText),
    ...result.cases
      .map((item) => `${item.id} ${item.level} ${item.sessions.length} ${item.findings.length}`)
      .sort(byText),
  );

function recordsOf(result: Result): Map<string, Set<string>> {
  const behind = new Map<string, readonly string[]>([
    ...result.sessions.map((session) => [session.id, session.records] as const),
    ...result.findings.map((finding) => [finding.id, finding.evidence] as const),
  ]);
  return new Map(
    result.cases.map((item) => [
      item.id,
      new Set([...item.sessions, ...item.findings].flatMap((id) => behind.get(id) ?? [])),
    ]),
  );
}

interface Seen {
  readonly item: Case;
  readonly answer: Answer;
  readonly records: ReadonlySet<string>;
}

/** The fuller account first; of equals the later, then by id and answer. */
const byFullness = (a: Seen, b: Seen): number =>
  b.records.size - a.records.size ||
  byText(b.item.dwell.lastActivityAt ?? '', a.item.dwell.lastActivityAt ?? '') ||
  byText(a.item.id, b.item.id) ||
  byText(contentOf(a.answer), contentOf(b.answer));

/** Cases of which no fuller account stands in another answer. */
function kept(answers: readonly Answer[]): { kept: Seen[]; twice: Seen[] } {
  const seen = answers.flatMap((answer) => {
    const records = recordsOf(answer.result);
    return answer.result.cases.map((item): Seen => ({ item, answer, records: records.get(item.id) ?? new Set() }));
  });
  const fuller: Seen[] = [];
  const twice: Seen[] = [];
  const holder = new Map<string, Answer>();
  for (const each of seen.sort(byFullness)) {
    const keys = [`case ${each.item.id}`, ...[...each.records].map((id) => `${each.item.tenant} ${id}`)];
    const isTwice = keys.some((key) => (holder.get(key) ?? each.answer) !== each.answer);
    (isTwice ? twice : fuller).push(each);
    if (!isTwice) for (const key of keys) holder.set(key, each.answer);
  }
  return { kept: fuller, twice };
}

function noteOf(answers: readonly Answer[], twice: readonly Seen[]): Note {
  const names = some(answers.map((answer) => answer.name).sort(byText), 4);
  const all = answers.flatMap(({ result }) => tenantsOf(result));
  const shared = sortedSet(all.filter((tenant, i) => all.indexOf(tenant) !== i));
  const told =
    twice.length === 0
      ? 'no case of theirs is the same'
      : `${count(twice.length, 'case')} of theirs ${twice.length === 1 ? 'was' : 'were'} seen twice and ${twice.length === 1 ? 'counts' : 'count'} once, by the fuller account`;
  return {
    code: 'sameTenant',
    message: `${names} are about the same ${shared.length === 1 ? 'organisation' : 'organisations'} (${some(shared, 3)}): ${told}`,
  };
}

/** Answers that have an organisation in common, as one. */
function merged(answers: readonly Answer[]): { told: Told; notes: Note[] } {
  if (answers.length === 1) return { told: (answers[0] as Answer).result, notes: [] };
  const { kept: cases, twice } = kept(answers);
  const held = (answer: Answer): Set<string> =>
    new Set(cases.filter((each) => each.answer === answer).map((each) => each.item.id));
  const coverage = (answers[0] as Answer).result.coverage;
  const mailboxes = groupBy(
    answers.flatMap(({ result }) => result.coverage.mailboxes),
    ({ tenant, mailbox }) => JSON.stringify([tenant, mailbox]),
  );
  const told: Told = {
    cases: cases.map((each) => each.item),
    findings: answers.flatMap(({ result }) => result.findings),
    traits: answers.flatMap((answer) => {
      const own = held(answer);
      return answer.result.traits.filter((trait) => own.has(trait.case));
    }),
    coverage: { ...coverage, mailboxes: [...mailboxes.values()].flatMap((same) => same.slice(0, 1)) },
  };
  return { told, notes: [noteOf(answers, twice)] };
}

/** Groups of answers of which each has an organisation in common with another of its group. */
function related(answers: readonly Answer[]): Answer[][] {
  const groups: Answer[][] = [];
  for (const answer of answers) {
    const tenants = new Set(tenantsOf(answer.result));
    const near = groups.filter((group) => group.some((other) => tenantsOf(other.result).some((id) => tenants.has(id))));
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push([...near.flat(), answer]);
  }
  return groups;
}

const withoutTraits = ({ name, result }: Answer): Note[] =>
  result.cases.length > 0 && result.traits.length === 0
    ? [
        {
          code: 'noTraits',
          message: `${name} does not say what its cases have that could be compared, as answers of older versions do not: ${count(result.cases.length, 'case')} of it cannot be linked`,
        },
      ]
    : [];

/** The same whatever the order in which the answers are given. */
export function joinAnswers(answers: readonly Answer[]): Joined {
  const ordered = [...answers].sort((a, b) => byText(contentOf(a), contentOf(b)) || byText(a.name, b.name));
  const same = groupBy(ordered, contentOf);
  const copies = [...same.values()].flatMap((all) => {
    const [first, ...rest] = all;
    return rest.map(({ name }) => ({
      code: 'sameAnswer',
      message: `${name} says the same as ${first?.name}, and is left out`,
    }));
  });
  const distinct = [...same.values()].flatMap((all) => all.slice(0, 1));
  const parts = related(distinct).map(merged);
  const notes = [...parts.flatMap((part) => part.notes), ...copies, ...distinct.flatMap(withoutTraits)];
  return {
    told: parts.map((part) => part.told),
    notes: notes.sort((a, b) => byText(a.code, b.code) || byText(a.message, b.message)),
  };
}
