// A rule's log source -> where its records lie: a table of the store, which of its records, and under which names their fields
// are known. A log source that no export here carries is still read and listed; its rules say why they could not run.
import { catalogues, type LogKind } from '../../record/field.js';
import { all, any, type Condition } from '../condition.js';
import type { LogSourceName } from '../rule.js';
import { auditPart, auditTarget, equals } from './audit.js';
import { directoryFromAudit, directoryTarget } from './directory.js';
import { exists, writes, writesValue } from './exists.js';
import { ownTarget } from './own.js';
import type { Target } from './place.js';
import { signInTarget } from './sign-in.js';

export interface Source {
  /** The first of which the workspace holds records is asked. */
  readonly targets: readonly Target[];
  /** Where there are none: why. */
  readonly absent: string | null;
  /** What its users should know. */
  readonly note: string | null;
}

const source = (targets: readonly Target[], note: string | null = null): Source => ({ targets, absent: null, note });
const without = (absent: string): Source => ({ targets: [], absent, note: null });

const alerts: Condition = any([
  equals('Workload', 'SecurityComplianceCenter', 'ThreatIntelligence', 'AirInvestigation', 'CloudAppSecurity'),
  // 28, 40, 64 and 98: Threat Intelligence, alerts, investigations, Defender for Cloud Apps.
  equals('RecordType', '28', '40', '64', '98'),
]);

const known: Readonly<Record<string, Source>> = {
  'm365/audit': source([auditTarget]),
  'm365/': source([auditTarget]),
  'm365/exchange': source([auditPart("Exchange's part of the unified audit log", equals('Workload', 'Exchange'))]),
  'm365/threat_management': source([auditPart("Microsoft's alerts in the unified audit log", alerts)]),
  'm365/threat_detection': source([auditPart("Microsoft's alerts in the unified audit log", alerts)]),
  'azure/signinlogs': source([signInTarget]),
  'azure/auditlogs': source(
    [directoryTarget, directoryFromAudit],
    'without an export of the Entra audit log the same events are looked for in the unified audit log, which has fewer fields',
  ),
  'azure/riskdetection': source(
    [
      {
        ...signInTarget,
        title: 'sign-ins with a risk',
        where: all([writesValue('iskEventTypes'), exists('riskEventTypes_v2')]),
        // Graph writes an empty list beside every other sign-in.
        shownBy: all([writes('iskEventTypes'), exists('riskEventTypes_v2')]),
      },
    ],
    'asked of the risks that a sign-in carries; risks found later and without a sign-in stand in no export that is read',
  ),
  'azure/pim': without('no export of alerts of Privileged Identity Management is read'),
  'azure/activitylogs': without('no export of the Azure activity log is read'),
};

const own: Readonly<Record<string, readonly [LogKind, string]>> = {
  audit: ['audit', 'the unified audit log'],
  signin: ['signIn', 'the sign-in log'],
  directory: ['directory', 'the Entra audit log'],
  graphactivity: ['graphActivity', 'the log of calls to Microsoft Graph'],
  messagetrace: ['messageTrace', 'the message trace'],
};

export const logSourceText = ({ product, service, category }: LogSourceName): string =>
  [product, service, category]
    .map((part) => part ?? '')
    .join('/')
    .replace(/\/+$/, '');

export function sourceOf(name: LogSourceName): Source {
  if (name.product === 'letterlock') {
    const [log, title] = own[(name.service ?? '').replaceAll(/[_-]/g, '')] ?? [];
    if (log !== undefined && title !== undefined) return source([ownTarget(log, title)]);
    return without(`letterlock has no log called ${name.service}; it has ${Object.keys(own).join(' and ')}`);
  }
  const found = name.category === null ? known[`${name.product}/${name.service ?? ''}`] : undefined;
  return found ?? without(`no export of ${logSourceText(name)} is read`);
}

/** Whether the store has a table for a kind of log. */
export const isStored = (log: string): log is LogKind => log in catalogues;
