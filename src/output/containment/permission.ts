// Rights by which one account reads the mail of another: given to a person, to a folder's readers, to a role. They are taken back from
// those who gained by them; whether they were given for a good reason, somebody of the house must say.
import { sortedSet } from '../../util/order.js';
import { foundText, type Known, mailboxesOf, targetsOf } from './known.js';
import { forEach, plain, psList, psText, type Script, scriptOf } from './powershell.js';
import type { Step } from './step.js';
import { these } from './these.js';

/** The same for each of the mailboxes and each of those who gained. */
function forPairs(
  mailboxes: readonly string[],
  readers: readonly string[],
  line: (mailbox: string, reader: string) => string,
): Script {
  const [reader] = readers;
  const text = readers.length === 1 && reader !== undefined ? psText(reader) : null;
  if (text !== null) return forEach('mailbox', 'mailboxes', mailboxes, (it) => [line(it, text)]);
  const list = psList('readers', readers);
  if (list.lines.length === 0) return list;
  return scriptOf(
    list,
    forEach('mailbox', 'mailboxes', mailboxes, (it) => [`foreach ($reader in $readers) { ${line(it, '$reader')} }`]),
  );
}

const people = (values: readonly string[]): string[] => values.filter((it) => it.includes('@'));

function delegates({ about, sessions }: Known): Step[] {
  const findings = about('delegate');
  // Readers of another's mailbox in this case had the right, whoever gave it, and whether or not the log still holds that.
  const others = sessions.filter(({ user, mailbox }) => user?.includes('@') && user !== mailbox);
  const readers = sortedSet([...targetsOf(findings), ...others.flatMap(({ user }) => user ?? [])]);
  const mailboxes = sortedSet([...mailboxesOf(findings), ...others.map(({ mailbox }) => mailbox)]);
  if (findings.length === 0 || readers.length === 0 || mailboxes.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: `take from ${these(readers, 'account')} the full access to ${these(mailboxes, 'mailbox', 'mailboxes')}`,
      does: 'Removes the right to open the whole mailbox. A right that is not there gives an error and changes nothing.',
      because: foundText(findings),
      affects:
        'The account can no longer open the mailbox, not for a good reason either: ask the owner and whoever gave the right, unless waiting costs more. If the reader is one of your own people, it tells him that you know.',
      undo: 'Add-MailboxPermission with the same mailbox, account and right; before-permissions.xml lists who had which.',
      where: 'Exchange Online PowerShell',
      script: forPairs(
        mailboxes,
        readers,
        (mailbox, reader) => `Remove-MailboxPermission -Identity ${mailbox} -User ${reader} -AccessRights FullAccess`,
      ),
    },
  ];
}

function sendAs({ about }: Known): Step[] {
  const findings = about('sendAs');
  const readers = people(targetsOf(findings));
  if (findings.length === 0 || readers.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: `take from ${these(readers, 'account')} the right to send in another's name`,
      does: 'Lists in whose name each may send, to be taken back by Remove-RecipientPermission with -Identity, -Trustee and -AccessRights SendAs.',
      because: foundText(findings),
      affects: 'The command only reads. Taking it back: the account can no longer answer from that mailbox.',
      undo: 'Add-RecipientPermission with the same values.',
      where: 'Exchange Online PowerShell',
      script: forEach('reader', 'readers', readers, (it) => [
        `Get-RecipientPermission -Trustee ${it} -ResultSize Unlimited | Format-Table Identity, Trustee, AccessRights`,
      ]),
    },
  ];
}

