// An application with full access (Midnight Blizzard, Microsoft 2024-01-25): an administrator's account adds a credential
// to an old application and grants it `full_access_as_app`; then the application signs in as itself, with the new
// credential, and reads mailbox after mailbox through EWS.
import { exchange, legacyTool } from '../application.js';
import { minuteMs } from '../clock.js';
import { type Change, directoryChange } from '../deed.js';
import { inventedId, kind } from '../identifier.js';
import type { Principal } from '../journal.js';
import { principalOf } from '../life/nightly.js';
import { principalToken } from '../sign-in.js';
import { administrator, type Scenario, targets } from './intruder.js';
import { getIn, play } from './plot.js';

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

const clientInfo = `Client=WebServices;ExchangeWebServicesProxy/CrossSite/EXCH/15.20.6387.030/python-requests/2.28.1[AppId=${legacyTool.id}];`;

export const fullAccessApp: Scenario = {
  name: 'full-access-app',
  variants: [],
  rule: () => 'changeAndAccess',
  spread: 'one',
  parameters: { victims: 8, volume: 15 },
  play(stage) {
    const { world, places, intrusion } = stage;
    const admin = administrator(stage);
    const credentialId = inventedId(kind.credential, 0xbad, world.org.number);
    const principal: Principal = { ...principalOf(world, legacyTool), credentialId, secret: 'clientSecret' };
    return play(stage, {
      people: targets(stage, stage.parameters.victims),
      enter: (day, journal) => {
        const { doer, at } = getIn(stage, day, journal, admin);
        changes(principal).forEach((change, i) => {
          journal.deeds.push(directoryChange(doer, at + (i + 1) * minuteMs, change));
        });
      },
      read: ({ mailbox, at: visitedAt, journal, random, open }) => {
        const place = random.pick(places);
        const at = visitedAt + 20 * minuteMs;
        const asked = { principal, application: legacyTool, at, place, intrusion };
        const token = principalToken(journal, random, asked);
        const look = { clientInfo, appId: exchange.id, clientAppId: legacyTool.id, sessionId: null, idsLost: false };
        const from = { user: null, principal, address: place.address, token, intrusion, random };
        open({ actor: 'intruder', mailbox, ...look, ...from }, at, { pause: 4 });
      },
    });
  },
};
