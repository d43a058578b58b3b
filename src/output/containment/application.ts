// Applications that were let in. A new password of the person does not touch them: they have grants and credentials of their own.
// A switched-off service principal gets no tokens any more and keeps everything else, so that it can be undone and looked at.
import { count } from '../../util/words.js';
import { foundText, type Known, usersOf } from './known.js';
import { forEach, isGuid, plain, ps, type Script, scriptOf } from './powershell.js';
import type { Step } from './step.js';
import { these } from './these.js';

/** In a title. */
const named = (applications: readonly string[]): string =>
  applications.length === 1 ? `the application ${applications[0]}` : count(applications.length, 'application');

/** Finds it by its application id, of which the object ids differ in every organisation. */
const found = (id: string): Script => ps`$app = Get-MgServicePrincipal -Filter ${`appId eq '${id}'`}`;

const why = ({ about, applications }: Known): string => {
  const findings = about('consent', 'appRole', 'credential', 'applicationPolicy');
  return findings.length > 0
    ? foundText(findings)
    : `${applications.length === 1 ? 'It reads' : 'They read'} mail by ${applications.length === 1 ? 'itself' : 'themselves'} in this case.`;
};

function switchedOff(known: Known): Step[] {
  const { applications } = known;
  if (applications.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: `switch off ${named(applications)}`,
      does: 'Shows what the application is called and whose it is, then stops Entra from issuing tokens for it. Its grants and keys stay for a look.',
      because: why(known),
      affects:
        'Everybody who uses the application loses it, and every job that runs under it stops. Tokens that are out already work for up to an hour, of some applications up to a day.',
      undo: 'Find the application in the same way, and run the last line of it with -AccountEnabled:$true.',
      where: 'Microsoft Graph PowerShell',
      script: scriptOf(
        ...applications.map((id) =>
          scriptOf(
            found(id),
            plain(
              '$app | Format-List DisplayName, AppId, AppOwnerOrganizationId, ServicePrincipalType, AccountEnabled',
              'Update-MgServicePrincipal -ServicePrincipalId $app.Id -AccountEnabled:$false',
            ),
          ),
        ),
      ),
    },
  ];
}

function grantsOf(known: Known): Step[] {
  const { applications, about } = known;
  const findings = about('consent', 'appRole');
  if (applications.length === 0 || findings.length === 0) return [];
  return [
    {
      phase: 'cleanUp',
      title: `remove every consent and role of ${named(applications)}`,
      does: 'Saves and then removes what people agreed to in their names, and the roles by which it reads on its own.',
      because: foundText(findings),
      affects:
        'Everybody who uses the application has to agree again. If it is needed after all, an administrator must grant its roles anew.',
      undo: 'Only by granting again what the saved files list (New-MgOauth2PermissionGrant, New-MgServicePrincipalAppRoleAssignment).',
      where: 'Microsoft Graph PowerShell',
      script: scriptOf(
        ...applications.map((id) =>
          scriptOf(
            found(id),
            plain(
              '$grants = @(Get-MgServicePrincipalOauth2PermissionGrant -ServicePrincipalId $app.Id -All)',
              '$roles = @(Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -All)',
              `$grants + $roles | Export-Clixml -Path 'before-grants-${id}.xml'`,
              '$grants | ForEach-Object { Remove-MgOauth2PermissionGrant -OAuth2PermissionGrantId $_.Id }',
              '$roles | ForEach-Object { Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -AppRoleAssignmentId $_.Id }',
            ),
          ),
        ),
      ),
    },
  ];
}

