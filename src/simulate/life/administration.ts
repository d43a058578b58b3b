// Harmless administration: quotas, calendars, mailbox permissions for new assistants, licences, password resets, rules
// that people make themselves, forwards to their own other mailbox, and the service's own Set-Mailbox noise, which was two
// thirds of a small real tenant's records (measured).
import { adminCentre } from '../application.js';
import { hourMs, minuteMs, secondMs } from '../clock.js';
import { type Change, cmdlet, type Doer, directoryChange, mailboxDeed, type Pairs } from '../deed.js';
import type { Deed, Journal } from '../journal.js';
import { officeOf } from '../network.js';
import type { Person } from '../organisation.js';
import { programOf } from '../program.js';
import { mix, type Random } from '../random.js';
import { type Client, client, tokenAt } from '../sign-in.js';
import { dayStart, offsetOf, type Part, type World } from '../world.js';
import { newAssistantOn, newChiefOf } from './turn.js';

function fullAccess(other: Person): Pairs {
  return [
    ['User', other.upn],
    ['AccessRights', 'FullAccess'],
    ['AutoMapping', 'True'],
  ];
}

type Work = readonly [operation: string, parameters: (other: Person) => Pairs];

const works: readonly Work[] = [
  ['Set-Mailbox', () => [['ProhibitSendQuota', '49.5 GB (53,150,220,288 bytes)']]],
  ['Set-CalendarProcessing', () => [['AutomateProcessing', 'AutoAccept']]],
  ['Set-Mailbox', () => [['MailTip', 'The registry is closed on Fridays after noon.']]],
  ['Add-MailboxPermission', fullAccess],
  [
    'Add-MailboxFolderPermission',
    (other) => [
      ['User', other.upn],
      ['AccessRights', 'Reviewer'],
    ],
  ],
  [
    'Add-RecipientPermission',
    (other) => [
      ['Trustee', other.upn],
      ['AccessRights', 'SendAs'],
      ['Confirm', 'False'],
    ],
  ],
  ['Set-CASMailbox', () => [['ActiveSyncEnabled', 'True']]],
];

const changes = ['Reset user password.', 'Change user license.', 'Update user.', 'Change user password.'] as const;

/** Admins' work, one part for all; Northgate's does three harmless things in all. */
export function administer(world: World): Part {
  const { people } = world.org;
  const small = people.length <= 12;
  const admins = people.filter(({ habits }) => habits.includes('administrator'));
  const browsers = new Map(admins.map((admin) => [admin.number, adminBrowser(world, admin)]));
  const rate = small ? 0 : 0.2 + people.length / 250;
  return (day, journal) => {
    const random = world.random.fork(`administration/${day}`);
    const fixed = small && [11, 23, 35].includes(day) ? 1 : 0;
    const count = fixed + Math.floor(rate * (0.5 + random.next()) + (small ? 0 : random.next()));
    for (let i = 0; i < count && admins.length > 0; i++) {
      const admin = random.pick(admins);
      const at = dayStart(world, day) + (admin.from - offsetOf(world, admin) + 8 * random.next()) * hourMs;
      const work = small ? works[[11, 23, 35].indexOf(day)] : random.pick(works);
      const whole = Math.floor(at / 1000) * 1000;
      doWork(world, journal, admin, browsers.get(admin.number) as Client, work as Work, whole, random);
    }
    peopleThemselves(world, journal, day, random);
    admitAssistants(world, journal, day, admins[0] ?? null);
    noise(world, journal, day, random);
  };
}

function adminBrowser(world: World, admin: Person): Client {
  const program = { ...programOf(admin, 'web'), application: adminCentre, sessionDays: 1 };
  return client(admin, program, world.random.fork(`admin-centre/${admin.number}`), null);
}

function doWork(
  world: World,
  journal: Journal,
  admin: Person,
  browser: Client,
  [operation, parameters]: Work,
  at: number,
  random: Random,
): void {
  const { people } = world.org;
  const place = officeOf(world.org.number, admin.site, admin.number);
  const doer: Doer = { world, person: admin, place, random, intrusion: null };
  tokenAt(browser, at, place, journal);
  const target = random.pick(people);
  const all: Pairs = [['Identity', target.upn], ...parameters(random.pick(people))];
  journal.deeds.push(cmdlet(doer, at + 4 * minuteMs, operation, target.upn, all, adminCentre.id));
  if (people.length > 12 && random.chance(0.5)) {
    journal.deeds.push(directoryChange(doer, at + 9 * minuteMs, userChange(random.pick(changes), random.pick(people))));
  }
}

