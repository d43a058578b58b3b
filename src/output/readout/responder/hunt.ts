// What to look for elsewhere with what a case has: its addresses, applications, tokens and rules, as queries for Sentinel and Defender and
// as commands over the exports.
import type { Case, Result } from '../../../record/result.js';
import { sortedSet } from '../../../util/order.js';
import { sessionsOf } from '../../case-view.js';
import { anyExports, caseCommand, findingCommand, shellWord } from '../../command.js';
import type { Block } from '../content.js';
import { kqlTime, kqlValues } from './kql.js';

interface Traces {
  readonly addresses: readonly string[];
  readonly applications: readonly string[];
  readonly tokens: readonly string[];
  readonly rules: readonly string[];
  readonly targets: readonly string[];
}

function tracesOf(result: Result, each: Case): Traces {
  const sessions = sessionsOf(result, each);
  const traits = result.traits.filter((trait) => trait.case === each.id);
  const ofKind = (kind: string): string[] => traits.filter((trait) => trait.kind === kind).map((trait) => trait.value);
  return {
    addresses: sortedSet(each.addresses),
    applications: sortedSet([...each.applications, ...sessions.flatMap(({ application }) => application.id ?? [])]),
    tokens: sortedSet(sessions.flatMap(({ tokenIds }) => tokenIds)),
    rules: sortedSet(ofKind('ruleName')),
    targets: sortedSet([...ofKind('forwardTarget'), ...each.exposure.diverted.flatMap(({ to }) => to)]),
  };
}

const query = (title: string, lines: readonly string[]): Block => ({
  kind: 'code',
  title,
  language: 'kql',
  text: lines.join('\n'),
});

function mailQueries({ dwell }: Case, { addresses, applications, tokens }: Traces): Block[] {
  const [ips, apps, ids] = [kqlValues(addresses), kqlValues(applications), kqlValues(tokens)];
  const time = (column: string): string[] => kqlTime(column, dwell.firstAccessAt, dwell.lastActivityAt);
  const raw = [
    ...(ips.list === null ? [] : [`tostring(Raw.ClientIPAddress) has_any ${ips.list} or IPAddress in ${ips.list}`]),
    ...(apps.list === null
      ? []
      : [`tostring(Raw.ClientAppId) in~ ${apps.list} or tostring(Raw.AppId) in~ ${apps.list}`]),
    ...(ids.list === null ? [] : [`tostring(Raw.AppAccessContext.UniqueTokenId) in ${ids.list}`]),
  ];
  if (raw.length === 0) return [];
  const defender = query('Defender (CloudAppEvents): mail opened from there, with that application or those tokens', [
    ...new Set([...ips.notes, ...apps.notes, ...ids.notes]),
    'CloudAppEvents',
    ...time('Timestamp'),
    '| where ActionType == "MailItemsAccessed"',
    '| extend Raw = parse_json(tostring(RawEventData))',
    `| where ${raw.join('\n    or ')}`,
    '| summarize Accesses = count(), First = min(Timestamp), Last = max(Timestamp)',
    '    by Mailbox = tostring(Raw.MailboxOwnerUPN), Address = tostring(Raw.ClientIPAddress), Application = tostring(Raw.ClientAppId)',
  ]);
  if (ips.list === null) return [defender];
  const sentinel = query('Sentinel (OfficeActivity): mail opened from those addresses', [
    ...ips.notes,
    'OfficeActivity',
    ...time('TimeGenerated'),
    '| where Operation == "MailItemsAccessed"',
    `| where Client_IPAddress has_any ${ips.list} or ClientIP has_any ${ips.list}`,
    '| summarize Accesses = count(), First = min(TimeGenerated), Last = max(TimeGenerated)',
    '    by MailboxOwnerUPN, Client_IPAddress, ClientInfoString',
  ]);
  return [sentinel, defender];
}

const signInTables =
  'SigninLogs, AADNonInteractiveUserSignInLogs, AADServicePrincipalSignInLogs, AADManagedIdentitySignInLogs';

function signInQueries({ dwell }: Case, { addresses, tokens }: Traces): Block[] {
  const [ips, ids] = [kqlValues(addresses), kqlValues(tokens)];
  const either = [
    ...(ips.list === null ? [] : [`IPAddress in ${ips.list}`]),
    ...(ids.list === null ? [] : [`UniqueTokenIdentifier in ${ids.list}`]),
  ];
  if (either.length === 0) return [];
  return [
    query('Sentinel: sign-ins from those addresses, or that issued those tokens', [
      ...new Set([...ips.notes, ...ids.notes]),
      `union isfuzzy=true ${signInTables}`,
      ...kqlTime('TimeGenerated', dwell.firstAccessAt, dwell.lastActivityAt),
      `| where ${either.join(' or ')}`,
      '| project TimeGenerated, Type, UserPrincipalName, AppDisplayName, AppId, IPAddress, ResultType, UniqueTokenIdentifier',
    ]),
  ];
}

function ruleQueries({ dwell }: Case, { rules, targets }: Traces): Block[] {
  const names = kqlValues([...rules, ...targets]);
  if (names.list === null) return [];
  return [
    query('Sentinel: rules of that name, or that send mail to the same targets', [
      ...names.notes,
      'OfficeActivity',
      ...kqlTime('TimeGenerated', dwell.firstAccessAt, dwell.lastActivityAt),
      '| where Operation in ("New-InboxRule", "Set-InboxRule", "UpdateInboxRules", "Set-Mailbox", "New-TransportRule", "Set-TransportRule")',
      `| where tostring(Parameters) has_any ${names.list} or tostring(OperationProperties) has_any ${names.list}`,
      '| project TimeGenerated, Operation, UserId, ClientIP, Parameters, OperationProperties',
    ]),
  ];
}

const findingsShown = 5;

/** Commands over the exports; each lists records with file, row and line. */
function commands(result: Result, each: Case): Block {
  const other = result.findings.filter(
    (finding) => each.findings.includes(finding.id) && finding.rule !== null && finding.evidence.length > 0,
  );
  const mailboxes = each.mailboxes.length > 1 ? each.mailboxes.slice(0, findingsShown) : [];
  const lines = [
    '# all accesses and findings of the case',
    caseCommand(each.id),
    ...(mailboxes.length > 0 ? ['# of one mailbox'] : []),
    ...mailboxes.map(
      (mailbox) =>
        `letterlock records ${anyExports} --case ${shellWord(each.id)} --mailbox ${shellWord(mailbox)} --rows`,
    ),
    ...(other.length > 0 ? ['# what a rule found'] : []),
    ...other.slice(0, findingsShown).map(({ id }) => findingCommand(id)),
  ];
  return { kind: 'code', title: 'Line by line, in the exports', language: 'shell', text: lines.join('\n') };
}

export function huntBlocks(result: Result, each: Case): Block[] {
  const traces = tracesOf(result, each);
  return [
    commands(result, each),
    ...mailQueries(each, traces),
    ...signInQueries(each, traces),
    ...ruleQueries(each, traces),
  ];
}
