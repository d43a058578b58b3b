// Shutting out whoever uses people's accounts. A forged token is no session of an account: who holds a signing key makes another, and only
// who accepts the key can end that. In summer 2023 this took Microsoft, and nothing that a victim could have done would have helped.
import { sortedSet } from '../../util/order.js';
import { count } from '../../util/words.js';
import { caseCommand } from '../command.js';
import { foundText, type Known, mailboxesOf, targetsOf, usersOf } from './known.js';
import { forEach, plain, scriptOf } from './powershell.js';
import type { Step } from './step.js';
import { these } from './these.js';

function forged({ forged: is, case: each, sessions }: Known): Step[] {
  if (!is) return [];
  const own = sessions.filter(({ explanation }) => explanation.class === 'unexplained');
  const tokens = sortedSet(own.flatMap(({ tokenIds }) => tokenIds));
  const accesses = own.reduce((sum, { classes }) => sum + classes.unexplained, 0);
  return [
    {
      phase: 'shutOut',
      title: 'have Microsoft stop the tokens that no sign-in issued',
      does: 'Lists the accesses with their token ids, to hand to Microsoft with a case of the highest severity. Ask which key signed them, and to refuse it. Until then assume that whatever arrives in these mailboxes is read.',
      because: `${count(accesses, 'access', 'accesses')} of this case used ${count(tokens.length, 'token')} that no sign-in issued. If they are forged, revoking sessions, new passwords and second factors do not stop them.`,
      affects: 'Nobody yet. If Microsoft withdraws a key, people may have to sign in again.',
      undo: 'Nothing is changed by you.',
      where: 'a shell with Letterlock',
      script: plain(caseCommand(each.id)),
    },
    {
      phase: 'shutOut',
      title: 'see whether the key could be your own',
      does: 'Lists the domains whose people sign in at a server of your own (AD FS or another identity provider). If one of the people concerned is in such a domain, its token-signing key may be what was stolen: replace its certificate twice, since the last one stays valid after a single change, and rebuild the server. For AD FS: Update-AdfsCertificate -CertificateType Token-Signing -Urgent.',
      because: 'Such tokens look the same whether they were signed with a key of Microsoft or of your own server.',
      affects:
        'The command only reads. Replacing the certificate: nobody of that domain can sign in until Entra and all others that trust the server have the new one.',
      undo: 'A replaced key cannot be brought back, and must not be.',
      where: 'Microsoft Graph PowerShell',
      script: plain(
        "Get-MgDomain -All | Where-Object AuthenticationType -eq 'Federated' | Format-Table Id, IsVerified",
      ),
    },
  ];
}

const notForged = (known: Known): string =>
  known.forged ? ' It does not end a forged token: only the step with Microsoft does.' : '';

function sessionsRevoked(known: Known): Step[] {
  const all = sortedSet([...known.people, ...known.tokensOnly]);
  if (all.length === 0) return [];
  const why =
    known.people.length === 0
      ? 'Their names stand in the tokens without a sign-in. The sign-in may be missing from the export only; then this ends the session.'
      : `In the name of ${these(known.people, 'account')} somebody signed in, or did what was found.`;
  return [
    {
      phase: 'shutOut',
      title: `revoke the sign-in sessions of ${these(all, 'account')}`,
      does: `Makes every refresh token and browser session so far invalid.${notForged(known)}`,
      because: why,
      affects:
        'Signs each of them out everywhere, on every device; they sign in again. Exchange Online takes it up within about 15 minutes; programs without continuous access evaluation may read on for about an hour, until their access token ends.',
      undo: 'Cannot be undone; people sign in again.',
      where: 'Microsoft Graph PowerShell',
      script: forEach('person', 'people', all, (it) => [`Revoke-MgUserSignInSession -UserId ${it}`]),
    },
  ];
}

// The id of the password among a person's methods is the same for everybody (Graph, passwordAuthenticationMethod: resetPassword).
const passwordMethod = '28c10230-6103-485e-b985-444c60001490';

function passwords({ people, about }: Known): Step[] {
  if (people.length === 0) return [];
  const factor = about('secondFactor');
  return [
    {
      phase: 'shutOut',
      title: `give ${these(people, 'account')} a new password, and look at the second factors`,
      does: 'Sets a password that Entra makes up and shows once, to be changed at the next sign-in. Then lists the ways in which each can sign in: remove those that the owner does not know (Entra admin centre, the person, Authentication methods).',
      because: `An ordinary sign-in stands behind what was done in the name of ${these(people, 'account')}: a password, a second factor or a code may be known to somebody else.${factor.length > 0 ? ` ${foundText(factor)}` : ''}`,
      affects:
        'They cannot sign in until they have the new password: give it to them by telephone or in person, not by mail. For accounts that come from your own directory set it there; the command fails without password writeback.',
      undo: 'Cannot be undone; another password can be set.',
      where: 'Microsoft Graph PowerShell',
      script: forEach('person', 'people', people, (it) => [
        `Reset-MgUserAuthenticationMethodPassword -UserId ${it} -AuthenticationMethodId '${passwordMethod}' | Format-List NewPassword`,
        `Get-MgUserAuthenticationMethod -UserId ${it} | Select-Object Id, @{ n = 'Kind'; e = { $_.AdditionalProperties['@odata.type'] } }`,
      ]),
    },
  ];
}

function devices({ about }: Known): Step[] {
  const findings = about('device');
  if (findings.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: `switch off the devices that were registered for ${these(usersOf(findings), 'account')}`,
      does: 'Lists the devices of each. Switch off those that the owner does not know: Update-MgDevice -DeviceId with the Id shown, and -AccountEnabled:$false.',
      because: `${foundText(findings)} A registered device signs in without a password, and outlives a new one.`,
      affects: 'Whoever uses that device can no longer sign in on it.',
      undo: 'The same command with -AccountEnabled:$true.',
      where: 'Microsoft Graph PowerShell',
      script: forEach('person', 'people', usersOf(findings), (it) => [
        `Get-MgUserRegisteredDevice -UserId ${it} -All | Select-Object Id, @{ n = 'Name'; e = { $_.AdditionalProperties['displayName'] } }, @{ n = 'Registered'; e = { $_.AdditionalProperties['registrationDateTime'] } }`,
      ]),
    },
  ];
}

function oldProtocols({ about }: Known): Step[] {
  const findings = about('oldProtocol');
  const mailboxes = sortedSet([...mailboxesOf(findings), ...targetsOf(findings).filter((it) => it.includes('@'))]);
  if (findings.length === 0 || mailboxes.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: `switch off IMAP and POP for ${these(mailboxes, 'mailbox', 'mailboxes')}`,
      does: 'Nobody can read the mailbox by these protocols any more, which ask for less than a browser does.',
      because: foundText(findings),
      affects: 'Mail programs and scanners that use IMAP or POP for this mailbox stop working. It takes up to an hour.',
      undo: 'The same command with $true.',
      where: 'Exchange Online PowerShell',
      script: scriptOf(
        forEach('mailbox', 'mailboxes', mailboxes, (it) => [
          `Set-CASMailbox -Identity ${it} -ImapEnabled $false -PopEnabled $false`,
        ]),
      ),
    },
  ];
}

export const accountSteps = (known: Known): Step[] => [
  ...forged(known),
  ...sessionsRevoked(known),
  ...passwords(known),
  ...devices(known),
  ...oldProtocols(known),
];
