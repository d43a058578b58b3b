// From what happened to what the service recorded of it: aggregated, suppressed, throttled, and numbered.

import { accessRecord } from './audit/access-record.js';
import { aggregate, type Draft } from './audit/aggregate.js';
import { cmdletRecord } from './audit/cmdlet-record.js';
import { logonRecord } from './audit/logon-record.js';
import type { AuditRecord } from './audit/record.js';
import { throttle } from './audit/throttle.js';
import type { Journal } from './journal.js';
import type { World } from './world.js';

export interface AuditLog {
  /** By time, then id. */
  readonly records: readonly AuditRecord[];
  /** Accesses that throttling kept out of the log. */
  readonly unrecorded: readonly Draft[];
}

export function audit(world: World, journal: Journal, throttleAt: number): AuditLog {
  const { recorded, unrecorded } = throttle(aggregate(journal.accesses), throttleAt);
  const records = [
    ...recorded.map((draft) => accessRecord(world, draft)),
    ...journal.signIns.flatMap((signIn) => logonRecord(world, signIn) ?? []),
    ...journal.cmdlets.map((cmdlet) => cmdletRecord(world, cmdlet)),
  ];
  return { records: records.filter((record) => within(world, record.at)).sort(byTime), unrecorded };
}

export const within = (world: World, at: number): boolean => at >= world.startAt && at < world.endAt;

export function byTime(a: { at: number; id: string }, b: { at: number; id: string }): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
