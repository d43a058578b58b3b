// Mail that leaves by itself goes on leaving when everybody is shut out: forwarding, rules of mailboxes and of the organisation,
// journaling. They are switched off, not removed, so that they can be looked at. "When you create, modify, remove, enable, or disable an
// Inbox rule in Exchange PowerShell, any client-side rules created by Microsoft Outlook are removed" (Disable-InboxRule's reference).
import type { Exposure } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { sortedSet } from '../../util/order.js';
import { count, some } from '../../util/words.js';
import { span, utc } from '../format.js';
import { foundText, type Known, mailboxesOf } from './known.js';
import { forEach, noScript, plain, ps, type Script, scriptOf } from './powershell.js';
import type { Step } from './step.js';
import { these } from './these.js';

type Diverted = Exposure['diverted'][number];

/** `inbox rule "x"` -> kind and name, as exposure names them. */
const named = /^(inbox rule|rule of a mail client|mail flow rule|journal rule)(?: "([\s\S]*)")?$/;

const kindOf = ({ by }: Diverted): string => named.exec(by)?.[1] ?? by;
const nameOf = ({ by }: Diverted): string => named.exec(by)?.[2] ?? '';

const since = (it: Diverted): string => (it.toAt === null ? `since ${utc(it.fromAt)}` : span(it.fromAt, it.toAt));
const goesTo = (ways: readonly Diverted[]): string =>
  some(
    ways.map((it) => `mail of ${it.mailbox} goes to ${some(it.to, 3)} by ${it.by}, ${since(it)}`),
    3,
  );

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function forwarding(ways: readonly Diverted[], { about }: Known): Step[] {
  const findings = about('forwarding');
  const mailboxes = sortedSet([...ways.map(({ mailbox }) => mailbox), ...mailboxesOf(findings)]);
  if (mailboxes.length === 0) return [];
  return [
    {
      phase: 'shutOut',
      title: `switch off the forwarding of ${these(mailboxes, 'mailbox', 'mailboxes')}`,
      does: 'From then on new mail stays in the mailbox. What was sent on cannot be called back.',
      because: ways.length > 0 ? sentence(goesTo(ways)) : foundText(findings),
      affects: 'If the owner wanted the forwarding, he no longer gets his mail where he reads it.',
      undo: 'With the values of before-mailboxes.xml: Set-Mailbox with -ForwardingSmtpAddress or -ForwardingAddress, and -DeliverToMailboxAndForward.',
      where: 'Exchange Online PowerShell',
      script: forEach('mailbox', 'mailboxes', mailboxes, (it) => [
        `Set-Mailbox -Identity ${it} -ForwardingSmtpAddress $null -ForwardingAddress $null -DeliverToMailboxAndForward $false`,
      ]),
    },
  ];
}

function inboxRuleLines(ways: readonly Diverted[]): Script {
  const byMailbox = groupBy(ways, ({ mailbox }) => mailbox);
  return scriptOf(
    ...[...byMailbox].map(([mailbox, own]) =>
      scriptOf(
        ...sortedSet(own.map(nameOf)).map((name) =>
          name === ''
            ? noScript
            : ps`Get-InboxRule -Mailbox ${mailbox} -IncludeHidden | Where-Object Name -ceq ${name} | Disable-InboxRule`,
        ),
      ),
    ),
  );
}

function inboxRules(ways: readonly Diverted[], { about }: Known): Step[] {
  const findings = about('inboxRule');
  const mailboxes = sortedSet([...ways.map(({ mailbox }) => mailbox), ...mailboxesOf(findings)]).filter((it) =>
    it.includes('@'),
  );
  if (mailboxes.length === 0) return [];
  const off = inboxRuleLines(ways);
  return [
    {
      phase: 'shutOut',
      title: `switch off the inbox rules of ${these(mailboxes, 'mailbox', 'mailboxes')} that nobody there knows`,
      does: `Lists all rules of the mailbox, hidden ones too, ${off.lines.length > 0 ? 'then switches off those that send mail on' : 'to be switched off by Disable-InboxRule -Mailbox and -Identity with the RuleIdentity shown'}. Ask the owner about the others. Rules that do not stand in this list may still exist: look with Outlook, too.`,
      because: [
        ...(ways.length > 0 ? [sentence(goesTo(ways))] : []),
        ...(findings.length > 0 ? [foundText(findings)] : []),
      ].join(' '),
      affects:
        'Only this mailbox. Mind: changing any inbox rule from PowerShell removes the rules of that mailbox that only Outlook on the desktop runs; a prompt warns of it.',
      undo: 'Enable-InboxRule with the same name. Rules that only Outlook ran are gone; before-inbox-rules.xml lists the others.',
      where: 'Exchange Online PowerShell',
      script: scriptOf(
        forEach('mailbox', 'mailboxes', mailboxes, (it) => [
          `Get-InboxRule -Mailbox ${it} -IncludeHidden | Format-List Name, RuleIdentity, Enabled, Description`,
        ]),
        off,
      ),
    },
  ];
}

