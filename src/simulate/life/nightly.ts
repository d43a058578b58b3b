// Programs of other makers that read mail under application permissions, mostly at night, each from its maker's hosts:
// backup, archiving, e-discovery, mail security. One token a run, whose service principal sign-in is exported.
import { type Application, archive, backup, discovery, exchange, graph, security } from '../application.js';
import { hourMs, secondMs } from '../clock.js';
import { inventedId, kind } from '../identifier.js';
import type { Context, Principal, Token } from '../journal.js';
import type { Mailbox } from '../mail.js';
import { hostOf } from '../network.js';
import { mix, type Random } from '../random.js';
import { principalToken } from '../sign-in.js';
import { dayStart, type Part, type World } from '../world.js';
import { openMessages } from './visit.js';

interface Nightly {
  readonly app: string;
  readonly application: Application;
  readonly resource: Application;
  readonly clientInfo: (application: Application) => string;
  /** Of a week, from Sunday; UTC hour. */
  readonly nights: readonly number[];
  readonly hour: number;
  /** One mailbox in this many. */
  readonly oneIn: number;
  readonly messages: readonly [number, number];
}

const rest = () => 'Client=REST;Client=RESTSystem;;';
const ews = ({ id }: Application) => `Client=WebServices;ExchangeServicesClient/15.00.0913.022[AppId=${id}];`;
const every = [0, 1, 2, 3, 4, 5, 6];

const programs: readonly Nightly[] = [
  {
    ...{ app: 'backup', application: backup, resource: graph, clientInfo: rest },
    nights: [2, 5],
    hour: 22,
    oneIn: 4,
    messages: [1, 4],
  },
  {
    ...{ app: 'archive', application: archive, resource: exchange, clientInfo: ews },
    nights: every,
    hour: 1,
    oneIn: 3,
    messages: [1, 6],
  },
  {
    ...{ app: 'discovery', application: discovery, resource: graph, clientInfo: rest },
    nights: [3],
    hour: 3,
    oneIn: 40,
    messages: [10, 60],
  },
  {
    ...{ app: 'security', application: security, resource: graph, clientInfo: rest },
    nights: every,
    hour: 9,
    oneIn: 12,
    messages: [1, 2],
  },
];

/** The service principal of an application in a tenant. */
export const principalOf = (world: World, { name, id }: Application): Principal => ({
  id: inventedId(kind.servicePrincipal, Number.parseInt(id.slice(-8), 16), world.org.number),
  name,
  credentialId: inventedId(kind.credential, Number.parseInt(id.slice(-8), 16), world.org.number),
  secret: 'certificate',
});

export const readAtNight = (world: World): Part[] =>
  programs.filter(({ app }) => world.org.profile.appsUsed.has(app)).map((program, i) => runs(world, program, i));

function runs(world: World, program: Nightly, index: number): Part {
  const { application, resource, oneIn } = program;
  const principal = principalOf(world, application);
  const few = world.mailboxes.length <= 12;
  const kept = world.mailboxes.filter(({ owner: { number, key } }) =>
    few ? [1, 6, 12].includes(number) : mix(key, index + 40) % oneIn === 0,
  );
  return (day, journal) => {
    if (!program.nights.includes(new Date(dayStart(world, day)).getUTCDay())) return;
    const random = world.random.fork(`${program.app}/${day}`);
    // Of a provider with two regions the other one takes over for a few days in a row.
    const away = !few && mix(world.org.number, index + 70) % 2 === 0 && mix(index, Math.floor(day / 5)) % 6 === 0;
    const place = hostOf(index, random, away ? 'other' : 'usual');
    const begin = dayStart(world, day) + program.hour * hourMs + random.int(0, 1200) * secondMs;
    let token: Token | null = null;
    kept.forEach((mailbox, i) => {
      // Fifty mailboxes to a token, as many at a time as it takes to be done by the morning.
      const at = begin + (Math.floor(i / 50) % 24) * 300 * secondMs + (i % 50) * 6 * secondMs;
      if (token === null || i % 50 === 0) {
        token = principalToken(journal, random, { principal, application, at: at - secondMs, place, resource });
      }
      const context = by(program, principal, mailbox, place.address, token, random);
      openMessages(journal, context, at, random.int(...program.messages), random);
    });
  };
}

function by(
  { application, resource, clientInfo }: Nightly,
  principal: Principal,
  mailbox: Mailbox,
  address: string,
  token: Token,
  random: Random,
): Context {
  const look = { clientInfo: clientInfo(application), appId: resource.id, clientAppId: application.id };
  const from = { user: null, principal, address, sessionId: null, token, idsLost: false, intrusion: null, random };
  return { actor: 'application', mailbox, ...look, ...from };
}
