// Whether opening mail in a mailbox would leave a record, by what the state says of it. Rules: mailbox auditing on by default
// overrides the mailbox's own switch, and off overrides it too (learn.microsoft.com/purview/audit-mailboxes); until about
// June 2024 MailItemsAccessed needed Audit (Premium), since then Audit (Standard) has it (office365itpros.com, 2024-05-23).
import type { MailboxFact } from './fact.js';

export const unrecordedReasons = {
  organisationNotAudited: 'the organisation audits no mailbox',
  auditBypassed: "what the mailbox's own user does is exempt from auditing",
  mailboxNotAudited: 'its auditing is switched off, unless the organisation overrides it, which is not known',
  openingNotAudited: 'opening mail is not among the audited actions of its reader',
  notLicensed: 'its licence does not include the plan that records it',
  settingsUnknown: 'the state does not say enough about it',
} as const;

export type UnrecordedReason = keyof typeof unrecordedReasons;

export interface Recorded {
  /** Whether opening mail would be recorded. */
  readonly recorded: 'yes' | 'no' | 'unknown';
  /** Null if it would. */
  readonly reason: UnrecordedReason | null;
}

/** From about then on licences without Audit (Premium) record opened mail too. */
export const standardAuditAt = Date.UTC(2024, 5, 1);

/** `logEndMs`: where the audit log ends; `bypassed`: accounts whose actions are exempt. */
export function recordedBy(fact: MailboxFact, bypassed: ReadonlySet<string>, logEndMs: number): Recorded {
  const answer = (recorded: Recorded['recorded'], reason: UnrecordedReason | null): Recorded => ({ recorded, reason });
  if (fact.organisationAudits === false) return answer('no', 'organisationNotAudited');
  if (bypassed.has(fact.mailbox)) return answer('no', 'auditBypassed');
  if (fact.enabled === false && fact.organisationAudits === null) return answer('unknown', 'mailboxNotAudited');
  if (fact.openings === false) return answer('no', 'openingNotAudited');
  if (fact.advancedAudit === false && logEndMs < standardAuditAt) return answer('no', 'notLicensed');
  const audited = fact.enabled === true || fact.organisationAudits === true;
  const licensed = fact.advancedAudit === true || logEndMs >= standardAuditAt;
  if (audited && fact.openings === true && licensed) return answer('yes', null);
  if (fact.advancedAudit === false) return answer('unknown', 'notLicensed');
  if (audited && fact.byDefault === true && fact.advancedAudit === true) return answer('yes', null);
  return answer('unknown', 'settingsUnknown');
}
