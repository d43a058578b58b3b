// Evidence before anything is changed: mailboxes on hold, the logs of the days once more, and a note of every setting that a later step
// takes away, by which that step can be undone. Logs run out by themselves, and an intruder who notices deletes.
import { sortedSet } from '../../util/order.js';
import { count } from '../../util/words.js';
import { dayOf, shifted, tokenLifeMs } from '../format.js';
import { type Known, mailboxesOf } from './known.js';
import { forEach, plain, psList, type Script, scriptOf } from './powershell.js';
import type { Step } from './step.js';
import { these } from './these.js';

const dayMs = 86_400_000;

// "It might take up to 240 minutes for the change to take effect" (Purview, "Create a Litigation hold", 2026).
function hold({ case: { mailboxes } }: Known): Step[] {
  if (mailboxes.length === 0) return [];
  return [
    {
      phase: 'preserve',
      title: `put ${these(mailboxes, 'mailbox', 'mailboxes')} on hold`,
      does: 'Keeps every message as it is, also what is deleted or changed from now on.',
      because: `${count(mailboxes.length, 'mailbox is', 'mailboxes are')} part of this case. Whoever read there can delete as soon as he notices.`,
      affects:
        'Nobody is told. The mailbox grows, since nothing is purged. Needs a licence with litigation hold, and takes up to four hours to work: see that it does before the next phase.',
      undo: 'The same command with -LitigationHoldEnabled $false, once whoever keeps the evidence agrees.',
      where: 'Exchange Online PowerShell',
      script: forEach('mailbox', 'mailboxes', mailboxes, (it) => [
        `Set-Mailbox -Identity ${it} -LitigationHoldEnabled $true`,
        `Get-Mailbox -Identity ${it} | Format-List UserPrincipalName, LitigationHoldEnabled, LitigationHoldDate`,
      ]),
    },
  ];
}

interface Days {
  readonly from: string;
  /** Not itself in it. */
  readonly before: string;
}

const firstOf = ({ case: { dwell }, sessions }: Known): string | null =>
  [dwell.firstAccessAt ?? [], sessions.map(({ firstAt }) => firstAt)].flat().sort()[0] ?? null;

/** A day more on both sides; sign-ins reach further back, since a token lives up to 28 hours. Null where no time is known. */
function daysOf(known: Known): Days | null {
  const { dwell } = known.case;
  const first = firstOf(known) ?? dwell.detectableAt;
  const last = dwell.lastActivityAt ?? first;
  if (first === null || last === null || Number.isNaN(Date.parse(first)) || Number.isNaN(Date.parse(last))) return null;
  return { from: dayOf(shifted(first, -tokenLifeMs)), before: dayOf(shifted(last, 2 * dayMs)) };
}

// ReturnLargeSet gives 50,000 records a session at most, unsorted (Search-UnifiedAuditLog's reference).
function auditLog(known: Known): Step[] {
  const days = daysOf(known);
  if (days === null) return [];
  const { users, mailboxes } = known.case;
  const who = sortedSet([...users, ...mailboxes]);
  const begin = `@{ StartDate = '${days.from}'; EndDate = '${days.before}'; SessionId = (New-Guid).Guid; SessionCommand = 'ReturnLargeSet'; ResultSize = 5000`;
  const list = psList('who', who);
  const filter = list.lines.length > 0 ? '; UserIds = $who' : '';
  return [
    {
      phase: 'preserve',
      title: `export the audit log of ${days.from} to ${days.before} again`,
      does: 'Fetches every record of what these accounts and mailboxes did on the days of the case.',
      because: `What Letterlock read is a copy. The log keeps records for 180 days (a year with Audit Premium): those of ${days.from} are gone after ${dayOf(shifted(`${days.from}T00:00:00Z`, 180 * dayMs))}.`,
      affects: 'Nobody and nothing: it only reads. Past 50,000 records it stops: take fewer days at a time.',
      undo: 'Nothing is changed.',
      where: 'Exchange Online PowerShell',
      script: scriptOf(
        list,
        plain(
          `$days = ${begin}${filter} }`,
          '$records = do { $page = @(Search-UnifiedAuditLog @days); $page } while ($page.Count -gt 0)',
          "ConvertTo-Json -InputObject @($records) -Depth 10 | Set-Content -Path 'audit-log.json' -Encoding utf8",
        ),
      ),
    },
  ];
}

