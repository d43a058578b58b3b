// What to look for elsewhere with what a case has: its addresses, applications, tokens and rules, as queries for Sentinel and Defender and
// as commands over the exports.
import type { Case, Result } from '../../../record/result.js';
import { sortedSet } from '../../../util/order.js';
import { sessionsOf } from '../../case-view.js';
import { anyExports, caseCommand, findingCommand, shellWord } from '../../command.js';
import type { Block } from '../content.js';
import { kqlTime, kqlValues, type Values } from './kql.js';

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

/** The conditions of those values that there are, any of which is enough. */
const anyOf = (conditions: readonly (readonly [Values, string])[]): string =>
  conditions
    .filter(([values]) => values.lines.length > 0)
    .map(([, condition]) => condition)
    .join('\n    or ');

const valuesOf = ({ addresses, applications, tokens }: Traces): readonly [Values, Values, Values] => [
  kqlValues('addresses', addresses),
  kqlValues('applications', applications),
  kqlValues('tokens', tokens),
];

function mailQueries({ dwell }: Case, traces: Traces): Block[] {
  const [ips, apps, ids] = valuesOf(traces);
  const time = (column: string): string[] => kqlTime(column, dwell.firstAccessAt, dwell.lastActivityAt);
  const sentinel = query('Sentinel (OfficeActivity): mail opened from those addresses', [
    ...ips.lines,
    'OfficeActivity',
    ...time('TimeGenerated'),
    '| where Operation == "MailItemsAccessed"',
    '| where Client_IPAddress has_any (addresses) or ClientIP has_any (addresses)',
    '| summarize Accesses = count(), First = min(TimeGenerated), Last = max(TimeGenerated)',
    '    by MailboxOwnerUPN, Client_IPAddress, ClientInfoString',
  ]);
  const either = anyOf([
    [ips, 'tostring(Raw.ClientIPAddress) has_any (addresses) or IPAddress in (addresses)'],
    [apps, 'tostring(Raw.ClientAppId) in~ (applications) or tostring(Raw.AppId) in~ (applications)'],
    [ids, 'tostring(Raw.AppAccessContext.UniqueTokenId) in (tokens)'],
  ]);
  const defender = query('Defender (CloudAppEvents): mail opened from there, with that application or those tokens', [
    ...[ips, apps, ids].flatMap(({ lines }) => lines),
    'CloudAppEvents',
    ...time('Timestamp'),
    '| where ActionType == "MailItemsAccessed"',
    '| extend Raw = parse_json(tostring(RawEventData))',
    `| where ${either}`,
    '| summarize Accesses = count(), First = min(Timestamp), Last = max(Timestamp)',
    '    by Mailbox = tostring(Raw.MailboxOwnerUPN), Address = tostring(Raw.ClientIPAddress), Application = tostring(Raw.ClientAppId)',
  ]);
  return [...(ips.lines.length > 0 ? [sentinel] : []), ...(either === '' ? [] : [defender])];
}

const signInTables =
  'SigninLogs, AADNonInteractiveUserSignInLogs, AADServicePrincipalSignInLogs, AADManagedIdentitySignInLogs';

function signInQueries({ dwell }: Case, traces: Traces): Block[] {
  const [ips, , ids] = valuesOf(traces);
  const either = anyOf([
    [ips, 'IPAddress in (addresses)'],
    [ids, 'UniqueTokenIdentifier in (tokens)'],
  ]);
  if (either === '') return [];
  return [
    query('Sentinel: sign-ins from those addresses, or that issued those tokens', [
      ...[ips, ids].flatMap(({ lines }) => lines),
      `union isfuzzy=true ${signInTables}`,
      ...kqlTime('TimeGenerated', dwell.firstAccessAt, dwell.lastActivityAt),
      `| where ${either}`,
      '| project TimeGenerated, Type, UserPrincipalName, AppDisplayName, AppId, IPAddress, ResultType, UniqueTokenIdentifier',
    ]),
  ];
}

function ruleQueries({ dwell }: Case, { rules, targets }: Traces): Block[] {
  const names = kqlValues('names', [...rules, ...targets]);
  if (names.lines.length === 0) return [];
  return [
    query('Sentinel: rules of that name, or that send mail to the same targets', [
      ...names.lines,
      'OfficeActivity',
      ...kqlTime('TimeGenerated', dwell.firstAccessAt, dwell.lastActivityAt),
      '| where Operation in ("New-InboxRule", "Set-InboxRule", "UpdateInboxRules", "Set-Mailbox", "New-TransportRule", "Set-TransportRule")',
      '| where tostring(Parameters) has_any (names) or tostring(OperationProperties) has_any (names)',
      '| project TimeGenerated, Operation, UserId, ClientIP, Parameters, OperationProperties',
    ]),
  ];
}

const findingsShown = 5;
const tracesShown = 10;

/** A command for so many values that it can still be read; the comment says how many are left out. */
function traceLines(comment: string, option: string, values: readonly string[]): string[] {
  if (values.length === 0) return [];
  const rest = values.length - tracesShown;
  const options = values
    .slice(0, tracesShown)
    .map((value) => (value.startsWith('-') ? `${option}=${shellWord(value)}` : `${option} ${shellWord(value)}`));
  return [
    `${comment}${rest > 0 ? ` (the first ${tracesShown} of ${values.length})` : ''}`,
    `letterlock records ${anyExports} ${options.join(' ')}`,
  ];
}

/** Commands over the exports; each lists records with file, row and line. */
function commands(result: Result, each: Case, traces: Traces): Block {
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
    ...traceLines('# everything from its addresses', '--address', traces.addresses),
    ...traceLines('# everything with its applications', '--application', traces.applications),
    ...traceLines('# everything with its tokens, and the sign-ins that issued them', '--token', traces.tokens),
  ];
  return { kind: 'code', title: 'Line by line, in the exports', language: 'shell', text: lines.join('\n') };
}

export function huntBlocks(result: Result, each: Case): Block[] {
  const traces = tracesOf(result, each);
  return [
    commands(result, each, traces),
    ...mailQueries(each, traces),
    ...signInQueries(each, traces),
    ...ruleQueries(each, traces),
  ];
}
