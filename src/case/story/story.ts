// A case in its order: what prepared it, how they came in, which mailboxes they read, how they stayed and hid, and whether it has ended.
// Nothing here is found: it lays findings, sessions, sign-ins and acts of one actor side by side in time.
import type { Database } from '../../query/database.js';
import { inlineRows } from '../../query/operation.js';
import { sql } from '../../query/sql.js';
import type { Knowledge } from '../../record/knowledge.js';
import type { Case, Finding } from '../../record/result.js';
import { type Story, type StoryStep, stages } from '../../record/story.js';
import { readWhereabouts, type Whereabouts } from '../../store/enrich/whereabouts.js';
import { groupBy } from '../../util/group.js';
import { byText, sortedSet } from '../../util/order.js';
import { hour, isoTime } from '../../util/time.js';
import { type ActRow, type ChangeRow, readActs, readChanges } from './act.js';
import { type MailboxRow, type PeakRow, type ReachRow, readCaseMailboxes, readPeaks, readReach } from './reading.js';
import { makeCaseSignIns, type RefusalRow, readRefusals, readSignIns, type SignInRow } from './sign-in.js';
import { actOf } from './stage.js';
import { blankStep, highest, letIn, letInSteps, recordsTold, ruleSteps } from './told.js';

/** An intruder who was there so short a time before the logs end may still be. */
const nearEndMs = 48 * hour;

interface Material {
  readonly signIns: readonly SignInRow[];
  readonly refusals: readonly RefusalRow[];
  readonly mailboxes: readonly MailboxRow[];
  readonly peak: PeakRow | undefined;
  readonly acts: readonly ActRow[];
  readonly reach: ReachRow | undefined;
  readonly changes: ReadonlyMap<string, ChangeRow>;
  readonly whereabouts: ReadonlyMap<string, Whereabouts>;
  readonly knowledge: Knowledge;
}

const nothingKnown: Whereabouts = { asn: null, organisation: null, country: null, kind: null, loggedCountry: null };

const present = (values: readonly (string | null)[]): string[] => [...new Set(values.flatMap((value) => value ?? []))];

const addressesOf = ({ whereabouts }: Material, ips: readonly (string | null)[]): StoryStep['addresses'] =>
  present(ips).map((ip) => ({ ip, ...nothingKnown, ...whereabouts.get(ip) }));

const span = (rows: readonly { firstMs: number; lastMs: number; count: number }[]) => ({
  firstAt: isoTime(Math.min(...rows.map((row) => row.firstMs))),
  lastAt: isoTime(Math.max(...rows.map((row) => row.lastMs))),
  count: rows.reduce((sum, row) => sum + row.count, 0),
});

/** One step for each person and manner, with the places in the order in which they were used. */
function signInSteps(material: Material): StoryStep[] {
  const groups = groupBy(material.signIns, ({ user, application, manner, own }) =>
    manner === 'application' ? `${application}` : `${user} ${manner} ${own}`,
  );
  return [...groups.values()].map((rows) => {
    const [first] = rows as [SignInRow, ...SignInRow[]];
    const names = new Map(
      rows.flatMap((row) => (row.application === null ? [] : [[row.application, row.applicationName] as const])),
    );
    return {
      ...blankStep,
      stage: 'entry',
      kind: 'signIn',
      ...span(rows),
      users: present(rows.map(({ user }) => user)),
      addresses: addressesOf(
        material,
        rows.map(({ ip }) => ip),
      ),
      applications: [...names].map(([id, name]) => ({
        id,
        name: material.knowledge.applicationNames.get(id)?.name ?? name,
      })),
      clients: present(rows.map(({ client }) => client)),
      manner: first.manner,
      ownPlace: first.manner === 'application' ? null : first.own,
      records: present(rows.flatMap(({ records }) => records)).slice(0, recordsTold),
    };
  });
}

