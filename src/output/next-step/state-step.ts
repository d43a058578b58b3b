// The step that tells mailboxes which nobody opened from mailboxes that could be read unseen: the tenant's own settings.
import type { Result } from '../../record/result.js';
import { count } from '../../util/words.js';

export function stateSteps(result: Result): string[] {
  const unknown = result.coverage.silent.filter(({ recorded, reason }) => recorded === 'unknown' && reason === null);
  if (unknown.length === 0) return [];
  return [
    `Fetch mailbox settings, audit bypasses and licences (Get-EXOMailbox, Get-MailboxAuditBypassAssociation, Get-MgUser) and lay them beside the logs: they say whether opening mail would have been recorded for ${count(unknown.length, 'mailbox', 'mailboxes')} without any access in the log.`,
  ];
}
