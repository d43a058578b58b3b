// MicrosoftGraphActivityLogs: the calls behind those accesses that went through Graph, one for each message, with the token as
// `SignInActivityId`. Unlike the audit log it neither sums up nor leaves out, and it goes on where mailbox auditing is off or
// throttled. Shapes: a workspace's table and Azure Monitor's lines.
import { createHash } from 'node:crypto';
import { graph } from '../application.js';
import { withZ } from '../clock.js';
import type { Access, Journal } from '../journal.js';
import type { World } from '../world.js';
import { envelope } from './envelope.js';
import { numbered, searchRows } from './shape.js';
import type { SideShape } from './side-export.js';
import { type Column, headOf, rowOf, workspace } from './table-csv.js';

export interface Call {
  readonly id: string;
  readonly at: number;
  readonly access: Access;
  readonly uri: string;
}

/** From what the call is, so that it takes no chance from anybody. */
const callId = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');

/** The calls of a day, by time. To be asked before the audit log has had them. */
export function callsOf(world: World, { accesses }: Journal): Call[] {
  const calls: Call[] = [];
  for (const list of accesses.values()) {
    for (const access of list) {
      const { at, context, message } = access;
      if (context.appId !== graph.id || context.token === null || message === null) continue;
      if (at < world.startAt || at >= world.endAt) continue;
      const { owner } = context.mailbox;
      const whose = context.user === owner ? 'me' : `users/${owner.objectId}`;
      const { itemId } = context.mailbox.message(message);
      const uri = `https://graph.microsoft.com/v1.0/${whose}/messages/${encodeURIComponent(itemId)}`;
      calls.push({ id: callId(`${context.token.id} ${at} ${uri}`), at, access, uri });
    }
  }
  return calls.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

const contextOf = ({ access }: Call) => access.context;
const userOf = (call: Call): string => contextOf(call).token?.userId ?? contextOf(call).user?.objectId ?? '';
const issuedAt = (call: Call): string => withZ(contextOf(call).token?.issuedAt ?? call.at);
const bytesOf = ({ access: { context, message } }: Call): number =>
  message === null ? 0 : context.mailbox.message(message).bytes;

const columns: readonly Column<Call>[] = [
  ['TenantId', () => workspace],
  ['TimeGenerated', ({ at }) => withZ(at)],
  ['Location', () => 'West Europe'],
  ['RequestId', ({ id }) => id],
  ['OperationId', ({ id }) => id],
  ['ApiVersion', () => 'v1.0'],
  ['RequestMethod', () => 'GET'],
  ['ResponseStatusCode', () => 200],
  ['AadTenantId', (_, tenant) => tenant],
  ['IPAddress', (call) => contextOf(call).address],
  ['UserAgent', () => ''],
  ['RequestUri', ({ uri }) => uri],
  ['DurationMs', () => 90],
  ['ResponseSizeBytes', bytesOf],
  ['SignInActivityId', (call) => contextOf(call).token?.id ?? ''],
  ['Roles', (call) => (contextOf(call).user === null ? 'Mail.Read' : '')],
  ['TokenIssuedAt', issuedAt],
  ['AppId', (call) => contextOf(call).clientAppId ?? ''],
  ['UserId', userOf],
  ['ServicePrincipalId', (call) => contextOf(call).principal?.id ?? ''],
  ['Scopes', (call) => (contextOf(call).user === null ? '' : 'Mail.Read User.Read')],
  ['ClientAuthMethod', (call) => (contextOf(call).user === null ? 1 : 0)],
  ['SessionId', (call) => contextOf(call).token?.session?.id ?? ''],
  ['Type', () => 'MicrosoftGraphActivityLogs'],
];

/** Azure Monitor names the same fields in small letters, and the caller and the session by names of their own. */
const odd: Readonly<Record<string, string>> = {
  AadTenantId: 'tenantId',
  UserId: 'UserPrincipalObjectID',
  SessionId: 'C_Sid',
  IPAddress: 'ipAddress',
  TimeGenerated: 'timeGenerated',
};
const small = (name: string): string => odd[name] ?? name.charAt(0).toLowerCase() + name.slice(1);

function propertiesOf(call: Call, tenant: string): string {
  const shown = columns.filter(([name]) => name !== 'TenantId' && name !== 'Type');
  const fields = Object.fromEntries(shown.map(([name, value]) => [small(name), value(call, tenant)]));
  return JSON.stringify({ ...fields, C_Idtyp: contextOf(call).user === null ? 'app' : 'user' });
}

const frame = { mostRows: searchRows, overlaps: true, between: '', end: '' } as const;
const category = 'MicrosoftGraphActivityLogs';

export const graphActivityShapes: readonly SideShape<Call>[] = [
  {
    name: 'sentinelCsv',
    fileName: ({ from, to, part }) => `${category}_${from}_${to}${numbered(part)}.csv`,
    ...{ ...frame, begin: () => headOf(columns), lines: { head: 1, row: 1 } },
    row: (sheet, { org }, call) => sheet.plain(rowOf(columns, call, org.tenant)),
  },
  {
    name: 'azureStorage',
    fileName: ({ from, to, part }) =>
      `insights-logs-${category.toLowerCase()}/${from}_${to}${numbered(part)}/PT1H.json`,
    ...{ ...frame, begin: () => '', lines: { head: 0, row: 1 } },
    row: (sheet, { org: { tenant } }, call) => {
      const about = { operation: 'Microsoft Graph Activity', result: '', address: contextOf(call).address };
      sheet.plain(`${envelope({ tenant, at: call.at, category, ...about, properties: propertiesOf(call, tenant) })}\n`);
    },
  },
];
