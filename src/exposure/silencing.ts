// One audit record that makes a mailbox's log blind, or lets it see again: an audit bypass for an account, auditing of a mailbox
// switched off, a licence without the plan that records opened mail (APT29, Mandiant 2022-08-18).
import { standardAuditAt, type UnrecordedReason } from '../reconcile/state/recorded.js';
import { type ChangeRow, operationOf, pairsOf, readFields } from './change-record.js';

export interface Silencing {
  readonly id: string;
  readonly tenant: string;
  readonly atMs: number;
  readonly reason: UnrecordedReason;
  /** The account whose doings are hidden, or the mailbox in which they are; a user principal name in lower case. */
  readonly whose: string;
  /** Of a record that lets the log see again: false. */
  readonly blind: boolean;
}

const plan = 'M365_ADVANCED_AUDITING';

/** Operations in lower case. */
export const silencingOperations = [
  'set-mailboxauditbypassassociation',
  'set-mailbox',
  'change user license.',
  'change user license',
] as const;

const told = (value: string | undefined): boolean | null =>
  value === undefined || value === '' ? null : /^(true|1)$/i.test(value);

function licence(record: Record<string, unknown>, atMs: number): boolean | null {
  // Since then every licence records opened mail.
  if (atMs >= standardAuditAt) return null;
  const details = pairsOf(pairsOf(record.ExtendedProperties).get('additionalDetails'));
  const without = (name: string): boolean =>
    /DisabledPlans=\[([^\]]*)\]/.exec(details.get(name) ?? '')?.[1]?.includes(plan) ?? false;
  return without('NewValue') === without('OldValue') ? null : without('NewValue');
}

/** Null where the record silences nothing and lets nothing be heard. */
export function readSilencing({ id, tenant, atMs }: ChangeRow, raw: string): Silencing | null {
  const record = readFields(raw);
  if (record === null) return null;
  const given = pairsOf(record.Parameters);
  const identity = (given.get('Identity') ?? '').trim().toLowerCase();
  const of = (reason: UnrecordedReason, whose: string, blind: boolean | null): Silencing | null =>
    blind === null || !whose.includes('@') ? null : { id, tenant, atMs, reason, whose, blind };
  switch (operationOf(record)) {
    case 'set-mailboxauditbypassassociation':
      return of('auditBypassed', identity, told(given.get('AuditBypassEnabled')));
    case 'set-mailbox': {
      const audited = told(given.get('AuditEnabled'));
      return of('mailboxNotAudited', identity, audited === null ? null : !audited);
    }
    case 'change user license':
    case 'change user license.':
      return of('notLicensed', String(record.ObjectId ?? '').toLowerCase(), licence(record, atMs));
    default:
      return null;
  }
}
