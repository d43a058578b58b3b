// The programs with which people read mail, and the machines they run on. Each writes its own ClientInfoString and
// has its own way of showing its application in the records: desktop Outlook shows none, Outlook on the web shows
// only Exchange as AppId, Outlook mobile shows itself (measured on real records; docs/simulate.md).
import {
  type Application,
  addIn,
  appleMail,
  desktopOutlook,
  exchange,
  graph,
  mobileOutlook,
  newOutlook,
  webOutlook,
} from './application.js';
import { inventedId, kind } from './identifier.js';
import type { Person } from './organisation.js';
import type { ClientKind } from './role.js';

export interface Device {
  readonly deviceId: string;
  readonly displayName: string;
  readonly system: string;
  readonly browser: string;
  readonly userAgent: string;
  readonly clientAppUsed: string;
}

export interface Program {
  readonly application: Application;
  readonly resource: Application;
  readonly clientInfo: string;
  readonly appId: string | null;
  readonly clientAppId: string | null;
  /** Keeps a copy: the log says which folder was synchronised and nothing of what is read later. */
  readonly syncs: boolean;
  readonly device: Device;
  /** Days after which the person signs in anew. */
  readonly sessionDays: number;
}

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome';
/** User agents of browsers, with the name that Entra gives them. */
export const browsers = [
  { agent: `${chrome}/113.0.0.0 Safari/537.36 Edg/113.0.1774.35`, browser: 'Edge 113.0.1774', system: 'Windows 10' },
  { agent: `${chrome}/114.0.0.0 Safari/537.36`, browser: 'Chrome 114.0.0', system: 'Windows 10' },
  {
    agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:109.0) Gecko/20100101 Firefox/113.0',
    ...{ browser: 'Firefox 113.0', system: 'Windows 10' },
  },
  {
    agent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.4 Safari/605.1.15',
    ...{ browser: 'Safari 16.4', system: 'MacOs' },
  },
] as const;
export type Browser = (typeof browsers)[number];

const native = 'Mobile Apps and Desktop clients';
const none = { appId: null, clientAppId: null };

type Shape = Omit<Program, 'device'> & { readonly agent: string; readonly system: string; readonly app: string };

/** What does not depend on whose it is. */
const shapes: Readonly<Record<Exclude<ClientKind, 'web' | 'phone'>, Shape>> = {
  desktop: {
    ...{ application: desktopOutlook, resource: exchange, clientInfo: 'Client=MSExchangeRPC', ...none, syncs: true },
    ...{ sessionDays: 90, app: native, system: 'Windows 10' },
    agent: 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.16327; Pro)',
  },
  mac: {
    ...{ application: newOutlook, resource: exchange, ...none, appId: newOutlook.id, syncs: true },
    ...{ clientInfo: 'Client=WebServices;MacOutlook/16.73.23051401 (Intel Mac OS X 13.4);', sessionDays: 90 },
    ...{ app: native, system: 'MacOs', agent: 'MacOutlook/16.73.23051401 (Intel Mac OS X 13.4)' },
  },
  handheld: {
    ...{ application: appleMail, resource: exchange, clientInfo: 'Client=ActiveSync', appId: appleMail.id },
    ...{ clientAppId: appleMail.id, syncs: false, sessionDays: 120, app: 'Exchange ActiveSync', system: 'iOS' },
    agent: 'Apple-iPhone14C2/2005.70',
  },
  addIn: {
    ...{ application: addIn, resource: graph, clientInfo: 'Client=REST;;', appId: graph.id, clientAppId: addIn.id },
    ...{ syncs: false, sessionDays: 60, app: 'Browser', system: 'Windows 10', agent: browsers[0].agent },
  },
};

/** The program of a kind on a person's `generation`th machine (a new phone is the second). */
export function programOf(person: Person, of: ClientKind, generation = 1): Program {
  if (of === 'web') return web(person, generation);
  if (of === 'phone') return phone(person, generation);
  const { agent, system, app, ...shape } = shapes[of];
  const device = { ...machine(person, of, generation), system, browser: '', userAgent: agent, clientAppUsed: app };
  return { ...shape, device };
}

function web(person: Person, generation: number): Program {
  const browser = browsers[(person.key + generation - 1) % browsers.length] as Browser;
  return { ...inBrowser(browser), device: { ...inBrowser(browser).device, ...machine(person, 'web', generation) } };
}

/** Outlook on the web in a browser of which Entra knows no machine. */
export function inBrowser({ agent, browser, system }: Browser): Program {
  const device = { deviceId: '', displayName: '', system, browser, userAgent: agent, clientAppUsed: 'Browser' };
  const look = { clientInfo: `Client=OWA;${agent};`, appId: exchange.id, clientAppId: null, syncs: false };
  return { application: webOutlook, resource: exchange, ...look, device, sessionDays: 7 };
}

function phone(person: Person, generation: number): Program {
  const system = (person.key + generation) % 3 === 0 ? 'Android' : 'iOS';
  const userAgent = `Outlook-${system}/2.0`;
  const device = { ...machine(person, 'phone', generation), system, browser: '', userAgent, clientAppUsed: native };
  const look = { clientInfo: `Client=OutlookService;${userAgent};`, appId: mobileOutlook.id, syncs: false };
  const ours = { application: mobileOutlook, clientAppId: mobileOutlook.id };
  return { ...ours, resource: exchange, ...look, device, sessionDays: 90 };
}

const places: readonly ClientKind[] = ['desktop', 'web', 'phone', 'mac', 'handheld', 'addIn'];

/** The browser and desktop Outlook run on one computer; only what is managed has an id in Entra. */
function machine(person: Person, of: ClientKind, generation: number): Pick<Device, 'deviceId' | 'displayName'> {
  const place = of === 'web' || of === 'addIn' ? 0 : places.indexOf(of);
  if (of === 'web' && person.key % 5 === 0) return { deviceId: '', displayName: '' };
  const number = (place * 16 + generation) * 0x100000 + person.number;
  const tenant = Math.floor(person.key / 100_003);
  const name = `${place === 0 ? 'PC' : place === 3 ? 'MAC' : 'PHONE'}-${person.number}`;
  return {
    deviceId: inventedId(kind.device, number, tenant),
    displayName: generation === 1 ? name : `${name}-${generation}`,
  };
}
