// The Entra sign-in logs in the shapes in which responders hold them.
import { enveloped, envelopePlace, isUnion, ofTable } from '../azure.js';
import { asWritten } from '../encoded.js';
import type { Head } from '../head.js';
import { fixed } from '../mapping.js';
import { has, type Place, type Shape, type Source } from '../shape.js';
import { cmdletCsvMapping, cmdletMapping } from './cmdlet.js';
import { defenderMapping } from './defender.js';
import { graphMapping } from './graph.js';
import { type SignInLog, signInLogs } from './log.js';
import { portalMapping } from './portal.js';
import { tableMapping } from './table.js';

const shape = (name: string, title: string, mapping: Shape['mapping'], more: Partial<Shape> = {}): Shape => ({
  ...{ name, title, log: 'signIn', payload: { kind: 'row' }, wrapper: {}, mapping },
  ...more,
});

const graph = shape('graphSignIn', 'sign-ins, Microsoft Graph JSON', graphMapping);
const cmdlet = shape('graphCmdletSignIn', 'sign-ins, Get-MgBetaAuditLogSignIn JSON', cmdletMapping('IPAddress'));
const cmdletOdd = { ...cmdlet, mapping: cmdletMapping('IpAddress') };
const cmdletCsv = shape(
  'graphCmdletSignInCsv',
  'sign-ins, Get-MgBetaAuditLogSignIn CSV',
  cmdletCsvMapping('IPAddress'),
);
const cmdletCsvOdd = { ...cmdletCsv, mapping: cmdletCsvMapping('IpAddress') };
const people = shape('entraPortalCsv', "people's sign-ins, Entra portal CSV", portalMapping(true));
const services = shape('entraPortalCsv', "services' sign-ins, Entra portal CSV", portalMapping(false));
const table = shape('sentinelTable', 'sign-ins, tables of a Sentinel workspace', tableMapping);
const tableOfMany = { ...table, only: ofTable(...signInLogs.map((log) => log.table)) };
const defender = shape('defenderSignIn', 'sign-ins, Defender advanced hunting', defenderMapping);
const authDetails = shape(
  'entraPortalAuthDetails',
  "steps of people's sign-ins, Entra portal CSV",
  {},
  {
    spare:
      'it lists the steps of sign-ins whose own list is a file of its own (the name without AuthDetails); nothing in it is needed',
  },
);

/** What the log that a row stands in says of it. */
const ofLog = ({ kind, firstParty }: SignInLog): Shape['mapping'] => ({
  ...graphMapping,
  kind: fixed(kind),
  ...(firstParty === undefined ? {} : { firstParty: fixed('true') }),
});

const envelopes = (place: Place): readonly Shape[] =>
  signInLogs.map((log) =>
    enveloped(place, log.category, { log: 'signIn', title: 'sign-ins, Azure Monitor', mapping: ofLog(log) }),
  );

const isPortal = (head: Head): boolean =>
  has(head, 'Request ID') && (has(head, 'Date (UTC)') || has(head, 'Date')) && has(head, 'Application ID');

const isAuthDetails = (head: Head): boolean =>
  head.container === 'csv' && has(head, 'Request ID', 'Authentication method') && !has(head, 'Application ID');

const someOf = (head: Head, ...names: readonly string[]): boolean => names.some((name) => has(head, name));

const isTable = (head: Head): boolean =>
  someOf(head, 'AppId', 'AppDisplayName') &&
  someOf(head, 'TimeGenerated', 'CreatedDateTime') &&
  someOf(head, 'TimeGenerated', 'ResultType') &&
  someOf(head, 'UniqueTokenIdentifier', 'ResourceIdentity', 'IsInteractive', 'ConditionalAccessStatus') &&
  !has(head, 'RequestUri');

const isCmdlet = (head: Head): boolean => head.header.length === 0 && has(head, 'CreatedDateTime', 'AppId', 'Id');

const isCmdletCsv = (head: Head): boolean =>
  head.container === 'csv' &&
  has(head, 'CreatedDateTime') &&
  someOf(head, 'UserPrincipalName', 'ServicePrincipalId') &&
  someOf(head, 'AppId', 'AppDisplayName') &&
  someOf(head, 'IPAddress', 'IpAddress') &&
  !someOf(head, 'TimeGenerated', 'ResultType');

const isDefender = (head: Head): boolean =>
  has(head, 'RequestId', 'ApplicationId', 'ErrorCode') && someOf(head, 'AccountUpn', 'ServicePrincipalId');

export const signInSource: Source = {
  log: 'signIn',
  shapes: [
    graph,
    cmdlet,
    cmdletCsv,
    people,
    services,
    table,
    defender,
    ...envelopes(['category']).slice(0, 1),
    authDetails,
  ],
  recognise(head) {
    if (has(head, 'createdDateTime') && (has(head, 'appId') || has(head, 'appDisplayName')))
      return asWritten(graph, head);
    if (isAuthDetails(head)) return authDetails;
    if (isPortal(head)) return has(head, 'Username') ? people : services;
    const place = envelopePlace(head);
    if (place !== null) return envelopes(place);
    if (isUnion(head)) return tableOfMany;
    if (isTable(head)) return table;
    if (isCmdlet(head)) return asWritten(has(head, 'IPAddress') ? cmdlet : cmdletOdd, head);
    if (isCmdletCsv(head)) return has(head, 'IPAddress') ? cmdletCsv : cmdletCsvOdd;
    return isDefender(head) ? defender : null;
  },
};
