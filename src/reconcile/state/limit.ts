// What the tenant's state adds to what could not have been seen: guesses become statements, with the reason.
import type { Note } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { count, some } from '../../util/words.js';
import type { TenantFacts } from './fact.js';
import { type UnrecordedReason, unrecordedReasons } from './recorded.js';
import type { Forwarding } from './sent-elsewhere.js';
import type { Silence, SilentMailbox } from './silent.js';
import type { TenantState } from './state.js';

const shown = 5;
/** The service's own default for the mailbox's audit records; the unified log keeps its copies longer. */
const usualDays = 90;

const mailboxes = (list: readonly { readonly mailbox: string }[]): string =>
  some(
    list.map(({ mailbox }) => mailbox),
    shown,
  );

function switchedOff({ notAuditing, unifiedOff, bypassed }: TenantFacts): Note[] {
  const notes: Note[] = [];
  if (unifiedOff.length > 0) {
    const message = `The unified audit log is switched off, as ${some(unifiedOff, 2)} says: since then nothing at all is recorded.`;
    notes.push({ code: 'unifiedAuditOff', message });
  }
  if (notAuditing.length > 0) {
    const message = `Mailbox auditing is switched off for the organisation, as ${some(notAuditing, 2)} says: since then nothing that happens in any mailbox is recorded.`;
    notes.push({ code: 'organisationNotAudited', message });
  }
  const accounts = bypassed.map(({ account }) => account);
  if (accounts.length > 0) {
    const message = `What ${count(accounts.length, 'account does', 'accounts do')} in mailboxes is not recorded, in any mailbox, as the state says (${some(accounts, shown)}): an audit bypass is set for ${accounts.length === 1 ? 'it' : 'them'}.`;
    notes.push({ code: 'auditBypass', message });
  }
  return notes;
}

const byReason = <T extends { readonly reason: string | null }>(list: readonly T[]): [UnrecordedReason, T[]][] =>
  [...groupBy(list, ({ reason }) => reason ?? '')]
    .filter(([reason]) => reason in unrecordedReasons)
    .sort(([a], [b]) => (a < b ? -1 : 1)) as [UnrecordedReason, T[]][];

function silentNotes(silent: readonly SilentMailbox[]): Note[] {
  const of = (recorded: SilentMailbox['recorded']) => silent.filter((it) => it.recorded === recorded);
  const unseen = byReason(of('no')).map(([reason, list]) => ({
    code: 'mailboxNotLogged',
    message: `${count(list.length, 'mailbox has', 'mailboxes have')} no access in the log and could not have any (${mailboxes(list)}): ${unrecordedReasons[reason]}; the mail could be read unseen.`,
  }));
  const open = byReason(of('unknown')).map(([reason, list]) => ({
    code: 'mailboxNotLogged',
    message: `${count(list.length, 'mailbox has', 'mailboxes have')} no access in the log and may not be able to have any (${mailboxes(list)}): ${unrecordedReasons[reason]}.`,
  }));
  const quiet = of('yes');
  const opened =
    quiet.length === 0
      ? []
      : [
          {
            code: 'mailboxNotOpened',
            message: `${count(quiet.length, 'mailbox has', 'mailboxes have')} no access in the log although opening would be recorded, as the state says (${mailboxes(quiet)}): nobody opened ${quiet.length === 1 ? 'it' : 'them'} while these settings held.`,
          },
        ];
  return [...unseen, ...open, ...opened];
}

/** People who signed in although no access to their mailbox was ever recorded, and the state says nothing of them. */
function unknownNotes(silent: readonly SilentMailbox[]): Note[] {
  const people = silent.filter(({ recorded, reason }) => recorded === 'unknown' && reason === null);
  if (people.length === 0) return [];
  const message = `${count(people.length, 'person', 'people')} signed in but no access to a mailbox of theirs is in the log (${mailboxes(people)}): they may not be licensed or audited for it, or have no mailbox; their mail could be read unseen.`;
  return [{ code: 'mailboxNotLogged', message }];
}

const endedNotes = ({ ended }: Silence): Note[] =>
  byReason(ended).map(([reason, list]) => ({
    code: 'mailboxNoLongerLogged',
    message: `The log holds accesses to ${count(list.length, 'mailbox', 'mailboxes')} whose mail can now be opened without a record (${mailboxes(list)}): ${unrecordedReasons[reason]}. Since when, the state does not say; silence after the last record proves nothing.`,
  }));

function keptNotes({ mailboxes: facts }: TenantFacts): Note[] {
  const short = facts.filter(({ keptForDays }) => keptForDays !== null && keptForDays < usualDays);
  if (short.length === 0) return [];
  const message = `${count(short.length, 'mailbox keeps', 'mailboxes keep')} audit records for less than the usual ${usualDays} days (${mailboxes(short)}): what is older may be gone.`;
  return [{ code: 'shortRetention', message }];
}

const kindWords: Readonly<Record<Forwarding['kind'], string>> = {
  mailbox: 'forwarding',
  inboxRule: 'inbox rule',
  transportRule: 'transport rule',
  journalRule: 'journal rule',
};

/** The adversary names the rules. */
const longestName = 60;
const short = (name: string): string => {
  const letters = [...name];
  return letters.length > longestName ? `${letters.slice(0, longestName).join('')}…` : name;
};

const forwardingText = ({ kind, mailbox, name, to }: Forwarding): string =>
  `${kindWords[kind]}${name === null ? '' : ` "${short(name)}"`}${mailbox === null ? '' : ` of ${mailbox}`} to ${some(to, 3)}`;

function forwardingNotes(forwarding: readonly Forwarding[]): Note[] {
  if (forwarding.length === 0) return [];
  const message = `The state holds ${count(forwarding.length, 'setting that sends', 'settings that send')} mail out of the organisation (${some(forwarding.map(forwardingText), shown)}): what is read there leaves no record here. That alone is no sign of an intrusion; the audit log may say who set it.`;
  return [{ code: 'mailSentElsewhere', message }];
}

/** In the order of how much they hide. */
export const stateLimits = ({ facts, silence, forwarding }: TenantState): Note[] => [
  ...switchedOff(facts),
  ...endedNotes(silence),
  ...silentNotes(silence.silent),
  ...unknownNotes(silence.silent),
  ...keptNotes(facts),
  ...forwardingNotes(forwarding),
];
