// An audit record as the service keeps it: the fields of the common schema first (office-365-management-activity-api
// schema), then those of the workload. Times are UTC without a zone letter.
import { zoneless } from '../clock.js';
import { recordId } from '../identifier.js';
import type { World } from '../world.js';
import type { Draft } from './aggregate.js';

export interface AuditRecord {
  readonly id: string;
  readonly at: number;
  readonly recordType: number;
  readonly operation: string;
  readonly userId: string;
  /** The AuditData object. */
  readonly data: Readonly<Record<string, unknown>>;
  /** For a mail access: what it was made of. */
  readonly access: Draft | null;
}

export interface Common {
  readonly id: string;
  readonly at: number;
  readonly recordType: number;
  readonly operation: string;
  readonly resultStatus: string;
  readonly userKey: string;
  readonly userType: number;
  readonly userId: string;
  readonly workload: string;
}

/** Puts the common fields before the workload's own; fields that are null are left out, as the service does. */
export function auditRecord(world: World, common: Common, own: object, access: Draft | null = null): AuditRecord {
  const { id, at, recordType, operation, userId } = common;
  const fields = {
    CreationTime: zoneless(at),
    Id: id,
    Operation: operation,
    OrganizationId: world.org.tenant,
    RecordType: recordType,
    ResultStatus: common.resultStatus,
    UserKey: common.userKey,
    UserType: common.userType,
    Version: 1,
    Workload: common.workload,
    UserId: userId,
    ...own,
  };
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  return { id, at, recordType, operation, userId, data: given, access };
}

/** An id from what the record is about, so that other records keep theirs when one is added. */
export const idFor = (world: World, about: string): string => recordId(world.random.fork(`record/${about}`));
