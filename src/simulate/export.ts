// What the organisation downloads: the audit log in two searches that overlap by two days, and the sign-ins in three
// kinds. Lost sign-ins are not in it, and nobody who has only the export can tell which they were.

import type { AuditRecord } from './audit/record.js';
import { byTime, within } from './audit.js';
import { dateOf, dayMs } from './clock.js';
import { planDamage } from './export/damage.js';
import type { ExportFile } from './export/file.js';
import { graphSignIns } from './export/graph-sign-in.js';
import { purviewCsv } from './export/purview-csv.js';
import type { SignIn, SignInKind } from './journal.js';
import { dayStart, type World } from './world.js';

const kinds: readonly SignInKind[] = ['interactive', 'nonInteractive', 'servicePrincipal'];

/** `records` by time; every sign-in that happened. */
export function exportAll(world: World, records: readonly AuditRecord[], signIns: readonly SignIn[]): ExportFile[] {
  const kept = signIns.filter((signIn) => !signIn.lost && within(world, signIn.at)).sort(byTime);
  const pages = kinds.map((kind) =>
    graphSignIns(
      `SignIns_${kind}.json`,
      world,
      kept.filter((signIn) => signIn.kind === kind),
    ),
  );
  return [...auditFiles(world, records), ...pages];
}

function auditFiles(world: World, records: readonly AuditRecord[]): ExportFile[] {
  const middle = Math.ceil(world.days * 0.53);
  const untilAt = Math.min(dayStart(world, middle + 1), world.endAt);
  const fromAt = Math.max(dayStart(world, middle - 1), world.startAt);
  const first = records.filter(({ at }) => at < untilAt);
  const second = records.filter(({ at }) => at >= fromAt);
  // A single day has no second search.
  if (fromAt === world.startAt) return [purviewCsv(auditName(fromAt, untilAt), first, new Map())];
  const plan = planDamage(world, { first, second });
  return [
    purviewCsv(auditName(world.startAt, untilAt), first, plan.first),
    purviewCsv(auditName(fromAt, world.endAt), second, plan.second),
  ];
}

// Named by the first and the last whole day, as people name such downloads.
const auditName = (fromAt: number, untilAt: number) => `AuditLog_${dateOf(fromAt)}_${dateOf(untilAt - dayMs)}.csv`;