function refusalSteps(material: Material): StoryStep[] {
  const rows = material.refusals;
  if (rows.length === 0) return [];
  return [
    {
      ...blankStep,
      stage: 'entry',
      kind: 'refusals',
      ...span(rows),
      addresses: addressesOf(
        material,
        rows.map(({ ip }) => ip),
      ),
      people: sortedSet(rows.flatMap(({ people }) => people)).length,
      records: rows.flatMap(({ records }) => records).slice(0, recordsTold),
    },
  ];
}

function readingSteps({ exposure }: Case, { mailboxes, peak }: Material): StoryStep[] {
  const opened = groupBy(exposure.named.items, ({ mailbox }) => mailbox);
  const copied = groupBy(exposure.folders, ({ mailbox }) => mailbox);
  const each = mailboxes.map(
    (row): StoryStep => ({
      ...blankStep,
      stage: 'access',
      kind: 'mailbox',
      ...span([row]),
      users: row.users,
      mailboxes: [row.mailbox],
      messages: opened.get(row.mailbox)?.length ?? 0,
      folders: copied.get(row.mailbox)?.length ?? 0,
      records: row.records,
    }),
  );
  if (peak === undefined || peak.days < 2) return each;
  const { mailboxes: read, records } = peak;
  return [...each, { ...blankStep, stage: 'access', kind: 'peak', ...span([peak]), mailboxes: read, records }];
}

const actSteps = (material: Material): StoryStep[] =>
  material.acts.map((row) => ({
    ...blankStep,
    ...actOf(row.operation),
    ...span([row]),
    users: [row.user],
    mailboxes: present([row.mailbox]),
    addresses: addressesOf(material, row.ips ?? []),
    operations: [row.operation],
    records: row.records,
  }));

function wayOf({ signIns, reach }: Material, steps: readonly StoryStep[]): Story['way'] {
  if (reach === undefined) return 'noAccess';
  const granted = steps.some(({ stage }) => stage === 'preparation');
  const strange = signIns.filter(({ own, manner }) => !own && manner !== 'application');
  // An application that was let in renews its tokens by itself, in the name of whoever let it in.
  const renewed = granted && strange.every(({ manner }) => manner === 'nonInteractive');
  if (strange.length > 0) return renewed ? 'application' : 'signIn';
  if (reach.applications * 2 > reach.sessions) return granted || reach.tied > 0 ? 'application' : 'notSeen';
  if (reach.tied * 2 < reach.sessions) return 'notSeen';
  return reach.others * 2 > reach.sessions ? 'ownAccount' : 'ownSession';
}

/** In the order of time; what happened at once in the order of the stages. */
const inOrder = (steps: readonly StoryStep[]): StoryStep[] =>
  [...steps].sort(
    (a, b) =>
      byText(a.firstAt, b.firstAt) ||
      stages.indexOf(a.stage) - stages.indexOf(b.stage) ||
      byText(a.kind, b.kind) ||
      byText(a.records[0] ?? '', b.records[0] ?? ''),
  );

/** Findings that rest on records of a step are its findings. */
function withFindings(steps: readonly StoryStep[], findings: readonly Finding[]): StoryStep[] {
  const ruled = findings.filter(({ rule }) => rule !== null);
  return steps.map((step) => {
    if (step.kind !== 'signIn' && step.kind !== 'refusals') return step;
    const own = new Set(step.records);
    const same = ruled.filter(({ evidence }) => evidence.some((id) => own.has(id)));
    return { ...step, title: highest(same)?.title ?? null, findings: sortedSet(same.map(({ id }) => id)) };
  });
}

/** The last that is seen of somebody who read: an access, or what was done after it. */
function endStep({ mailboxes }: Material, steps: readonly StoryStep[]): StoryStep[] {
  if (mailboxes.length === 0) return [];
  const done = steps.filter(({ stage, kind }) => kind !== 'peak' && stage !== 'preparation' && stage !== 'entry');
  const last = done.toSorted((a, b) => byText(a.lastAt, b.lastAt)).at(-1) as StoryStep;
  const opened = mailboxes.find(({ mailbox }) => last.kind === 'mailbox' && last.mailboxes.includes(mailbox));
  const end = { firstAt: last.lastAt, lastAt: last.lastAt, count: 1, mailboxes: last.mailboxes };
  const record = opened?.last ?? last.records.at(-1);
  return [{ ...blankStep, stage: 'end', kind: 'end', ...end, records: record === undefined ? [] : [record] }];
}

