// The programs with which people read mail, and the machines they run on. Each writes its own ClientInfoString and
// has its own way of showing its application in the records: desktop Outlook shows none, Outlook on the web shows
// only Exchange as AppId, Outlook mobile shows itself (measured on real records; docs/simulate.md).
import { type Application, desktopOutlook, exchange, mobileOutlook, webOutlook } from './application.js';
import { inventedId, kind } from './identifier.js';
import type { Person } from './organisation.js';
import type { ClientKind } from './roster.js';

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
  readonly clientInfo: string;
  readonly appId: string | null;
  readonly clientAppId: string | null;
  readonly device: Device;
  /** Days after which the person signs in anew. */
  readonly sessionDays: number;
}

const edge =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/113.0.0.0 Safari/537.36 Edg/113.0.1774.35';
const native = 'Mobile Apps and Desktop clients';

/** The program of a kind on a person's `generation`th machine (a new phone is the second). */
export function programOf(person: Person, of: ClientKind, generation = 1): Program {
  if (of === 'desktop') return desktop(person);
  return of === 'web' ? web(person) : phone(person, generation);
}

function desktop(person: Person): Program {
  const userAgent = 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.16327; Pro)';
  const device = { ...computer(person), browser: '', userAgent, clientAppUsed: native };
  const info = { clientInfo: 'Client=MSExchangeRPC', appId: null, clientAppId: null };
  return { application: desktopOutlook, ...info, device, sessionDays: 90 };
}

function web(person: Person): Program {
  const device = { ...computer(person), browser: 'Edge 113.0.1774', userAgent: edge, clientAppUsed: 'Browser' };
  const info = { clientInfo: `Client=OWA;${edge};`, appId: exchange.id, clientAppId: null };
  return { application: webOutlook, ...info, device, sessionDays: 7 };
}

function phone(person: Person, generation: number): Program {
  const system = generation === 1 ? 'iOS' : 'Android';
  const device = {
    deviceId: inventedId(kind.device, 0x100000 * generation + person.number),
    displayName: `NG-PHONE-${person.number}${generation === 1 ? '' : 'B'}`,
    system,
    browser: '',
    userAgent: `Outlook-${system}/2.0`,
    clientAppUsed: native,
  };
  const info = { clientInfo: `Client=OutlookService;Outlook-${system}/2.0;`, appId: mobileOutlook.id };
  return { application: mobileOutlook, ...info, clientAppId: mobileOutlook.id, device, sessionDays: 90 };
}

const computer = (person: Person) => ({
  deviceId: inventedId(kind.device, person.number),
  displayName: `NG-PC-${person.number}`,
  system: 'Windows 10',
});