// v1.0 lists interactive sign-ins only; the beta list takes a condition on the kind.
function signIns(known: Known): Step[] {
  const days = daysOf(known);
  if (days === null) return [];
  return [
    {
      phase: 'preserve',
      title: `export all kinds of sign-in of ${days.from} to ${days.before}`,
      does: 'Fetches interactive and non-interactive sign-ins, and those of applications and managed identities, each into a file.',
      because: `By the sign-ins an owner's accesses are told from an intruder's. Entra keeps them for 30 days at most (7 without a premium licence): older ones only a SIEM or an archive has.`,
      affects: 'Nobody and nothing: it only reads.',
      undo: 'Nothing is changed.',
      where: 'Microsoft Graph PowerShell',
      script: plain(
        "foreach ($kind in 'interactiveUser', 'nonInteractiveUser', 'servicePrincipal', 'managedIdentity') {",
        `  $filter = "createdDateTime ge ${days.from}T00:00:00Z and createdDateTime lt ${days.before}T00:00:00Z and signInEventTypes/any(t: t eq '$kind')"`,
        '  $rows = @(Get-MgBetaAuditLogSignIn -All -Filter $filter)',
        "  ConvertTo-Json -InputObject $rows -Depth 10 | Set-Content -Path ('sign-ins-' + $kind + '.json') -Encoding utf8",
        '}',
      ),
    },
  ];
}

const noted = (line: string, file: string): string => `${line} | Export-Clixml -Path '${file}'`;

const ofEach = (command: string, file: string): string => noted(`$mailboxes | ForEach-Object { ${command} }`, file);

/** What the later steps take away, as it stands now: of the mailboxes, one file for each kind of thing. */
function ofMailboxes({ about, case: each }: Known): Script {
  const settings = about('forwarding', 'mailboxAudit', 'oldProtocol', 'delegate', 'sendAs', 'folder', 'inboxRule');
  const list = psList('mailboxes', sortedSet([...each.mailboxes, ...mailboxesOf(settings)]));
  if (list.lines.length === 0) return list;
  const rights = [
    ofEach('Get-MailboxPermission -Identity $_', 'before-permissions.xml'),
    ofEach('Get-RecipientPermission -Identity $_', 'before-send-as.xml'),
  ];
  return scriptOf(
    list,
    plain(
      ofEach('Get-Mailbox -Identity $_', 'before-mailboxes.xml'),
      ofEach('Get-InboxRule -Mailbox $_ -IncludeHidden', 'before-inbox-rules.xml'),
      ...(about('delegate', 'sendAs').length > 0 ? rights : []),
    ),
  );
}

function ofOrganisation({ about }: Known): Script {
  return plain(
    ...(about('transportRule').length > 0 ? [noted('Get-TransportRule', 'before-mail-flow-rules.xml')] : []),
    ...(about('journal').length > 0 ? [noted('Get-JournalRule', 'before-journal-rules.xml')] : []),
    ...(about('impersonation', 'appRole').length > 0
      ? [noted('Get-ManagementRoleAssignment', 'before-role-assignments.xml')]
      : []),
  );
}

function notes(known: Known): Step[] {
  const script = scriptOf(ofMailboxes(known), ofOrganisation(known));
  if (script.lines.length === 0) return [];
  return [
    {
      phase: 'preserve',
      title: 'write down the settings that later steps change',
      does: 'Saves mailboxes, rules and permissions as they stand now, to be read again with Import-Clixml.',
      because: 'They are evidence of what was set up, and by them each later step can be undone.',
      affects: 'Nobody and nothing: it only reads.',
      undo: 'Nothing is changed.',
      where: 'Exchange Online PowerShell',
      script,
    },
  ];
}

export const preserveSteps = (known: Known): Step[] => [
  ...hold(known),
  ...auditLog(known),
  ...signIns(known),
  ...notes(known),
];
