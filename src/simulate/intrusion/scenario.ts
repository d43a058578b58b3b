// The scenarios that can be asked for by name. A new one is a file in this folder and a line here.
import { auditBypass, licenceDowngrade, throttleAndHarvest } from './blinding.js';
import { consentedApp } from './consented-app.js';
import { crossTenantToken } from './cross-tenant-token.js';
import { deviceCode } from './device-code.js';
import { diversion } from './diversion.js';
import { forgedSaml } from './forged-saml.js';
import { forgedToken } from './forged-token.js';
import { fullAccessApp } from './full-access-app.js';
import { granted } from './granted.js';
import type { Scenario } from './intruder.js';
import { invoiceFraud } from './invoice-fraud.js';
import { imap, syncEverything } from './password-client.js';
import { phishingProxy } from './phishing-proxy.js';
import { slowInsider } from './slow-insider.js';
import { spray } from './spray.js';
import { storm0558 } from './storm-0558.js';

const all: readonly Scenario[] = [
  ...[forgedToken, forgedSaml, phishingProxy, deviceCode, spray, consentedApp, fullAccessApp, ...granted],
  ...[...diversion, imap, syncEverything, auditBypass, licenceDowngrade, throttleAndHarvest, slowInsider],
  ...[crossTenantToken, invoiceFraud, storm0558],
];

export const scenarios: ReadonlyMap<string, Scenario> = new Map(all.map((scenario) => [scenario.name, scenario]));
export const scenarioNames: readonly string[] = [...scenarios.keys()];
