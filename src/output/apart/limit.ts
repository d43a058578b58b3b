// What could not be seen, for one organisation alone. A limit is a sentence over all logs that were read together: those that speak of this
// organisation alone stay, those of others go, and of those over several only the kind is told, since a hole must not be hidden either.
import type { Note, Result } from '../../record/result.js';
import { count, some } from '../../util/words.js';
import { humanised } from '../format.js';
import { mentions, type Names } from './name.js';

/** Of the program and its rules: they hold nothing of any organisation. */
const ofProgram = new Set(['rulesNotRun', 'rulesRefused', 'noAccessRecords', 'noAccesses']);

const kinds: Readonly<Record<string, string>> = {
  allowed: 'accesses that were declared as known',
  allowedBroad: 'accesses that were declared as known',
  allowedEnded: 'declarations that had ended',
  incompleteSearch: 'searches that promised more than is there',
  shiftedTimes: 'files with shifted times',
  notReadToEnd: 'files that could not be read to the end',
  unreadable: 'files that could not be read',
  graphCallsAlone: 'calls of Microsoft Graph without an access record',
  scope: 'accesses outside what was asked for',
  throttled: 'mailboxes of which recording stopped for a day',
  syncedFolders: 'folders that were synchronised, where reading the copy leaves no trace',
  coldStart: 'mailboxes with little history',
  auditBypass: 'accounts with an audit bypass',
  mailboxNotLogged: 'mailboxes that may be read without a record',
  mailboxNoLongerLogged: 'mailboxes that can be read without a record now',
  mailboxNotOpened: 'mailboxes that nobody opened',
  organisationNotAudited: 'mailbox auditing that is switched off',
  unifiedAuditOff: 'an audit log that is switched off',
  shortRetention: 'audit records that are kept for a shorter time',
  mailSentElsewhere: 'settings that send mail out',
  signInOutcomeUnknown: 'sign-ins without an outcome',
  auditExportFiltered: 'an audit export of nothing but access to mail',
  probablyTruncated: 'an audit export that is not complete',
  fieldNotComparable: 'fields that could not be compared',
  renamedUser: 'people who were renamed',
};

// A list that was cut short may hide others behind its number.
const cut = /\band [\d,]+ more\b/;

function rejectedNote(rejects: number): Note[] {
  if (rejects === 0) return [];
  const message = `${count(rejects, 'row')} could not be read; what was recorded there is missing unless another file holds it.`;
  return [{ code: 'rejectedRows', message }];
}

/** `rejects`: rows of its own files that could not be read. */
export function limitsFor({ coverage }: Result, { own, foreign }: Names, rejects: number): Note[] {
  const kept: Note[] = rejectedNote(rejects);
  const together = new Set<string>();
  for (const limit of coverage.limits) {
    if (limit.code === 'rejectedRows') continue;
    if (ofProgram.has(limit.code)) kept.push(limit);
    else if (mentions(limit.message, foreign)) {
      if (mentions(limit.message, own)) together.add(limit.code);
    } else if (mentions(limit.message, own) && !cut.test(limit.message)) kept.push(limit);
    else together.add(limit.code);
  }
  if (together.size === 0) return kept;
  const names = [...new Set([...together].map((code) => kinds[code] ?? humanised(code)))];
  const message = `These logs were read together with those of other organisations, and what follows was found for all of them together, so that whether it concerns this one is not told: ${some(names, 30)}. An answer from its logs alone says it.`;
  return [...kept, { code: 'toldTogether', message }];
}
