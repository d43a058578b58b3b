// Changes in the directory as Entra's own audit log has them, made from the deeds that the unified audit log tells as record
// type 8: the same act under another id, with who did it, to what and what changed as objects. Shapes: Graph's pages, a
// workspace's table, Azure Monitor's lines.
import { withZ } from '../clock.js';
import type { Deed } from '../journal.js';
import type { World } from '../world.js';
import { envelope } from './envelope.js';
import { numbered, searchRows } from './shape.js';
import type { SideShape } from './side-export.js';
import { type Column, headOf, rowOf, workspace } from './table-csv.js';

/** A change, with Graph's object of it. */
export interface Change {
  readonly id: string;
  readonly at: number;
  readonly audit: Record<string, unknown>;
}

type Pair = { readonly ID: string; readonly Type: number };
type Modified = { readonly Name: string; readonly NewValue: string; readonly OldValue: string };

/** The operations of the audit log end in a full stop, those of the directory do not. */
const activityOf = (operation: string): string => operation.replace(/\.$/, '');
const bare = (id: string): string => id.replace(/^(User|ServicePrincipal|Application)_/, '');

function initiator(world: World, { fields, userId }: Deed): Record<string, unknown> {
  const actor = (fields.Actor ?? []) as readonly Pair[];
  const person = world.org.people.find(({ upn }) => upn === userId);
  if (person === undefined)
    return { user: null, app: { appId: null, displayName: actor[0]?.ID ?? '', servicePrincipalId: null } };
  const { objectId, name, upn } = person;
  return {
    user: { id: objectId, displayName: name, userPrincipalName: upn, ipAddress: fields.ActorIpAddress ?? '' },
    app: null,
  };
}

/** Those deeds of a day that are changes in the directory, by time. */
export function changesOf(world: World, deeds: readonly Deed[]): Change[] {
  const found = deeds.filter(({ recordType, at }) => recordType === 8 && at >= world.startAt && at < world.endAt);
  return found
    .map((deed): Change => {
      const { fields, operation, at } = deed;
      const id = `Directory_${fields.InterSystemsId}_${String(fields.IntraSystemId).slice(0, 5).toUpperCase()}_${at % 100_000_000}`;
      const [target] = (fields.Target ?? []) as readonly Pair[];
      const modified = (fields.ModifiedProperties ?? []) as readonly Modified[];
      const targetResource = {
        ...{ id: bare(target?.ID ?? ''), displayName: null, type: 'Other', userPrincipalName: null },
        modifiedProperties: modified.map(({ Name, NewValue, OldValue }) => ({
          ...{ displayName: Name, oldValue: OldValue, newValue: NewValue },
        })),
      };
      const audit = {
        ...{
          id,
          category: 'ApplicationManagement',
          correlationId: fields.InterSystemsId,
          result: 'success',
          resultReason: '',
        },
        ...{
          activityDisplayName: activityOf(operation),
          activityDateTime: withZ(at),
          loggedByService: 'Core Directory',
        },
        ...{ operationType: 'Update', initiatedBy: initiator(world, deed), targetResources: [targetResource] },
        additionalDetails: [{ key: 'User-Agent', value: 'EvoSTS' }],
      };
      return { id, at, audit };
    })
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

const text = (name: string) => (change: Change) => String(change.audit[name] ?? '');
const object = (name: string) => (change: Change) => change.audit[name] as object;

const columns: readonly Column<Change>[] = [
  ['TenantId', () => workspace],
  ['TimeGenerated', ({ at }) => withZ(at)],
  ['ResourceId', (_, tenant) => `/tenants/${tenant}/providers/Microsoft.aadiam`],
  ['OperationName', text('activityDisplayName')],
  ['Category', text('category')],
  ['CorrelationId', text('correlationId')],
  ['Id', ({ id }) => id],
  ['InitiatedBy', object('initiatedBy')],
  ['LoggedByService', text('loggedByService')],
  ['Result', text('result')],
  ['TargetResources', object('targetResources')],
  ['AADTenantId', (_, tenant) => tenant],
  ['ActivityDateTime', ({ at }) => withZ(at)],
  ['ActivityDisplayName', text('activityDisplayName')],
  ['AADOperationType', text('operationType')],
  ['AdditionalDetails', object('additionalDetails')],
  ['Type', () => 'AuditLogs'],
];

const frame = { mostRows: searchRows, overlaps: true } as const;
const page = '{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#auditLogs/directoryAudits","value":[\n';
const addressOf = ({ audit }: Change): string =>
  String((audit.initiatedBy as { user: { ipAddress: string } | null }).user?.ipAddress ?? '');

export const directoryAuditShapes: readonly SideShape<Change>[] = [
  {
    name: 'graphPages',
    fileName: ({ from, to, part }) => `DirectoryAudits_${from}_${to}${numbered(part)}.json`,
    ...{ ...frame, begin: () => page, between: ',\n', end: '\n]}\n', lines: { head: 1, row: 1 } },
    row: (sheet, _, { audit }) => sheet.plain(JSON.stringify(audit)),
  },
  {
    name: 'sentinelCsv',
    fileName: ({ from, to, part }) => `AuditLogs_${from}_${to}${numbered(part)}.csv`,
    ...{ ...frame, begin: () => headOf(columns), between: '', end: '', lines: { head: 1, row: 1 } },
    row: (sheet, { org }, change) => sheet.plain(rowOf(columns, change, org.tenant)),
  },
  {
    name: 'azureStorage',
    fileName: ({ from, to, part }) => `insights-logs-auditlogs/${from}_${to}${numbered(part)}/PT1H.json`,
    ...{ ...frame, begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
    row: (sheet, { org }, change) => {
      const { at, audit } = change;
      const about = { operation: String(audit.activityDisplayName), result: '', address: addressOf(change) };
      const properties = JSON.stringify(audit);
      sheet.plain(`${envelope({ tenant: org.tenant, at, category: 'AuditLogs', ...about, properties })}\n`);
    },
  },
];
