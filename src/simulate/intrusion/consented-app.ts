// A consented application: the victim agrees to `Mail.Read` for a program that looks useful; from then on its host reads in
// his name through Graph, with tokens that Entra issues and logs.
import { consented, graph } from '../application.js';
import { minuteMs, secondMs } from '../clock.js';
import { type Change, directoryChange } from '../deed.js';
import { inventedId, kind } from '../identifier.js';
import { delegatedProgram } from '../life/delegated-app.js';
import { reading } from '../life/visit.js';
import { officeOf } from '../network.js';
import { signInNow, tokenAt } from '../sign-in.js';
import { doerOf, type Scenario, type Stage, stolen, targets, visitAt } from './intruder.js';
import { playEach } from './plot.js';

const scope = 'Mail.Read Mail.ReadWrite offline_access User.Read';

/** The three records that a consent leaves. */
export function consentChanges(tenant: number, user: string): Change[] {
  const principal = inventedId(kind.servicePrincipal, 0x10, tenant);
  const target = [
    { ID: `ServicePrincipal_${principal}`, Type: 2 },
    { ID: principal, Type: 2 },
    { ID: consented.name, Type: 1 },
    { ID: consented.id, Type: 4 },
  ];
  const permissions = `[] => [[Id: , ClientId: ${principal}, PrincipalId: ${user}, ResourceId: , ConsentType: Principal, Scope: ${scope}]]; `;
  const about = { objectId: consented.id, target };
  return [
    { ...about, operation: 'Add service principal.', modified: [['AppId', `[\r\n  "${consented.id}"\r\n]`]] },
    { ...about, operation: 'Add delegated permission grant.', modified: [['DelegatedPermissionGrant.Scope', scope]] },
    {
      ...{ ...about, operation: 'Consent to application.' },
      modified: [
        ['ConsentContext.IsAdminConsent', 'False'],
        ['ConsentContext.IsAppOnly', 'False'],
        ['ConsentContext.OnBehalfOfAll', 'False'],
        ['ConsentAction.Permissions', permissions],
        ['TargetId.ServicePrincipalNames', consented.id],
      ],
    },
  ];
}

export const consentedApp: Scenario = {
  name: 'consented-app',
  variants: [],
  rule: () => 'changeAndAccess',
  spread: 'some',
  parameters: { victims: 2 },
  play(stage) {
    const { world, random, places, parameters } = stage;
    // Whoever is lured agrees in his own working hours.
    const lured: Stage = { ...stage, parameters: { ...parameters, hours: 'office' } };
    return playEach(stage, {
      people: targets(stage, parameters.victims),
      enter: (person, day, journal) => {
        const client = stolen(stage, person, delegatedProgram(person, consented));
        const at = visitAt(lured, day, person, random.fork(`lure/${person.number}`));
        const desk = officeOf(world.org.number, person.site, person.number);
        signInNow(client, at, desk, journal);
        client.held = null;
        consentChanges(world.org.number, person.objectId).forEach((change, i) => {
          journal.deeds.push(directoryChange(doerOf(stage, person, desk), at + (i + 1) * secondMs, change));
        });
        return client;
      },
      read: ({ mailbox, at, journal, random: chance, open }, client) => {
        const place = places[0] ?? chance.pick(places);
        const begin = at + 15 * minuteMs;
        const token = tokenAt(client, begin, place, journal, { resource: graph });
        open(reading(world, client, token, place.address, mailbox, chance), begin);
      },
    });
  },
};
