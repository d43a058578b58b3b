// Sign-ins and changes that fit a published indicator where no access to mail stands beside them: findings by themselves. A
// password that was tried from a known address and refused is counted with the indicator and accuses nobody.
import type { Indicator, Told } from '../../intel/indicator.js';
import type { Database } from '../../query/database.js';
import { epochMs } from '../../query/operation.js';
import { sql } from '../../query/sql.js';
import type { Finding } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { idOf } from '../../util/hash.js';
import { sortedSet } from '../../util/order.js';
import { isoTime } from '../../util/time.js';
import { count, some } from '../../util/words.js';
import { levelOf } from '../weigh.js';
import { type Ordinary, readOrdinary } from './ordinary.js';
import { indicatorText } from './tell.js';
import { type Worth, worthOf } from './worth.js';

interface Row {
  tenant: string;
  user: string;
  surface: 'signIn' | 'audit' | 'directory';
  id: string;
  indicator: number;
  conjunction: number;
  ip: string | null;
  application: string | null;
  agent: string | null;
  atMs: number;
}

const rows = sql`SELECT DISTINCT tenant, "user", surface, id, indicator, conjunction, ip, application, agent, ${epochMs(sql`"at"`)} AS "atMs" FROM indicated
  WHERE within AND success AND "user" IS NOT NULL
    AND (surface IN ('audit', 'directory') OR (surface = 'signIn' AND key NOT IN (SELECT n FROM "sessionSignIn")))
  ORDER BY "atMs", id, indicator, conjunction`;

/** Records that a finding names; the sentence counts all. */
const named = 1000;

interface Weighed {
  readonly row: Row;
  readonly indicator: Indicator;
  readonly worth: Worth;
}

const words = {
  signIn: ['sign-in', 'sign-ins'],
  audit: ['record of the audit log', 'records of the audit log'],
  directory: ['change in the directory', 'changes in the directory'],
} as const;

function reasonOf(user: string, weighed: readonly Weighed[], best: Weighed): string {
  const kinds = [...groupBy(weighed, ({ row }) => row.surface).values()].map((list) => {
    const [one, many] = words[(list[0] as Weighed).row.surface];
    return count(new Set(list.map(({ row }) => row.id)).size, one, many);
  });
  const single = new Set(weighed.map(({ row }) => row.id)).size === 1;
  const others = new Set(weighed.map(({ row }) => row.indicator)).size - 1;
  const more = others > 0 ? ` and ${count(others, 'indicator')} more` : '';
  const notes = best.worth.notes.length === 0 ? '' : `; but ${best.worth.notes.join(', and ')}`;
  return `${some(kinds, 3)} of ${user} ${single ? 'fits' : 'fit'} ${indicatorText(best.indicator)}${more}${notes}; no opened mail is tied to ${single ? 'it' : 'them'}`;
}

function findingOf(weighed: readonly Weighed[]): Finding[] {
  const [first] = weighed;
  if (first === undefined) return [];
  const best = weighed.reduce((a, b) => (b.worth.weight > a.worth.weight ? b : a));
  const { tenant, user } = first.row;
  const present = (key: 'application' | 'ip'): string[] => sortedSet(weighed.flatMap(({ row }) => row[key] ?? []));
  return [
    {
      id: idOf('finding', 'knownIndicator', 'alone', tenant, user),
      detection: 'knownIndicator',
      rule: null,
      title: 'A sign-in or change that fits a published indicator',
      level: levelOf(best.worth.weight, best.worth.weight),
      confidence: 'low',
      tenant,
      users: [user],
      targets: [],
      mailboxes: [],
      applications: present('application'),
      addresses: present('ip'),
      firstAt: isoTime(first.row.atMs),
      lastAt: isoTime(weighed.at(-1)?.row.atMs ?? first.row.atMs),
      detectableAt: isoTime(best.row.atMs),
      techniques: ['T1078.004'],
      evidence: [...new Set(weighed.map(({ row }) => row.id))].slice(0, named),
      reason: reasonOf(user, weighed, best),
    },
  ];
}

function weighRows({ indicators }: Told, found: readonly Row[], ordinary: Ordinary): Weighed[] {
  const conjunctions = indicators.flatMap(({ any }) => any);
  return found.flatMap((row) => {
    const [indicator, conjunction] = [indicators[row.indicator], conjunctions[row.conjunction]];
    if (indicator === undefined || conjunction === undefined) return [];
    const worth = worthOf(indicator, conjunction, row, ordinary);
    return worth.weight > 0 ? [{ row, indicator, worth }] : [];
  });
}

/** Such findings, one a person, in the order of time. Needs `indicated`. */
export async function findIndicatedAlone(database: Database, published: Told): Promise<Finding[]> {
  if (published.indicators.length === 0) return [];
  const found = await database.rows<Row>(rows);
  if (found.length === 0) return [];
  const weighed = weighRows(published, found, await readOrdinary(database));
  return [...groupBy(weighed, ({ row }) => `${row.tenant}|${row.user}`).values()].flatMap(findingOf);
}
