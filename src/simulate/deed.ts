// What people and the service do besides reading, in the words of the audit log: Exchange cmdlets (record type 1), changes
// in Entra's directory (8), changes inside a mailbox (2), searches (101). Field names as in
// office-365-management-activity-api-schema and measured records; docs/simulate.md says where a form is a guess.
import { exchange } from './application.js';
import { hourMs, zoneless } from './clock.js';
import { correlationOf } from './identifier.js';
import type { Deed } from './journal.js';
import type { Place } from './network.js';
import type { Person } from './organisation.js';
import { hexOfWord, mix, type Random } from './random.js';
import type { Intrusion } from './truth/intrusion.js';
import type { World } from './world.js';

export type Pairs = readonly (readonly [name: string, value: string])[];

/** Who does it, from where. `person` is null for the service itself. */
export interface Doer {
  readonly world: World;
  readonly person: Person | null;
  readonly place: Place | null;
  readonly random: Random;
  readonly intrusion: Intrusion | null;
}

const system = 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)';
const named = (pairs: Pairs) => pairs.map(([Name, Value]) => ({ Name, Value }));

/** Admin records carry the port. */
function withPort({ place, random }: Doer): string | null {
  if (!place) return null;
  const port = random.int(20_000, 60_000);
  return place.address.includes(':') ? `[${place.address}]:${port}` : `${place.address}:${port}`;
}

type What = Pick<Deed, 'recordType' | 'operation' | 'workload' | 'resultStatus' | 'fields'>;

function deed({ person, random, intrusion }: Doer, at: number, what: What, userType: number, userKey: string): Deed {
  return { at, ...what, userType, userKey, userId: person?.upn ?? system, random, intrusion };
}

/** What Outlook on the web gives before all else when it makes a rule. */
const byOutlook: Pairs = [
  ['AlwaysDeleteOutlookRulesBlob', 'False'],
  ['Force', 'False'],
];

/** A rule by the place of its mailbox in Exchange's own directory: `<forest>/…/<domain>/<alias>\\<rule>`. */
const placeInForest = ({ org }: World, objectId: string): string =>
  `T${org.number}PR01A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/${org.domain}/${objectId.replace(/@[^\\]*/, '')}`;

/** Commands of one hour share a session of Exchange's, which is not Entra's. */
const shellSession = ({ key }: Person, at: number): string =>
  correlationOf(hexOfWord(mix(key + 31, Math.floor(at / hourMs))));

/** An Exchange cmdlet: parameters as texts, an empty ClientAppId, ResultStatus `True`. */
export function cmdlet(
  doer: Doer,
  at: number,
  operation: string,
  objectId: string,
  parameters: Pairs,
  appId = exchange.id,
): Deed {
  const { world, person } = doer;
  const ofRule = operation === 'New-InboxRule';
  const fields = {
    ...{ ClientIP: withPort(doer), ObjectId: ofRule ? placeInForest(world, objectId) : objectId },
    ...{
      AppId: person ? appId : '',
      ClientAppId: '',
      ExternalAccess: person === null,
      OrganizationName: world.org.domain,
    },
    ...{
      OriginatingServer: serverOf(world, 1).trimEnd(),
      Parameters: named(ofRule ? [...byOutlook, ...parameters] : parameters),
    },
    SessionId: person ? shellSession(person, at) : null,
  };
  // People's commands say 2 also where somebody sets a rule of his own mailbox (measured).
  const userType = person ? 2 : 3;
  const what = { recordType: 1, operation, workload: 'Exchange', resultStatus: 'True', fields };
  return deed(doer, at, what, userType, person?.puid ?? system);
}

/** In records of mailboxes a line break stands after the version, and readers must survive it. */
export const serverOf = (world: World, number: number): string =>
  `T${world.org.number}P${100 + (number % 40)}MB${1000 + number} (15.20.6387.030)\r\n`;

export interface Change {
  readonly operation: string;
  readonly objectId: string;
  readonly target: readonly { readonly ID: string; readonly Type: number }[];
  /** Name and new value; the old one is empty unless given. */
  readonly modified: readonly (readonly [name: string, value: string, old?: string])[];
  readonly details?: Readonly<Record<string, string>>;
}

