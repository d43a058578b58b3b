// Exports that carry the whole record in one column: Microsoft's own tools, the collectors that responders use, and SIEMs
// that took an `AuditData` column in. They differ in what stands around it; the record within is always the same.
import type { Head } from '../head.js';
import { has, hasAt, type Place, placesOf, type Shape, type Wrapper } from '../shape.js';
import { auditMapping } from './mapping.js';

const within = (name: string, title: string, wrapper: Wrapper, places: readonly Place[] = [['AuditData']]): Shape => ({
  name,
  title,
  log: 'audit',
  payload: { kind: 'member', places },
  wrapper,
  mapping: auditMapping,
});

const cmdletColumns: Wrapper = {
  id: 'Identity',
  at: 'CreationDate',
  operation: 'Operations',
  user: 'UserIds',
  resultCount: 'ResultCount',
  resultIndex: 'ResultIndex',
};
const portalColumns: Wrapper = { id: 'RecordId', at: 'CreationDate', operation: 'Operation', user: 'UserId' };
const graphColumns: Wrapper = {
  id: 'id',
  at: 'createdDateTime',
  operation: 'operation',
  // Graph crosses the two: its `userId` is the record's UserKey, its `userPrincipalName` the record's UserId (seen live, 2026).
  user: [['userPrincipalName'], ['userId']],
};

/** What a SIEM may call the same columns, and where it may put them. */
function anyColumns(places: readonly Place[]): Wrapper {
  const beside = (...names: readonly string[]): Place[] =>
    places.flatMap((place) => {
      const key = place.at(-1) ?? '';
      const before = key.slice(0, key.length - 'AuditData'.length);
      return names.map((name) => [...place.slice(0, -1), `${before}${name}`]);
    });
  return {
    id: beside('RecordId', 'Identity', 'Id', 'id'),
    at: beside('CreationDate', 'CreationTime', 'createdDateTime'),
    operation: beside('Operation', 'Operations', 'operation'),
    user: beside('UserId', 'UserIds', 'userPrincipalName'),
  };
}

export const purviewCsv = within('purviewCsv', 'audit log, Purview portal CSV', portalColumns);
export const purviewJson = within('purviewJson', 'audit log, Purview columns as JSON', portalColumns);
export const cmdletCsv = within('searchUnifiedAuditLogCsv', 'audit log, Search-UnifiedAuditLog CSV', cmdletColumns);
export const cmdletJson = within('searchUnifiedAuditLogJson', 'audit log, Search-UnifiedAuditLog JSON', cmdletColumns);
export const portalCsvOld = within('purviewCsvOld', 'audit log, older portal CSV', {
  ...{ at: 'CreationDate', operation: 'Operations', user: 'UserIds' },
});
const graphTitle = 'audit log, Microsoft Graph audit query';
export const graphRecords = within('graphAuditRecord', graphTitle, graphColumns, [['auditData']]);
const anyTitle = 'audit log, a column AuditData';
export const anyAuditData = (places: readonly Place[]): Shape =>
  within('auditDataColumn', anyTitle, anyColumns(places), places);

const huntingColumns: Wrapper = { at: 'Timestamp', operation: 'ActionType' };

/** Advanced hunting's CloudAppEvents: logs of many applications, of which some rows hold a record in RawEventData. */
export const cloudAppEvents = (places: readonly Place[]): Shape => ({
  ...within('cloudAppEvents', 'audit log, Defender CloudAppEvents', huntingColumns, places),
  mixed: true,
});

/** The shape of a file whose rows have an AuditData, wherever it stands; null where they have none. */
export function wrappedShape(head: Head): Shape | null {
  // A record may hold a key of this name somewhere in itself.
  const isRecord = head.header.length === 0 && has(head, 'CreationTime', 'Operation');
  const places = placesOf(head, 'AuditData').filter((place) => !isRecord || place.length === 1);
  if (places.length === 0) return null;
  if (has(head, 'auditData') && (has(head, 'auditLogRecordType') || has(head, 'createdDateTime'))) return graphRecords;
  if (!places.every((place) => place.length === 1 && place[0] === 'AuditData')) return anyAuditData(places);
  return head.container === 'csv' ? csvShape(head) : jsonShape(head);
}

function csvShape(head: Head): Shape {
  if (has(head, 'RecordId', 'Operation')) return purviewCsv;
  if (has(head, 'Identity') || has(head, 'ResultIndex')) return cmdletCsv;
  return has(head, 'CreationDate', 'UserIds') ? portalCsvOld : anyAuditData([['AuditData']]);
}

function jsonShape(head: Head): Shape {
  if (has(head, 'RecordId', 'Operation')) return purviewJson;
  const cmdlet = has(head, 'Identity') || has(head, 'ResultIndex') || has(head, 'UserIds') || has(head, 'Operations');
  return cmdlet ? cmdletJson : anyAuditData([['AuditData']]);
}

/** A column or key under any name that holds records, as a portal in another language or a tool may call it. */
export function recordColumn(head: Head): Shape | null {
  const names = head.header.length > 0 ? head.header : [...new Set(head.rows.flatMap(Object.keys))];
  const places = names
    .map((name) => [name])
    .filter((place) => hasAt(head, [...place, 'Operation']) && hasAt(head, [...place, 'CreationTime']));
  const [one, ...more] = places;
  return one === undefined || more.length > 0 ? null : within('auditDataColumn', anyTitle, {}, [one]);
}

/** Defender's rows are told by the record's place, and by its columns or by a record in it. */
export function cloudAppShape(head: Head): Shape | null {
  const places = placesOf(head, 'RawEventData');
  const known = has(head, 'ActionType') || places.some((place) => hasAt(head, [...place, 'Operation']));
  return places.length > 0 && known ? cloudAppEvents(places) : null;
}
