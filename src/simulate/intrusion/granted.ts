// Mailboxes opened to another account by an administrator whose account was taken, or by the mailbox itself: the
// impersonation role (EWS), full access for a delegate, and read permission on one folder. One table, one way of reading.
import { exchange, exchangeShell } from '../application.js';
import { minuteMs } from '../clock.js';
import { cmdlet, type Doer, mailboxDeed, type Pairs } from '../deed.js';
import type { Context, Deed } from '../journal.js';
import { reading } from '../life/visit.js';
import type { Person } from '../organisation.js';
import { signInNow } from '../sign-in.js';
import { administrator, bystander, type Scenario, stolen, strangeBrowser, targets } from './intruder.js';
import { getIn, play } from './plot.js';

interface Grant {
  readonly name: string;
  readonly victims: number;
  /** The records by which `reader` gets at a victim's mail; `each` once for every victim, else once in all. */
  readonly each: boolean;
  grant(doer: Doer, at: number, victim: Person, reader: Person): Deed;
  /** Changes how the reading looks. */
  look?(context: Context): Context;
  /** Places of folders that stay closed. */
  readonly except?: readonly number[];
}

const shell = (doer: Doer, at: number, operation: string, objectId: string, pairs: Pairs) =>
  cmdlet(doer, at, operation, objectId, pairs, exchangeShell.id);

const ews = 'Client=WebServices;ExchangeServicesClient/15.01.2248.000;';

const grants: readonly Grant[] = [
  {
    ...{ name: 'impersonation-role', victims: 6, each: false },
    grant: (doer, at, _, reader) =>
      shell(doer, at, 'New-ManagementRoleAssignment', 'Sync Assignment', [
        ['Name', 'Sync Assignment'],
        ['Role', 'ApplicationImpersonation'],
        ['User', reader.upn],
      ]),
    look: (context) => ({ ...context, clientInfo: ews, appId: exchange.id, clientAppId: null }),
  },
  {
    ...{ name: 'delegate', victims: 2, each: true },
    grant: (doer, at, victim, reader) =>
      shell(doer, at, 'Add-MailboxPermission', victim.upn, [
        ['Identity', victim.upn],
        ['User', reader.upn],
        ['AccessRights', 'FullAccess'],
        ['AutoMapping', 'False'],
      ]),
  },
  {
    ...{ name: 'folder-permission', victims: 1, each: true, except: [1, 2, 3] },
    grant: (doer, at, victim) =>
      mailboxDeed({ ...doer, person: victim }, at, {
        ...{
          owner: victim,
          operation: 'ModifyFolderPermissions',
          recordType: 2,
          clientInfo: 'Client=OWA;Action=ViaProxy',
        },
        fields: {
          Item: {
            Id: '',
            ParentFolder: {
              Id: 'LgAAAAC',
              MemberRights: 'ReadAny, Visible',
              MemberSid: 'S-1-1-0',
              MemberUpn: 'Default',
              Name: 'Inbox',
              Path: '\\Inbox',
            },
          },
        },
      }),
  },
];

export const granted: readonly Scenario[] = grants.map((kind) => ({
  name: kind.name,
  variants: [],
  rule: () => 'changeAndAccess',
  spread: 'one',
  parameters: { victims: kind.victims },
  play(stage) {
    const { world, places } = stage;
    const people = targets(stage, stage.parameters.victims);
    const admin = administrator(stage);
    const reader = bystander(stage, (person) => person !== admin);
    return play(stage, {
      people,
      enter: (day, journal) => {
        const account = kind.name === 'folder-permission' ? (people[0] as Person) : admin;
        const { doer, at } = getIn(stage, day, journal, account, { clock: admin });
        (kind.each ? people : people.slice(0, 1)).forEach((victim, i) => {
          journal.deeds.push(kind.grant({ ...doer, person: admin }, at + (i + 2) * minuteMs, victim, reader));
        });
      },
      read: ({ mailbox, at, journal, random, open }) => {
        const place = random.pick(places);
        const begin = at + 25 * minuteMs;
        const client = stolen(stage, reader, strangeBrowser(reader), random);
        const token = signInNow(client, begin, place, journal);
        const plain = reading(world, client, token, place.address, mailbox, random);
        open(kind.look?.(plain) ?? plain, begin + minuteMs, { except: kind.except ?? [] });
      },
    });
  },
}));