const categoryOf = (operation: string): string =>
  / user/.test(operation) ? 'User' : operation === 'Add device.' ? 'Device' : 'Application';

/** A change in Entra's directory; values are JSON as text, addresses without port. */
export function directoryChange(doer: Doer, at: number, change: Change): Deed {
  const { world, person, place, random } = doer;
  const { tenant, domain } = world.org;
  const details = JSON.stringify({ 'User-Agent': 'EvoSTS', ...change.details });
  const modified = change.modified.map(([Name, NewValue, OldValue = '']) => ({ Name, NewValue, OldValue }));
  const actor = [
    { ID: person?.upn ?? 'Microsoft Substrate Management', Type: person ? 5 : 1 },
    { ID: person?.puid ?? 'Not Available', Type: 3 },
    { ID: `User_${person?.objectId ?? ''}`, Type: 2 },
    { ID: person?.objectId ?? '', Type: 2 },
    { ID: 'User', Type: 2 },
  ];
  const fields = {
    ...{ ObjectId: change.objectId, AzureActiveDirectoryEventType: 1 },
    ExtendedProperties: named([
      ['additionalDetails', details],
      ['extendedAuditEventCategory', categoryOf(change.operation)],
    ]),
    ...{ ModifiedProperties: modified, Actor: actor, ActorContextId: tenant, ActorIpAddress: place?.address ?? null },
    ...{ InterSystemsId: uuid(random), IntraSystemId: uuid(random), SupportTicketId: '' },
    ...{ Target: change.target, TargetContextId: tenant },
  };
  const what = {
    recordType: 8,
    operation: change.operation,
    workload: 'AzureActiveDirectory',
    resultStatus: 'Success',
    fields,
  };
  return deed(doer, at, what, 0, person ? `${person.puid}@${domain}` : 'Not Available');
}

const uuid = (random: Random): string =>
  `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;

export interface MailboxDeed {
  readonly owner: Person;
  readonly operation: string;
  readonly recordType: number;
  readonly clientInfo: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A change inside a mailbox, such as a rule made by a client. */
export function mailboxDeed(
  doer: Doer,
  at: number,
  { owner, operation, recordType, clientInfo, fields }: MailboxDeed,
): Deed {
  const { world, person, place } = doer;
  const all = {
    ...{ ClientIP: place?.address, ClientIPAddress: place?.address, ClientInfoString: clientInfo },
    ...{ ExternalAccess: false, InternalLogonType: 0, LogonType: person === owner ? 0 : 2 },
    ...{ LogonUserSid: person?.sid, MailboxOwnerSid: owner.sid, MailboxOwnerUPN: owner.upn },
    ...{ OrganizationName: world.org.domain, OriginatingServer: serverOf(world, owner.number) },
    ...fields,
  };
  const what = { recordType, operation, workload: 'Exchange', resultStatus: 'Succeeded', fields: all };
  return deed(doer, at, what, 0, person?.puid ?? system);
}

/**
 * Outlook on the web was given a token for a resource (record type 275, GetAccessTokenForResource: the way by which the
 * forged tokens of 2023 were renewed). The record type and these fields are Microsoft's; the operation's name is a guess.
 */
export const resourceToken = (doer: Doer, at: number, tokenId: string): Deed =>
  deed(
    doer,
    at,
    {
      ...{ recordType: 275, operation: 'GetAccessTokenForResource', workload: 'Exchange', resultStatus: 'Succeeded' },
      fields: {
        ...{ ClientIP: doer.place?.address, OrganizationName: doer.world.org.domain },
        ...{ ResourceURL: 'https://outlook.office.com', UniqueTokenIdentifier: tokenId },
      },
    },
    0,
    doer.person?.puid ?? system,
  );

/** A search in a mailbox (record type 101). */
export const mailSearch = (doer: Doer, at: number, words: string): Deed =>
  deed(
    doer,
    at,
    {
      ...{
        recordType: 101,
        operation: 'SearchQueryInitiatedExchange',
        workload: 'Exchange',
        resultStatus: 'Succeeded',
      },
      fields: { ClientIP: doer.place?.address, QueryText: words, SearchTime: zoneless(at), QuerySource: 'Exchange' },
    },
    0,
    doer.person?.puid ?? system,
  );
