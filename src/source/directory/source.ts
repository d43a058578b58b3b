// Entra's own log of what was changed in the directory, in the shapes in which responders hold it.
import { enveloped, envelopePlace, isUnion, ofTable } from '../azure.js';
import { asWritten } from '../encoded.js';
import type { Head } from '../head.js';
import { has, type Shape, type Source } from '../shape.js';
import { cmdletMapping, graphMapping } from './graph.js';
import { portalMapping } from './portal.js';
import { tableMapping } from './table.js';

const shape = (name: string, title: string, mapping: Shape['mapping']): Shape => ({
  ...{ name, title, log: 'directory', payload: { kind: 'row' }, wrapper: {}, mapping },
});

const graph = shape('graphDirectoryAudit', 'directory audit, Microsoft Graph JSON', graphMapping);
const cmdlet = shape(
  'graphCmdletDirectoryAudit',
  'directory audit, Get-MgBetaAuditLogDirectoryAudit JSON',
  cmdletMapping('IPAddress'),
);
const cmdletOdd = { ...cmdlet, mapping: cmdletMapping('IpAddress') };
const portal = shape('entraPortalAuditCsv', 'directory audit, Entra portal CSV', portalMapping);
const table = shape('sentinelTable', 'directory audit, a table of a Sentinel workspace', tableMapping);
const tableOfMany: Shape = { ...table, only: ofTable('AuditLogs') };
const inEnvelope = { log: 'directory', title: 'directory audit, Azure Monitor', mapping: graphMapping } as const;

const isTable = (head: Head): boolean =>
  (has(head, 'InitiatedBy') || has(head, 'TargetResources')) &&
  has(head, 'TimeGenerated') &&
  (has(head, 'OperationName') || has(head, 'ActivityDisplayName'));

/** Whether the row's own key of the address is spelled as Graph's SDK spells it. */
const spelledAsSdk = (head: Head): boolean =>
  head.rows.some((row) => JSON.stringify(row.InitiatedBy ?? null).includes('"IPAddress"'));

export const directorySource: Source = {
  log: 'directory',
  shapes: [graph, cmdlet, portal, table, enveloped(['category'], 'AuditLogs', inEnvelope)],
  recognise(head) {
    if (has(head, 'activityDateTime', 'activityDisplayName')) return asWritten(graph, head);
    if (has(head, 'Activity', 'ActorType') && (has(head, 'Date (UTC)') || has(head, 'Date'))) return portal;
    const place = envelopePlace(head);
    if (place !== null) return enveloped(place, 'AuditLogs', inEnvelope);
    if (isUnion(head)) return tableOfMany;
    if (isTable(head)) return table;
    const objects = head.header.length === 0 && has(head, 'ActivityDateTime', 'ActivityDisplayName');
    return objects ? (spelledAsSdk(head) ? cmdlet : cmdletOdd) : null;
  },
};
