// Changes in the directory as the Entra portal exports them to CSV: no id, the address and the actor in columns, three targets
// with five properties each and six details in columns of their own, so that what a change has more of is lost. Names of the
// columns: public scripts that read such files (2024). Values are texts as Graph has them.
import { withZ } from '../clock.js';
import type { Change } from './directory-audit.js';
import { field, numbered, searchRows } from './shape.js';
import type { SideShape } from './side-export.js';

interface Audit {
  readonly correlationId: string;
  readonly loggedByService: string;
  readonly category: string;
  readonly activityDisplayName: string;
  readonly result: string;
  readonly resultReason: string;
  readonly initiatedBy: {
    readonly user: Readonly<Record<'id' | 'displayName' | 'userPrincipalName' | 'ipAddress', string>> | null;
    readonly app: Readonly<Record<'displayName' | 'servicePrincipalId', string | null>> | null;
  };
  readonly targetResources: readonly (Readonly<Record<'id' | 'displayName' | 'type' | 'userPrincipalName', string>> & {
    readonly modifiedProperties: readonly Readonly<Record<'displayName' | 'oldValue' | 'newValue', string>>[];
  })[];
  readonly additionalDetails: readonly { readonly key: string; readonly value: string }[];
}

type Column = readonly [name: string, value: (audit: Audit) => string | null | undefined];

const numbers = (to: number): number[] => Array.from({ length: to }, (_, i) => i + 1);

const target = (n: number): Column[] => [
  [`Target${n}Type`, ({ targetResources }) => targetResources[n - 1]?.type],
  [`Target${n}DisplayName`, ({ targetResources }) => targetResources[n - 1]?.displayName],
  [`Target${n}ObjectId`, ({ targetResources }) => targetResources[n - 1]?.id],
  [`Target${n}UserPrincipalName`, ({ targetResources }) => targetResources[n - 1]?.userPrincipalName],
  ...numbers(5).flatMap((p): Column[] => {
    const property = ({ targetResources }: Audit) => targetResources[n - 1]?.modifiedProperties[p - 1];
    return [
      [`Target${n}ModifiedProperty${p}Name`, (audit) => property(audit)?.displayName],
      [`Target${n}ModifiedProperty${p}OldValue`, (audit) => property(audit)?.oldValue],
      [`Target${n}ModifiedProperty${p}NewValue`, (audit) => property(audit)?.newValue],
    ];
  }),
];

const columns: readonly Column[] = [
  ['CorrelationId', ({ correlationId }) => correlationId],
  ['Service', ({ loggedByService }) => loggedByService],
  ['Category', ({ category }) => category],
  ['Activity', ({ activityDisplayName }) => activityDisplayName],
  ['Result', ({ result }) => result],
  ['ResultReason', ({ resultReason }) => resultReason],
  ['ActorType', ({ initiatedBy }) => (initiatedBy.user ? 'User' : 'Application')],
  ['ActorDisplayName', ({ initiatedBy: { user, app } }) => user?.displayName ?? app?.displayName],
  ['ActorObjectId', ({ initiatedBy }) => initiatedBy.user?.id],
  ['ActorUserPrincipalName', ({ initiatedBy }) => initiatedBy.user?.userPrincipalName],
  ['IPAddress', ({ initiatedBy }) => initiatedBy.user?.ipAddress],
  ['ActorServicePrincipalId', ({ initiatedBy }) => initiatedBy.app?.servicePrincipalId],
  ['ActorServicePrincipalName', ({ initiatedBy }) => initiatedBy.app?.displayName],
  ...numbers(3).flatMap(target),
  ...numbers(6).flatMap((n): Column[] => [
    [`AdditionalDetail${n}Key`, ({ additionalDetails }) => additionalDetails[n - 1]?.key],
    [`AdditionalDetail${n}Value`, ({ additionalDetails }) => additionalDetails[n - 1]?.value],
  ]),
];

const row = ({ at, audit }: Change): string =>
  [withZ(at), ...columns.map(([, value]) => field(value(audit as unknown as Audit) ?? ''))].join(',');

export const directoryPortal: SideShape<Change> = {
  name: 'entraPortalCsv',
  fileName: ({ from, to, part }) => `AuditLogs_${from}_${to}${numbered(part)}.csv`,
  ...{ mostRows: searchRows, overlaps: true, between: '', end: '', lines: null },
  begin: () => `Date (UTC),${columns.map(([name]) => name).join(',')}\n`,
  row: (sheet, _, change) => sheet.plain(`${row(change)}\n`),
};