/** Where the log does not name the application: what the person agreed to, to be looked through. */
function consentsOf({ about, applications }: Known): Step[] {
  const findings = about('consent');
  const people = usersOf(findings);
  if (applications.length > 0 || people.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: `look through the applications that ${these(people, 'account')} let in`,
      does: 'Lists what each has agreed to. Remove what the owner does not know: Remove-MgOauth2PermissionGrant -OAuth2PermissionGrantId with the Id shown.',
      because: foundText(findings),
      affects: 'The command only reads. A removed consent: the application loses the access to this mailbox.',
      undo: 'The person agrees again.',
      where: 'Microsoft Graph PowerShell',
      script: forEach('person', 'people', people, (it) => [
        `Get-MgUserOauth2PermissionGrant -UserId ${it} -All | Format-List Id, ClientId, ConsentType, Scope`,
      ]),
    },
  ];
}

// Remove-MgApplicationKey wants a proof made with the key itself; a certificate is removed by writing the list without it (Graph,
// application: removeKey and update). A key can stand on the application or on its service principal.
function credentials({ about, applications, result, case: each }: Known): Step[] {
  const findings = about('credential');
  const keys = result.traits
    .filter((trait) => trait.case === each.id && trait.kind === 'credential' && isGuid(trait.value))
    .map(({ value }) => value);
  if (findings.length === 0) return [];
  const show = [
    "$own = Get-MgApplication -Filter ('appId eq ''' + $app.AppId + '''')",
    '$own.PasswordCredentials + $own.KeyCredentials + $app.PasswordCredentials + $app.KeyCredentials | Format-Table DisplayName, KeyId, StartDateTime, EndDateTime',
  ];
  const removal = (key: string): string[] => [
    `if ($own.PasswordCredentials.KeyId -contains '${key}') { Remove-MgApplicationPassword -ApplicationId $own.Id -KeyId '${key}' }`,
    `if ($app.PasswordCredentials.KeyId -contains '${key}') { Remove-MgServicePrincipalPassword -ServicePrincipalId $app.Id -KeyId '${key}' }`,
    `if ($own.KeyCredentials.KeyId -contains '${key}') { Update-MgApplication -ApplicationId $own.Id -KeyCredentials @($own.KeyCredentials | Where-Object KeyId -ne '${key}') }`,
  ];
  return [
    {
      phase: 'cleanUp',
      title:
        keys.length === 1
          ? 'remove the credential that was put on an application'
          : 'remove the credentials that were put on applications',
      does:
        keys.length > 0
          ? `Lists the keys and passwords of the application, then removes ${keys.length === 1 ? 'the one' : `the ${keys.length}`} that this case used. Compare the dates with the days of the case before you remove any.`
          : 'Lists the keys and passwords of the application. Remove those that nobody can name, by their KeyId: Remove-MgApplicationPassword or Remove-MgServicePrincipalPassword.',
      because: foundText(findings),
      affects:
        'Whatever signs in with that key stops working. If it was made for a good reason, the owner of the application makes a new one.',
      undo: 'Cannot be undone: a key is shown once. A new one can be made.',
      where: 'Microsoft Graph PowerShell',
      script: scriptOf(...applications.map((id) => scriptOf(found(id), plain(...show, ...keys.flatMap(removal))))),
    },
  ];
}

function policies({ about }: Known): Step[] {
  const findings = about('applicationPolicy');
  if (findings.length === 0) return [];
  return [
    {
      phase: 'cleanUp',
      title: 'put back what keeps applications to some mailboxes',
      does: 'Lists the policies and scoped roles that there are now. Compare with what should be, and make the missing ones again.',
      because: foundText(findings),
      affects: 'The commands only read.',
      undo: 'Nothing is changed.',
      where: 'Exchange Online PowerShell',
      script: plain(
        'Get-ApplicationAccessPolicy | Format-List AppId, ScopeName, AccessRight, Description',
        'Get-ManagementRoleAssignment -RoleAssigneeType ServicePrincipal | Format-Table Role, RoleAssigneeName, CustomResourceScope',
      ),
    },
  ];
}

export const applicationSteps = (known: Known): Step[] => [
  ...switchedOff(known),
  ...consentsOf(known),
  ...grantsOf(known),
  ...credentials(known),
  ...policies(known),
];
