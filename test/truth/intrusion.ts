// What an intrusion left, worked out anew from its records in the exports.
import type { IntrusionTruth } from '../../src/simulate/truth-schema.js';
import type { OracleRecord } from '../oracle/record.js';
import { guidOf } from '../oracle/token.js';
import { detectableAt } from './detectable.js';
import { type AuditRecord, type Exports, given, listOf, objectOf } from './exports.js';

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
const set = (values: Iterable<string | null | undefined>): string[] =>
  [...new Set([...values].filter((value): value is string => typeof value === 'string' && value !== ''))].sort();
const isAccess = ({ access }: OracleRecord): boolean => access !== null;
const typeOf = ({ fields }: AuditRecord): number => Number(fields.RecordType);

/** The folder of a Sync record; its name where the path is hidden. */
function foldersOf({ fields, access }: AuditRecord): string[] {
  if (access?.way !== 'sync') return [];
  const parent = objectOf(objectOf(fields.Item).ParentFolder);
  const folders = [...(Object.keys(parent).length > 0 ? [parent] : []), ...listOf(fields.Folders)];
  return folders.map(({ Path, Name }) => String(Path === 'Not Available' ? Name : Path));
}

/** Whose mail goes where, by the records of changes. */
function divertedBy({ operation, fields }: AuditRecord): { mailbox: string; to: string }[] {
  const of = (name: string): string => given(fields.Parameters, name) ?? '';
  switch (operation) {
    case 'Set-Mailbox':
      return of('ForwardingSmtpAddress') === ''
        ? []
        : [{ mailbox: of('Identity'), to: of('ForwardingSmtpAddress').slice(5) }];
    case 'New-TransportRule':
      return [{ mailbox: of('SentTo'), to: of('BlindCopyTo') }];
    case 'New-JournalRule':
      return [{ mailbox: of('Recipient'), to: of('JournalEmailAddress') }];
    case 'UpdateInboxRules': {
      const [action] = JSON.parse(given(fields.OperationProperties, 'RuleActions') ?? '[]') as {
        Recipients: string[];
      }[];
      return (action?.Recipients ?? []).map((to) => ({ mailbox: String(fields.MailboxOwnerUPN), to }));
    }
    default:
      return [];
  }
}

export interface Left {
  readonly audit: readonly AuditRecord[];
  readonly accesses: readonly AuditRecord[];
  readonly changes: readonly AuditRecord[];
  readonly signIns: readonly OracleRecord[];
  /** Ids that are nowhere in the exports. */
  readonly missing: readonly string[];
}

export function leftBy({ records }: IntrusionTruth, { audit, signIns }: Exports): Left {
  const found = records.flatMap((id) => audit.get(id) ?? []);
  return {
    audit: found,
    accesses: found.filter(isAccess).sort((a, b) => a.at - b.at),
    changes: found.filter((record) => !isAccess(record) && typeOf(record) !== 15).sort((a, b) => a.at - b.at),
    signIns: records.flatMap((id) => signIns.get(id) ?? []),
    missing: records.filter((id) => !audit.has(id) && !signIns.has(id)),
  };
}

/** The same keys as the truth's, from the exports alone. */
export function worksOut({ audit, accesses, changes, signIns }: Left, fact: string, endAt: string) {
  const successful = signIns.filter(({ signIn }) => signIn?.success === true);
  const named = accesses.flatMap(({ fields, access }) =>
    (access?.messageIds ?? []).map((messageId) => ({ mailbox: String(fields.MailboxOwnerUPN), messageId })),
  );
  const folders = accesses.flatMap((record) =>
    foldersOf(record).map((folder) => ({ mailbox: String(record.fields.MailboxOwnerUPN), folder })),
  );
  const times = (records: readonly AuditRecord[]): string[] => records.map(({ at }) => iso(at));
  return {
    accounts: set([
      ...[...accesses, ...changes].map(({ user }) => (user?.includes('@') ? user : null)),
      ...successful.map(({ user }) => user),
    ]),
    addresses: set([...accesses.map(({ address }) => address), ...signIns.map(({ address }) => address)]),
    tokenIds: set(accesses.map(({ tokenId }) => tokenId)),
    sessionIds: set([
      ...accesses.map(({ fields }) => objectOf(fields.AppAccessContext).AADSessionId as string | undefined),
      ...successful.map(({ sessionId }) => sessionId),
    ]),
    accessRecords: set(accesses.map(({ id }) => id)),
    messages: unique(named),
    folders: unique(folders),
    diverted: unique(changes.flatMap(divertedBy)),
    firstAccessAt: times(accesses)[0] ?? null,
    lastAccessAt: times(accesses).at(-1) ?? null,
    detectableAt: detectableAt(fact, { accesses: times(accesses), changes: times(changes) }, endAt),
    /** Not a key of the truth: what the applications must be among, and those that must be there. */
    applications: {
      certain: set([
        ...accesses.map(({ fields }) => fields.ClientAppId as string | undefined),
        ...successful.map(({ application }) => application.id),
      ]),
      possible: set([
        ...accesses.flatMap(({ application }) => [application.id, application.viaId]),
        ...successful.map(({ application }) => application.id),
      ]),
    },
    touched: set([
      ...accesses.map(({ fields }) => String(fields.MailboxOwnerUPN)),
      ...audit.flatMap(divertedBy).map(({ mailbox }) => mailbox),
    ]),
  };
}

function unique<T extends object>(list: readonly T[]): T[] {
  const byText = new Map(list.map((each) => [Object.values(each).join('|'), each]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** The window that a record of a change, or the one that crosses the limit, opens; null where the record opens none. */
export function silenceFrom(record: AuditRecord): { reason: string; account: string } | null {
  const { operation, fields, access } = record;
  if (access?.throttled === true) return { reason: 'throttled', account: String(fields.MailboxOwnerUPN) };
  if (operation === 'Set-MailboxAuditBypassAssociation')
    return { reason: 'auditBypass', account: given(fields.Parameters, 'Identity') ?? '' };
  if (operation !== 'Change user license.') return null;
  return { reason: 'auditOff', account: String(fields.ObjectId) };
}

/** The sign-in that issued the token of a record, if it is in the exports. */
export const issuerOf = ({ tokenId }: OracleRecord, { signIns }: Exports): OracleRecord | undefined =>
  signIns.get((tokenId === null ? null : guidOf(tokenId)) ?? '');