function userChange(operation: string, person: Person): Change {
  const licence = operation === 'Change user license.';
  const target = [
    { ID: `User_${person.objectId}`, Type: 2 },
    { ID: person.objectId, Type: 2 },
    { ID: person.upn, Type: 5 },
  ];
  const plans = '[SkuName=ENTERPRISEPACK, AccountId=, SkuId=, DisabledPlans=[YAMMER_ENTERPRISE,SWAY]]';
  const details = licence ? { NewValue: plans, OldValue: plans.replace('YAMMER_ENTERPRISE,', '') } : {};
  return { operation, objectId: person.upn, target, modified: [], details };
}

/** Who becomes a chief's assistant on that day is given full access early in the morning. */
function admitAssistants(world: World, journal: Journal, day: number, admin: Person | null): void {
  const { people, number } = world.org;
  const chiefs = people.filter(({ senior }) => senior);
  for (const person of people) {
    const chief = newAssistantOn(person) === day ? newChiefOf(person, chiefs) : null;
    if (!chief || !admin) continue;
    const random = world.random.fork(`assistant/${person.number}`);
    const place = officeOf(number, admin.site, admin.number);
    const at = dayStart(world, day) + Math.round((person.from - 1 - offsetOf(world, person)) * 3600) * secondMs;
    const parameters: Pairs = [['Identity', chief.upn], ...fullAccess(person)];
    const doer: Doer = { world, person: admin, place, random, intrusion: null };
    journal.deeds.push(cmdlet(doer, at, 'Add-MailboxPermission', chief.upn, parameters, adminCentre.id));
  }
}

/** Rules and forwards that people make for themselves. */
function peopleThemselves(world: World, journal: Journal, day: number, random: Random): void {
  for (const person of world.org.people) {
    if (!person.habits.includes('rules')) continue;
    const fixed = world.org.number === 1 && person.number <= 12;
    if (fixed ? day !== 4 : (day + mix(person.key, 5)) % 60 !== 0) continue;
    const place = officeOf(world.org.number, person.site, person.number);
    const doer: Doer = { world, person, place, random, intrusion: null };
    const at = dayStart(world, day) + Math.round((person.from + 1 - offsetOf(world, person)) * hourMs);
    journal.deeds.push(ownRule(doer, person, at, fixed ? 0 : mix(person.key, 6) % 4));
  }
}

function ownRule(doer: Doer, person: Person, at: number, which: number): Deed {
  if (which === 1) {
    const OperationProperties = [
      ['RuleOperation', 'AddMailboxRule'],
      ['RuleName', 'Invoices'],
      ['RuleActions', '[{"ActionType":"Move","DestinationFolder":"Projects"}]'],
      ['RuleCondition', '(SubjectContains invoice)'],
    ].map(([Name, Value]) => ({ Name, Value }));
    const about = { operation: 'UpdateInboxRules', recordType: 2, clientInfo: 'Client=MSExchangeRPC' };
    return mailboxDeed(doer, at, { owner: person, ...about, fields: { OperationProperties } });
  }
  if (which === 2) {
    const to: Pairs = [
      ['Identity', person.upn],
      ['ForwardingAddress', `desk@${doer.world.org.domain}`],
    ];
    return cmdlet(doer, at, 'Set-Mailbox', person.upn, [...to, ['DeliverToMailboxAndForward', 'True']]);
  }
  const parameters: Pairs = [
    ['Name', 'Newsletters'],
    ['SubjectContainsWords', 'newsletter'],
    ['MoveToFolder', 'Inbox\\Projects'],
    ['StopProcessingRules', 'False'],
  ];
  return cmdlet(doer, at, 'New-InboxRule', `${person.upn}\\Newsletters`, parameters);
}

function noise(world: World, journal: Journal, day: number, random: Random): void {
  const { people, name } = world.org;
  const mean = people.length <= 12 ? (day % 6 === 2 ? 1 : 0) : people.length / 20;
  const count = Math.floor(mean + (people.length <= 12 ? 0 : random.next()));
  const doer: Doer = { world, person: null, place: null, random, intrusion: null };
  for (let i = 0; i < count; i++) {
    const at = dayStart(world, day) + random.int(60, 1380) * minuteMs;
    journal.deeds.push(cmdlet(doer, at, 'Set-Mailbox', random.pick(people).upn, [['DisplayName', name]]));
  }
}
