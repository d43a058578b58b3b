// Making the log blind before reading: an audit bypass for one account, after which nothing that it does is recorded; a
// licence downgrade (APT29, Mandiant 2022-08-18), after which a mailbox's accesses are no longer recorded at all; and
// reading until Exchange throttles, then harvesting for the 24 hours in which nothing is written down.
import { adminCentre } from '../application.js';
import { hourMs, minuteMs } from '../clock.js';
import { type Change, cmdlet, directoryChange } from '../deed.js';
import { reading } from '../life/visit.js';
import type { Person } from '../organisation.js';
import { type Client, signInNow, tokenAt } from '../sign-in.js';
import { dayStart, mailboxOf } from '../world.js';
import {
  administrator,
  bystander,
  clamp,
  readingDay,
  type Scenario,
  type Stage,
  stolen,
  strangeBrowser,
  take,
  targets,
} from './intruder.js';
import { getIn, play, type Return } from './plot.js';

/** The victims' mail is read in a browser by `reader`, or by each in his own name. */
const readBy =
  (stage: Stage, reader: Person | null) =>
  ({ person, mailbox, at, journal, random, open }: Return): void => {
    const place = random.pick(stage.places);
    const account = reader ?? person;
    const client = stolen(stage, account, strangeBrowser(account), random);
    const token = signInNow(client, at + 30 * minuteMs, place, journal);
    open(reading(stage.world, client, token, place.address, mailbox, random), at + 31 * minuteMs);
  };

export const auditBypass: Scenario = {
  name: 'audit-bypass',
  variants: [],
  rule: () => 'change',
  spread: 'one',
  parameters: { victims: 2 },
  play(stage) {
    const { world, intrusion } = stage;
    const admin = administrator(stage);
    const reader = bystander(stage, (person) => person !== admin);
    const people = targets(stage, stage.parameters.victims);
    return play(stage, {
      people,
      enter: (day, journal) => {
        const { doer, at } = getIn(stage, day, journal, admin);
        for (const { upn } of people) {
          const rights = [
            ['Identity', upn],
            ['User', reader.upn],
            ['AccessRights', 'FullAccess'],
          ] as const;
          journal.deeds.push(cmdlet(doer, at + 3 * minuteMs, 'Add-MailboxPermission', upn, rights));
        }
        const parameters = [
          ['Identity', reader.upn],
          ['AuditBypassEnabled', 'True'],
        ] as const;
        const operation = 'Set-MailboxAuditBypassAssociation';
        journal.deeds.push(cmdlet(doer, at + 5 * minuteMs, operation, reader.upn, parameters));
        const from = at + 6 * minuteMs;
        world.bypassedFrom.set(reader.upn, from);
        for (const { upn } of [reader, ...people]) intrusion.tellUnknown(upn, from, world.endAt, 'auditBypass');
      },
      read: readBy(stage, reader),
    });
  },
};

function downgrade({ upn, objectId }: Person): Change {
  const plans = (disabled: string) => `[SkuName=ENTERPRISEPREMIUM, AccountId=, SkuId=, DisabledPlans=[${disabled}]]`;
  const target = [
    { ID: `User_${objectId}`, Type: 2 },
    { ID: objectId, Type: 2 },
    { ID: upn, Type: 5 },
  ];
  const details = { NewValue: plans('M365_ADVANCED_AUDITING'), OldValue: plans('') };
  return { operation: 'Change user license.', objectId: upn, target, modified: [], details };
}

export const licenceDowngrade: Scenario = {
  name: 'licence-downgrade',
  variants: [],
  rule: () => 'dayOfSilence',
  spread: 'one',
  parameters: { victims: 1, patience: 1 },
  play(stage) {
    const { world, intrusion } = stage;
    const admin = administrator(stage);
    const people = targets(stage, stage.parameters.victims);
    return play(stage, {
      people,
      enter: (day, journal) => {
        const program = { ...strangeBrowser(admin), application: adminCentre };
        const { doer, at } = getIn(stage, day, journal, admin, { program });
        for (const victim of people) {
          journal.deeds.push(directoryChange(doer, at + 4 * minuteMs, downgrade(victim)));
          const from = at + 10 * minuteMs;
          world.silentFrom.set(victim.number, from);
          intrusion.tellUnknown(victim.upn, from, world.endAt, 'auditOff');
        }
      },
      read: readBy(stage, null),
    });
  },
};

/** One access record for each of them, since they are further apart than the service's two minutes. */
const overTheLine = 1100;

export const throttleAndHarvest: Scenario = {
  name: 'throttle-and-harvest',
  variants: [],
  rule: () => 'firstAccess',
  spread: 'one',
  parameters: { victims: 1, networks: 'rented' },
  play(stage) {
    const { world, random } = stage;
    const people = targets(stage, stage.parameters.victims);
    const taken = new Map<number, Set<number>>();
    return (day, journal) => {
      if (day !== readingDay(stage)) return;
      for (const person of people) {
        const mailbox = mailboxOf(world, person);
        const begin = clamp(world, dayStart(world, day) + hourMs);
        // Many at once, each in a session of its own, so that the service does not sum them up.
        const clients = Array.from(
          { length: 40 },
          (_, i): Client => ({ ...stolen(stage, person, strangeBrowser(person)), random: random.fork(`client/${i}`) }),
        );
        for (let i = 0; i < overTheLine; i++) {
          const client = clients[i % clients.length] as Client;
          const at = begin + Math.floor(i / clients.length) * 130_000 + (i % clients.length) * 1000;
          const place = stage.places[i % stage.places.length] ?? random.pick(stage.places);
          const token = tokenAt(client, at, place, journal);
          const context = reading(world, client, token, place.address, mailbox, random);
          take(journal, { context, at, count: 1, taken, random });
        }
        const client = clients[0] as Client;
        const at = begin + 2 * hourMs;
        const place = stage.places[0] ?? random.pick(stage.places);
        const context = reading(world, client, tokenAt(client, at, place, journal), place.address, mailbox, random);
        take(journal, { context, at, count: 3000, pause: 3, taken, random });
      }
    };
  },
};
