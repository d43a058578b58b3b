// What was no longer recorded is recorded again, before the intruder is shut out: what he does when he notices must stand in the log.
// The default of the organisation outweighs AuditEnabled of a mailbox, but not a bypass, and not what a mailbox lists as audited
// (Purview, "Manage mailbox auditing"). Without the plan M365_ADVANCED_AUDITING (Audit Premium) fewer things are recorded.
import { sortedSet } from '../../util/order.js';
import { foundText, type Known, mailboxesOf } from './known.js';
import { forEach, plain, type Script, scriptOf } from './powershell.js';
import type { Step } from './step.js';
import { these } from './these.js';

const advancedAuditing = '2f442157-a11c-46b9-ae5b-6e39ff4e5849';
const affectsNobody = 'Nobody: people notice nothing. The log grows.';

function step(change: Pick<Step, 'title' | 'does' | 'because' | 'undo' | 'where' | 'script'>): Step {
  return { phase: 'preserve', affects: affectsNobody, ...change };
}

function bypass({ about }: Known): Step[] {
  const findings = about('bypass');
  if (findings.length === 0) return [];
  // The record names the account by address or by another name; all that are set are shown.
  const accounts = mailboxesOf(findings);
  return [
    step({
      title: `take the audit bypass off ${accounts.length === 0 ? 'the accounts that have one' : these(accounts, 'account')}`,
      does: 'From then on what the account does in any mailbox is recorded again. The first line shows every account that has a bypass.',
      because: foundText(findings),
      undo: 'The same command with -AuditBypassEnabled $true. There is hardly ever a good reason for it.',
      where: 'Exchange Online PowerShell',
      script: scriptOf(
        plain(
          'Get-MailboxAuditBypassAssociation -ResultSize Unlimited | Where-Object AuditBypassEnabled | Format-Table Name, Guid',
        ),
        forEach('account', 'accounts', accounts, (it) => [
          `Set-MailboxAuditBypassAssociation -Identity ${it} -AuditBypassEnabled $false`,
        ]),
      ),
    }),
  ];
}

function mailboxAudit({ about }: Known): Step[] {
  const findings = about('mailboxAudit');
  const mailboxes = mailboxesOf(findings);
  if (findings.length === 0) return [];
  return [
    step({
      title: `have everything in ${mailboxes.length === 0 ? 'the mailboxes concerned' : these(mailboxes, 'mailbox', 'mailboxes')} audited again`,
      does: "Switches auditing of the mailbox on, and sets what is audited back to Microsoft's own list, which grows when Microsoft adds to it.",
      because: foundText(findings),
      undo: 'With the values of before-mailboxes.xml: Set-Mailbox with -AuditEnabled, -AuditOwner, -AuditDelegate, -AuditAdmin, -AuditLogAgeLimit.',
      where: 'Exchange Online PowerShell',
      script: forEach('mailbox', 'mailboxes', mailboxes, (it) => [
        `Set-Mailbox -Identity ${it} -AuditEnabled $true -DefaultAuditSet Admin,Delegate,Owner`,
        `Get-Mailbox -Identity ${it} | Format-List UserPrincipalName, AuditEnabled, DefaultAuditSet, AuditLogAgeLimit`,
      ]),
    }),
  ];
}

function organisationAudit({ about }: Known): Step[] {
  const findings = about('organisationAudit');
  if (findings.length === 0) return [];
  return [
    step({
      title: 'switch auditing of the organisation on again',
      does: 'Switches on mailbox auditing for every mailbox and the audit log itself, and shows for how long records are kept.',
      because: foundText(findings),
      undo: 'The same commands with the opposite value.',
      where: 'Exchange Online PowerShell',
      script: plain(
        'Set-OrganizationConfig -AuditDisabled $false',
        'Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true',
        'Get-AdminAuditLogConfig | Format-List UnifiedAuditLogIngestionEnabled',
        '# After Connect-IPPSSession: policies by which records are kept shorter',
        'Get-UnifiedAuditLogRetentionPolicy | Format-Table Name, Priority, RetentionDuration, WhenChangedUTC',
      ),
    }),
  ];
}

function licence({ about, case: each, result }: Known): Step[] {
  const findings = about('licence');
  if (findings.length === 0) return [];
  // The record of a change of licence names the administrator; whose licence it is, the limits of the answer may say.
  const people = sortedSet(each.mailboxes.filter((it) => it.includes('@')));
  const said = result.coverage.limits
    .filter(({ code }) => code === 'mailboxNoLongerLogged')
    .map(({ message }) => message);
  const script: Script = forEach('person', 'people', people, (it) => [
    `Get-MgUserLicenseDetail -UserId ${it} | Select-Object SkuPartNumber, SkuId -ExpandProperty ServicePlans |`,
    `  Where-Object ServicePlanId -eq '${advancedAuditing}' | Format-Table SkuPartNumber, SkuId, ServicePlanName, ProvisioningStatus`,
  ]);
  return [
    step({
      title: 'give back the licence by which opened messages are recorded in full',
      does: `Shows, for each mailbox of the case, the licence with Audit Premium and whether that plan is switched on; nothing shown means no such licence. Then give it back in the admin centre, or with Set-MgUserLicense and -AddLicenses.`,
      because: [foundText(findings), ...said].join(' '),
      undo: 'Take the licence away again.',
      where: 'Microsoft Graph PowerShell',
      script,
    }),
  ];
}

export const recordingSteps = (known: Known): Step[] => [
  ...bypass(known),
  ...mailboxAudit(known),
  ...organisationAudit(known),
  ...licence(known),
];