interface OfOrganisation {
  readonly what: string;
  readonly noun: 'TransportRule' | 'JournalRule';
  readonly affects: string;
}

function organisationRules(ways: readonly Diverted[], found: string[], of: OfOrganisation): Step[] {
  if (ways.length === 0 && found.length === 0) return [];
  const names = sortedSet(ways.map(nameOf)).filter((name) => name !== '');
  const { what, noun, affects } = of;
  const off = scriptOf(
    ...names.map((name) =>
      noun === 'TransportRule'
        ? ps`Get-TransportRule | Where-Object Name -ceq ${name} | Disable-TransportRule`
        : ps`Get-JournalRule | Where-Object Name -ceq ${name} | Disable-JournalRule`,
    ),
  );
  return [
    {
      phase: 'shutOut',
      title: `switch off the ${names.length === 1 ? what : `${names.length > 0 ? count(names.length, what) : `${what}s`}`} that nobody can account for`,
      does: `Lists all of them, ${off.lines.length > 0 ? 'then switches off what was found' : `to be switched off by Disable-${noun} with the Identity shown`}. No mailbox shows such a rule.`,
      because: [...(ways.length > 0 ? [sentence(goesTo(ways))] : []), ...found].join(' '),
      affects,
      undo: `Enable-${noun} with the same name.`,
      where: 'Exchange Online PowerShell',
      script: scriptOf(
        plain(
          `Get-${noun} | Format-List Name, Identity, State, Enabled, WhenChanged, *Recipient*, *Copy*, *Redirect*, *Address*`,
        ),
        off,
      ),
    },
  ];
}

function openings({ about }: Known): Step[] {
  const findings = about('wayOut');
  if (findings.length === 0) return [];
  return [
    {
      phase: 'cleanUp',
      title: 'close what lets mail leave by itself',
      does: 'Shows the three places that decide it. Set back what was changed: Set-HostedOutboundSpamFilterPolicy -AutoForwardingMode Automatic, Set-RemoteDomain -AutoForwardEnabled $false, Set-OutboundConnector -Enabled $false, each with -Identity.',
      because: foundText(findings),
      affects:
        'The commands only read. Setting them back: forwarding to outside ends for everybody who has it; mail that goes over a connector takes the ordinary way.',
      undo: 'Set the old values again, which the commands show.',
      where: 'Exchange Online PowerShell',
      script: plain(
        'Get-HostedOutboundSpamFilterPolicy | Format-Table Name, AutoForwardingMode, WhenChanged',
        'Get-RemoteDomain | Format-Table Name, DomainName, AutoForwardEnabled, WhenChanged',
        'Get-OutboundConnector | Format-List Name, Enabled, RecipientDomains, SmartHosts, WhenChanged',
      ),
    },
  ];
}

export function wayOutSteps(known: Known): Step[] {
  const { about } = known;
  const ways = known.case.exposure.diverted;
  const of = (...kinds: string[]): Diverted[] => ways.filter((it) => kinds.includes(kindOf(it)));
  const found = (topic: 'transportRule' | 'journal'): string[] =>
    about(topic).length > 0 ? [foundText(about(topic))] : [];
  return [
    ...forwarding(of('forwarding of the mailbox'), known),
    ...inboxRules(of('inbox rule', 'rule of a mail client'), known),
    ...organisationRules(of('mail flow rule'), found('transportRule'), {
      ...{ what: 'mail flow rule', noun: 'TransportRule' },
      affects:
        'Everybody whose mail the rule looks at, of the whole organisation: if it serves archiving or a filter, that stops.',
    }),
    ...organisationRules(of('journal rule'), found('journal'), {
      ...{ what: 'journal rule', noun: 'JournalRule' },
      affects:
        'The journal gets no copies any more. If the law asks for it, make sure first that this rule is not that journal.',
    }),
    ...openings(known),
  ];
}