// A folder is named by mailbox and path with back-slashes; Get-MailboxFolderStatistics writes the path with slashes, and calls the
// root "Top of Information Store".
function folders({ about }: Known): Step[] {
  const findings = about('folder');
  const mailboxes = people(mailboxesOf(findings));
  if (mailboxes.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: `close the folders of ${these(mailboxes, 'mailbox', 'mailboxes')} that were opened to others`,
      does: 'Lists for every folder who may open it. Take back what nobody can account for: Remove-MailboxFolderPermission with -Identity and -User as shown; for everybody (Default, Anonymous) Set-MailboxFolderPermission with -AccessRights None.',
      because: foundText(findings),
      affects:
        'The command only reads, and takes minutes for a large mailbox. Taking back: whoever shared that folder for work loses it.',
      undo: 'Add-MailboxFolderPermission with the values that the list shows.',
      where: 'Exchange Online PowerShell',
      script: forEach('mailbox', 'mailboxes', mailboxes, (it) => [
        `foreach ($folder in Get-MailboxFolderStatistics -Identity ${it}) {`,
        `  $path = ${it} + ':' + $folder.FolderPath.Replace('/Top of Information Store', '\\').Replace('/', '\\')`,
        '  Get-MailboxFolderPermission -Identity $path -ErrorAction SilentlyContinue |',
        "    Where-Object { \"$($_.AccessRights)\" -notin 'None', 'AvailabilityOnly' } | Select-Object @{ n = 'Identity'; e = { $path } }, User, AccessRights",
        '}',
      ]),
    },
  ];
}

function impersonation({ about }: Known): Step[] {
  const findings = about('impersonation');
  const readers = targetsOf(findings);
  if (findings.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: `take the right to act as every mailbox from ${readers.length === 0 ? 'whoever has it' : these(readers, 'account')}`,
      does: 'Lists all who have the role ApplicationImpersonation, then removes it from those who were given it here. If the organisation no longer knows that role, nothing of it is left to remove.',
      because: foundText(findings),
      affects:
        'Programs that work for everybody under that account stop: backups, room displays, synchronisers, migrations.',
      undo: "New-ManagementRoleAssignment -Role 'ApplicationImpersonation' with -User, and the scope that before-role-assignments.xml shows.",
      where: 'Exchange Online PowerShell',
      script: scriptOf(
        plain(
          "Get-ManagementRoleAssignment -Role 'ApplicationImpersonation' | Format-Table Name, RoleAssigneeName, CustomRecipientWriteScope, WhenCreated",
        ),
        forEach('reader', 'readers', readers, (it) => [
          `Get-ManagementRoleAssignment -Role 'ApplicationImpersonation' -RoleAssignee ${it} | Remove-ManagementRoleAssignment`,
        ]),
      ),
    },
  ];
}

function administrators({ about }: Known): Step[] {
  const findings = about('administrator');
  if (findings.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: 'take administrators out of the groups into which they were put',
      does: 'Lists who is in the groups that can reach all mail. Take out whom nobody can account for: Remove-RoleGroupMember with -Identity and -Member; for roles of Entra in its admin centre, Roles and administrators.',
      because: foundText(findings),
      affects:
        'The commands only read. Taking somebody out: he can no longer administer. Keep an administrator whom you trust, and an account for emergencies.',
      undo: 'Add-RoleGroupMember with the same values.',
      where: 'Exchange Online PowerShell',
      script: plain(
        "foreach ($group in 'Organization Management', 'Recipient Management', 'Discovery Management') {",
        "  Get-RoleGroupMember -Identity $group | Select-Object @{ n = 'Group'; e = { $group } }, Name, PrimarySmtpAddress, WhenChanged",
        '}',
      ),
    },
  ];
}

function discovery({ about }: Known): Step[] {
  const findings = about('discovery');
  if (findings.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: 'look through eDiscovery: who is in it, what was searched and exported',
      does: 'Lists members, searches and their exports. Keep the searches as evidence; take members out whom nobody can account for: Remove-RoleGroupMember with -Identity and -Member.',
      because: `${foundText(findings)} What was exported was read outside, whatever the mailbox log says.`,
      affects: 'The commands only read. Run them after Connect-IPPSSession.',
      undo: 'Nothing is changed.',
      where: 'Exchange Online PowerShell',
      script: plain(
        "Get-RoleGroupMember -Identity 'eDiscovery Manager' | Format-Table Name, PrimarySmtpAddress",
        'Get-ComplianceSearch -ResultSize Unlimited | Format-List Name, CreatedBy, CreatedTime, ContentMatchQuery, ExchangeLocation, Items',
        'Get-ComplianceSearchAction | Format-List Name, Action, CreatedBy, JobStartTime, Status',
      ),
    },
  ];
}

export const permissionSteps = (known: Known): Step[] => [
  ...delegates(known),
  ...sendAs(known),
  ...folders(known),
  ...impersonation(known),
  ...administrators(known),
  ...discovery(known),
];
