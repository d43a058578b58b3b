// Steps of a story out of findings: changes of rights and settings, and what else rules have found. Rules look at the same acts, so those
// that rest on the same records are one step, under the title of the highest; what is told as a sign-in or a reading is not told again.
import { levelRank } from '../../detect/weigh.js';
import type { Knowledge } from '../../record/knowledge.js';
import type { Finding } from '../../record/result.js';
import type { Stage, StoryStep } from '../../record/story.js';
import { groupBy } from '../../util/group.js';
import { byText, sortedSet } from '../../util/order.js';
import { isoTime } from '../../util/time.js';
import type { ChangeRow } from './act.js';
import { stageOf } from './stage.js';

export const recordsTold = 50;

export const blankStep: Omit<StoryStep, 'stage' | 'kind' | 'firstAt' | 'lastAt' | 'count' | 'records'> = {
  title: null,
  users: [],
  targets: [],
  mailboxes: [],
  addresses: [],
  applications: [],
  clients: [],
  operations: [],
  manner: null,
  ownPlace: null,
  people: null,
  messages: null,
  folders: null,
  findings: [],
};

/** The detector that finds readers who were let in; its evidence begins with the changes that let them in. */
export const letIn = 'preparedReader';

export interface Around {
  readonly knowledge: Knowledge;
  readonly firstAccessAt: string | null;
  /** Ids of records that other steps tell. */
  readonly told: ReadonlySet<string>;
}

interface Part {
  readonly stage: Stage;
  readonly findings: Finding[];
  readonly records: Set<string>;
}

/** Several rules that look at the same records are one act, and the highest of them says what it is. */
const actsOf = (findings: readonly Finding[]): Finding[][] => [
  ...groupBy(findings, ({ evidence }) => evidence.toSorted(byText).join(' ')).values(),
];

/** Findings of one stage that share a record, directly or through others. */
function joined(findings: readonly Finding[]): Part[] {
  const parts: Part[] = [];
  for (const act of actsOf(findings)) {
    const stage = stageOf(highest(act)?.techniques ?? []);
    const near = parts.filter((part) => part.stage === stage && act[0]?.evidence.some((id) => part.records.has(id)));
    const whole: Part = {
      stage,
      findings: [...near.flatMap((part) => part.findings), ...act],
      records: new Set([...near.flatMap((part) => [...part.records]), ...(act[0]?.evidence ?? [])]),
    };
    for (const part of near) parts.splice(parts.indexOf(part), 1);
    parts.push(whole);
  }
  return parts;
}

/** The first of the highest; none of none. */
export const highest = (findings: readonly Finding[]): Finding | undefined =>
  findings.toSorted((a, b) => levelRank(b.level) - levelRank(a.level))[0];

const applicationsOf = (ids: readonly string[], knowledge: Knowledge): StoryStep['applications'] =>
  ids.map((id) => ({ id, name: knowledge.applicationNames.get(id)?.name ?? null }));

function stepOf({ stage, findings, records }: Part, { knowledge, firstAccessAt }: Around): StoryStep {
  const all = (pick: (finding: Finding) => readonly string[]): string[] => sortedSet(findings.flatMap(pick));
  const firstAt = sortedSet(findings.map((each) => each.firstAt))[0] as string;
  const before = stage === 'persistence' && firstAccessAt !== null && firstAt <= firstAccessAt;
  return {
    ...blankStep,
    stage: before ? 'preparation' : stage,
    kind: 'change',
    firstAt,
    lastAt: sortedSet(findings.map((each) => each.lastAt)).at(-1) as string,
    count: records.size,
    title: highest(findings)?.title ?? null,
    users: all(({ users }) => users),
    targets: all(({ targets }) => targets),
    mailboxes: all(({ mailboxes }) => mailboxes),
    applications: applicationsOf(
      all(({ applications }) => applications),
      knowledge,
    ),
    findings: findings.map(({ id }) => id),
    records: [...records].slice(0, recordsTold),
  };
}

/** Steps of the rules' findings, those aside that rest on nothing but records that other steps tell; of an entry one such record is enough. */
export function ruleSteps(findings: readonly Finding[], around: Around): StoryStep[] {
  const isTold = ({ evidence, techniques }: Finding): boolean =>
    stageOf(techniques) === 'entry'
      ? evidence.some((id) => around.told.has(id))
      : evidence.every((id) => around.told.has(id));
  const own = findings.filter((finding) => finding.rule !== null && !isTold(finding));
  return joined(own).map((part) => stepOf(part, around));
}

/** What let a reader in, where no rule tells of it. */
export function letInSteps(
  findings: readonly Finding[],
  changes: ReadonlyMap<string, ChangeRow>,
  { told, knowledge }: Around,
): StoryStep[] {
  const found = findings.filter(({ detection }) => detection === letIn);
  const rows = new Map(
    found.flatMap((finding) =>
      finding.evidence.flatMap((id) => {
        const row = changes.get(id);
        return row === undefined || told.has(id) ? [] : [[id, { row, finding }] as const];
      }),
    ),
  );
  return [...rows.values()]
    .sort((a, b) => a.row.atMs - b.row.atMs || byText(a.row.id, b.row.id))
    .map(({ row, finding }) => ({
      ...blankStep,
      stage: 'preparation',
      kind: 'change',
      firstAt: isoTime(row.atMs),
      lastAt: isoTime(row.atMs),
      count: 1,
      users: row.user === null ? [] : [row.user],
      applications: applicationsOf(finding.applications, knowledge),
      mailboxes: finding.mailboxes,
      operations: [row.operation],
      findings: [finding.id],
      records: [row.id],
    }));
}