function storyOf(item: Case, findings: readonly Finding[], material: Material): Story {
  const { reach } = material;
  const plain = [
    ...signInSteps(material),
    ...refusalSteps(material),
    ...readingSteps(item, material),
    ...actSteps(material),
  ];
  const accesses = material.mailboxes.flatMap(({ records }) => records);
  const told = new Set([...accesses, ...plain.flatMap(({ records }) => records)]);
  const { firstAccessAt } = item.dwell;
  const { knowledge } = material;
  const ruled = ruleSteps(findings, { knowledge, firstAccessAt, told });
  const known = new Set([...told, ...ruled.flatMap(({ records }) => records)]);
  const all = [
    ...withFindings(plain, findings),
    ...ruled,
    ...letInSteps(findings, material.changes, { knowledge, firstAccessAt, told: known }),
  ];
  const way = wayOf(material, all);
  // Whoever lets an application in signs in to it first: that is no entry of the intruder's.
  const steps = all.map((step) =>
    way === 'application' && step.ownPlace === true ? { ...step, stage: 'preparation' as const } : step,
  );
  const end = endStep(material, steps);
  const lastMs = Date.parse(end[0]?.firstAt ?? isoTime(0));
  // What was done may be logged after the last opening of mail.
  const logsEndMs = Math.max(reach?.logsEndMs ?? 0, lastMs);
  return {
    way,
    sessions: reach?.sessions ?? 0,
    sessionsWithSignIn: reach?.tied ?? 0,
    tokenTenants: reach?.tokenTenants ?? [],
    logsEndAt: reach === undefined ? null : isoTime(logsEndMs),
    goesOn: reach !== undefined && logsEndMs - lastMs < nearEndMs,
    steps: [...inOrder(steps), ...end],
  };
}

const wanted = (ips: readonly string[]) =>
  sql`SELECT ip FROM ${inlineRows(
    { ip: 'text' },
    ips.map((ip) => ({ ip })),
  )}`;

/** The cases with their stories. `found`: the findings of each. Needs the accesses of the cases, sessions and presence. */
export async function withStories(
  database: Database,
  knowledge: Knowledge,
  cases: readonly Case[],
  found: ReadonlyMap<string, readonly Finding[]>,
): Promise<Case[]> {
  if (cases.length === 0) return [];
  await makeCaseSignIns(database);
  const signIns = await readSignIns(database);
  const refusals = await readRefusals(database);
  const acts = await readActs(database);
  const letInBy = [...found.values()].flat().filter(({ detection }) => detection === letIn);
  const changes = new Map(
    (
      await readChanges(
        database,
        letInBy.flatMap(({ evidence }) => evidence),
      )
    ).map((row) => [row.id, row]),
  );
  const ips = present([
    ...signIns.map(({ ip }) => ip),
    ...refusals.map(({ ip }) => ip),
    ...acts.flatMap((row) => row.ips ?? []),
  ]);
  const whereabouts = await readWhereabouts(database, wanted(ips));
  const mailboxes = await readCaseMailboxes(database);
  const peaks = await readPeaks(database);
  const reaches = await readReach(database);
  const of = <T extends { caseId: string }>(rows: readonly T[], id: string): T[] =>
    rows.filter(({ caseId }) => caseId === id);
  return cases.map((item) => {
    const [peak] = of(peaks, item.id);
    const [reach] = of(reaches, item.id);
    const material: Material = {
      ...{ signIns: of(signIns, item.id), refusals: of(refusals, item.id), mailboxes: of(mailboxes, item.id) },
      ...{ acts: of(acts, item.id), peak, reach, changes, whereabouts, knowledge },
    };
    return { ...item, story: storyOf(item, found.get(item.id) ?? [], material) };
  });
}
