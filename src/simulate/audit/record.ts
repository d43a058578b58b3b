// An audit record as the service keeps it: the fields of the common schema first (office-365-management-activity-api
// schema), then those of the workload. Times are UTC without a zone letter. The text is made when it is written, since
// most of a large simulation's time and memory would go into keeping it.
import { zoneless } from '../clock.js';
import { recordId } from '../identifier.js';
import type { Deed } from '../journal.js';
import type { Intrusion } from '../truth/intrusion.js';
import type { World } from '../world.js';
import type { Draft } from './aggregate.js';

export interface AuditRecord {
  readonly id: string;
  readonly at: number;
  readonly recordType: number;
  readonly operation: string;
  readonly userId: string;
  readonly intrusion: Intrusion | null;
  /** For a mail access: what it was made of. */
  readonly access: Draft | null;
  /** The AuditData object, with or without its id. */
  text(withId: boolean): string;
}

export interface Common {
  readonly at: number;
  readonly recordType: number;
  readonly operation: string;
  readonly resultStatus: string;
  readonly userKey: string;
  readonly userType: number;
  readonly userId: string;
  readonly workload: string;
  readonly clientIp?: string | null | undefined;
  readonly objectId?: string | null | undefined;
}

/** The JSON text of a text that seldom needs escaping and never has control characters unless it has a backslash too. */
export const quote = (text: string): string =>
  text.includes('"') || text.includes('\\') ? JSON.stringify(text) : `"${text}"`;

/** The common fields in the order in which real records have them, without the closing brace. */
export function head(tenant: string, id: string | null, common: Common): string {
  const own = id === null ? '' : `"Id":"${id}",`;
  const { clientIp, objectId } = common;
  const address = clientIp === null || clientIp === undefined ? '' : `"ClientIP":"${clientIp}",`;
  const object = objectId === null || objectId === undefined ? '' : `"ObjectId":${quote(objectId)},`;
  return (
    `{"CreationTime":"${zoneless(common.at)}",${own}"Operation":${quote(common.operation)},"OrganizationId":"${tenant}",` +
    `"RecordType":${common.recordType},"ResultStatus":"${common.resultStatus}","UserKey":${quote(common.userKey)},` +
    `"UserType":${common.userType},"Version":1,"Workload":"${common.workload}",${address}${object}"UserId":${quote(common.userId)}`
  );
}

/** The record of a deed; fields that are null or missing are left out, as the service does. */
export function deedRecord(world: World, deed: Deed): AuditRecord {
  const { at, recordType, operation, userId, intrusion } = deed;
  const id = recordId(deed.random);
  const { ClientIP, ObjectId, ...rest } = deed.fields;
  const common = { ...deed, clientIp: ClientIP as string | null, objectId: ObjectId as string | null };
  const given = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined);
  const tail = given.map(([name, value]) => `,"${name}":${JSON.stringify(value)}`).join('');
  const text = (withId: boolean) => `${head(world.org.tenant, withId ? id : null, common)}${tail}}`;
  return { id, at, recordType, operation, userId, intrusion, access: null, text };
}
