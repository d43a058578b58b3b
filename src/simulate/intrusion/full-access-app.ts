// An application with full access (Midnight Blizzard, Microsoft 2024-01-25): an administrator's account adds a credential
// to an old application and grants it `full_access_as_app`; then the application signs in as itself, with the new
// credential, and reads mailbox after mailbox through EWS.
import { exchange, legacyTool } from '../application.js';
import { minuteMs } from '../clock.js';
import { type Change, directoryChange } from '../deed.js';
import { inventedId, kind } from '../identifier.js';
import type { Context, Principal } from '../journal.js';
import { principalOf } from '../life/nightly.js';
import { principalToken, signInNow } from '../sign-in.js';
import {
  administrator,
  doerOf,
  entryDay,
  type Scenario,
  stolen,
  strangeBrowser,
  take,
  targets,
  visitAt,
  visits,
  volumeOf,
} from './intruder.js';

const fullAccess = 'dc890d15-9560-4a4c-9b7f-a736ec74ec40';

function changes({ id }: Principal): Change[] {
  const target = [
    { ID: `ServicePrincipal_${id}`, Type: 2 },
    { ID: legacyTool.name, Type: 1 },
    { ID: legacyTool.id, Type: 4 },
  ];
  const access = `[{"ResourceAppId":"${exchange.id}","RequiredAppPermissions":[{"EntitlementId":"${fullAccess}","DirectAccessGrant":false}]}]`;
  const about = { objectId: legacyTool.id, target };
  const key = '[\r\n  "[KeyIdentifier=new,KeyType=Password,KeyUsage=Verify,DisplayName=sync]"\r\n]';
  return [
    // The en dash and the blank at the end are Microsoft's.
    {
      ...about,
      operation: 'Update application – Certificates and secrets management ',
      modified: [['KeyDescription', key, '[]']],
    },
    { ...about, operation: 'Update application.', modified: [['RequiredResourceAccess', access, '[]']] },
    {
      ...about,
      operation: 'Add app role assignment to service principal.',
      modified: [['AppRole.Value', 'full_access_as_app']],
    },
  ];
}

export const fullAccessApp: Scenario = {
  name: 'full-access-app',
  variants: [],
  rule: () => 'changeAndAccess',
  spread: 'one',
  parameters: { victims: 8, volume: 15 },
  play(stage) {
    const { world, random, places, intrusion } = stage;
    const admin = administrator(stage);
    const people = targets(stage, stage.parameters.victims);
    const credentialId = inventedId(kind.credential, 0xbad, world.org.number);
    const principal: Principal = { ...principalOf(world, legacyTool), credentialId, secret: 'clientSecret' };
    const taken = new Map<number, Set<number>>();
    const read = visits(stage, people, ({ mailbox, at, journal, random: chance }) => {
      const place = chance.pick(places);
      const begin = at + 20 * minuteMs;
      const token = principalToken(journal, chance, {
        principal,
        application: legacyTool,
        at: begin,
        place,
        intrusion,
      });
      const clientInfo = `Client=WebServices;ExchangeWebServicesProxy/CrossSite/EXCH/15.20.6387.030/python-requests/2.28.1[AppId=${legacyTool.id}];`;
      const look = { clientInfo, appId: exchange.id, clientAppId: legacyTool.id, sessionId: null, idsLost: false };
      const from = { user: null, principal, address: place.address, token, intrusion, random: chance };
      const context: Context = { actor: 'intruder', mailbox, ...look, ...from };
      take(journal, { context, at: begin, count: volumeOf(stage, chance), pause: 4, taken, random: chance });
    });
    return (day, journal) => {
      if (day === entryDay(stage)) {
        const place = random.pick(places);
        const at = visitAt(stage, day, admin, random.fork('entry'));
        signInNow(stolen(stage, admin, strangeBrowser(admin)), at, place, journal);
        changes(principal).forEach((change, i) => {
          journal.deeds.push(directoryChange(doerOf(stage, admin, place), at + (i + 1) * minuteMs, change));
        });
      }
      read(day, journal);
    };
  },
};
