// Harmless administration: a quota, calendar settings, one inbox rule that files newsletters, and the service's own
// Set-Mailbox noise, which was two thirds of a small real tenant's records (measured).
import { adminCentre, exchange } from '../application.js';
import { hourMs, minuteMs } from '../clock.js';
import { programOf } from '../device.js';
import type { Cmdlet, Journal } from '../journal.js';
import { officeOf } from '../network.js';
import type { Person } from '../organisation.js';
import { client, tokenAt } from '../sign-in.js';
import { dayStart, type World } from '../world.js';

type Work = readonly [operation: string, parameters: Cmdlet['parameters']];

const works: readonly Work[] = [
  ['Set-Mailbox', [['ProhibitSendQuota', '49.5 GB (53,150,220,288 bytes)']]],
  ['Set-CalendarProcessing', [['AutomateProcessing', 'AutoAccept']]],
  ['Set-Mailbox', [['MailTip', 'The registry is closed on Fridays after noon.']]],
];

export function administer(world: World, journal: Journal): void {
  const { people } = world.org;
  const admin = people.find((person) => person.habit === 'administrator');
  if (admin) runCmdlets(world, journal, admin);
  const tidy = people.find((person) => person.habit === 'rules');
  if (tidy && world.days > 5) makeRule(world, journal, tidy);
  for (let day = 2; day < world.days; day += 6) {
    const random = world.random.fork(`noise/${day}`);
    const about = { objectId: random.pick(people).upn, parameters: [['DisplayName', 'Northgate']] as const };
    const at = dayStart(world, day) + random.int(60, 1380) * minuteMs;
    journal.cmdlets.push({ at, operation: 'Set-Mailbox', person: null, address: null, appId: '', ...about });
  }
}

function runCmdlets(world: World, journal: Journal, admin: Person): void {
  const random = world.random.fork('administration');
  const program = { ...programOf(admin, 'web'), application: adminCentre };
  const browser = client(admin, program, random.fork('token'), null);
  const place = officeOf(admin.number);
  works.forEach(([operation, parameters], i) => {
    const at =
      dayStart(world, Math.floor(((i + 1) * world.days) / 4)) + (8 - world.org.offset) * hourMs + i * 17 * minuteMs;
    tokenAt(browser, at, place, journal);
    const objectId = random.pick(world.org.people).upn;
    const about = { operation, parameters: [['Identity', objectId], ...parameters] as Cmdlet['parameters'], objectId };
    const address = `${place.address}:${random.int(20_000, 60_000)}`; // admin records carry the port
    journal.cmdlets.push({ at: at + 4 * minuteMs, ...about, person: admin, address, appId: adminCentre.id });
  });
}

function makeRule(world: World, journal: Journal, person: Person): void {
  const parameters: Cmdlet['parameters'] = [
    ['Name', 'Newsletters'],
    ['SubjectContainsWords', 'newsletter'],
    ['MoveToFolder', 'Inbox\\Projects'],
    ['StopProcessingRules', 'False'],
  ];
  const place = officeOf(person.number);
  journal.cmdlets.push({
    at: dayStart(world, 4) + 9 * hourMs,
    operation: 'New-InboxRule',
    person,
    address: place.address.includes(':') ? `[${place.address}]:51773` : `${place.address}:51773`,
    appId: exchange.id,
    objectId: `${person.upn}\\Newsletters`,
    parameters,
  });
}
