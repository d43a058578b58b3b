// Names where the record itself has numbers: Search-UnifiedAuditLog, Microsoft Graph, Sentinel and Elastic write them so. Numbers
// pass as they are; a name that nobody knows leaves the field empty, the raw text still has it.
// Source: office-365-management-activity-api-schema (2026-06); Graph spells the same names with a small first letter.
import { join, type Sql, sql } from '../../query/sql.js';
import { recordTypes } from '../../record/record-type.js';
import { made, type Origin } from '../mapping.js';

type Names = ReadonlyMap<string, number>;

const userTypes: Names = new Map(
  Object.entries({
    Regular: 0,
    Reserved: 1,
    Admin: 2,
    DcAdmin: 3,
    System: 4,
    Application: 5,
    ServicePrincipal: 6,
    CustomPolicy: 7,
    SystemPolicy: 8,
    PartnerTechnician: 9,
    Guest: 10,
  }),
);

/** Delegate is how Search-MailboxAuditLog spells Delegated. */
const logonTypes: Names = new Map(
  Object.entries({
    Owner: 0,
    Admin: 1,
    Delegated: 2,
    Delegate: 2,
    Transport: 3,
    SystemService: 4,
    BestAccess: 5,
    DelegatedAdmin: 6,
  }),
);

/** Most exports have the numbers themselves, which must not be compared with hundreds of names; digits sort before letters. */
function numbered(names: Names, text: Sql): Sql {
  const cases = [...names].map(([name, number]) => sql`WHEN ${name.toLowerCase()} THEN ${String(number)}`);
  return sql`CASE WHEN trim(${text}) < 'A' THEN ${text} ELSE CASE lower(trim(${text})) ${join(cases, ' ')} ELSE ${text} END END`;
}

/** A record type that may be a name. */
export const recordType = (origin: Origin): Origin => made([origin], (text) => numbered(recordTypes(), text));
export const userType = (origin: Origin): Origin => made([origin], (text) => numbered(userTypes, text));
export const logonType = (origin: Origin): Origin => made([origin], (text) => numbered(logonTypes, text));
