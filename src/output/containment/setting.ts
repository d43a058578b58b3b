// Settings of the organisation that were weakened, and the look back when all is done.
import { anyExports } from '../command.js';
import { foundText, type Known } from './known.js';
import { plain } from './powershell.js';
import type { Step } from './step.js';

function conditionalAccess({ about }: Known): Step[] {
  const findings = about('conditionalAccess');
  if (findings.length === 0) return [];
  return [
    {
      phase: 'cleanUp',
      title: 'put the conditional access policies back',
      does: 'Lists them with their state and when they were changed; deleted ones are missing and can be restored for 30 days in the Entra admin centre.',
      because: foundText(findings),
      affects: 'The command only reads. A policy that is switched on again can lock people out who do not fulfil it.',
      undo: 'Nothing is changed.',
      where: 'Microsoft Graph PowerShell',
      script: plain('Get-MgIdentityConditionalAccessPolicy -All | Format-Table DisplayName, State, ModifiedDateTime'),
    },
  ];
}

function domainTrust({ about }: Known): Step[] {
  const findings = about('domainTrust');
  if (findings.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: 'look at how each domain signs its people in',
      does: 'Lists issuer and signing certificates of every domain that trusts a server outside Entra. One that is not yours lets its owner sign in as anybody: Remove-MgDomainFederationConfiguration with -DomainId and -InternalDomainFederationId.',
      because: foundText(findings),
      affects: 'The command only reads. Removing a trust that is yours: nobody of that domain can sign in.',
      undo: 'New-MgDomainFederationConfiguration with the values that the list shows.',
      where: 'Microsoft Graph PowerShell',
      script: plain(
        'foreach ($domain in Get-MgDomain -All) {',
        '  Get-MgDomainFederationConfiguration -DomainId $domain.Id -ErrorAction SilentlyContinue |',
        "    Select-Object @{ n = 'Domain'; e = { $domain.Id } }, Id, IssuerUri, PassiveSignInUri, SigningCertificate, NextSigningCertificate",
        '}',
      ),
    },
  ];
}

const lookAgain: Step = {
  phase: 'cleanUp',
  title: 'look again a day later',
  does: 'Reads fresh exports of audit log and sign-ins together with the old ones. No access of this case may be later than the time at which you shut out.',
  because: 'Whether it worked can be seen in the logs only, and who was shut out may have another way in.',
  affects: 'Nobody and nothing.',
  undo: 'Nothing is changed.',
  where: 'a shell with Letterlock',
  script: plain(`letterlock investigate NEW-${anyExports} --workspace WORKSPACE`),
};

export const settingSteps = (known: Known): Step[] => [...domainTrust(known), ...conditionalAccess(known), lookAgain];
