// What can be asked of the simulation, and the refusals. The command line hands these on as they are.
import { LetterlockError } from '../util/error.js';
import { dayMs } from './clock.js';
import { defectNames } from './export/defect.js';
import { auditShapeNames, directoryShapeNames, graphActivityShapeNames, signInShapeNames } from './export/shapes.js';
import { readScenario } from './intrusion/parameter.js';
import { scenarioNames, scenarios } from './intrusion/scenario.js';
import { signInKinds } from './journal.js';
import { stateShapeNames } from './state/shape.js';

export interface SimulateOptions {
  /** The same seed gives the same bytes. */
  readonly seed: number;
  readonly tenants?: number;
  /** Per tenant, one person each; the first twelve of the first tenant are the people of docs/simulate.md. */
  readonly mailboxes: number;
  readonly days: number;
  /** First day, `YYYY-MM-DD`, from midnight UTC. */
  readonly start: string;
  /** Names out of `scenarioNames`, with parameters; none means ordinary life only. */
  readonly scenarios: readonly string[];
  /** Names out of `auditShapeNames`, which take turns. */
  readonly shapes?: readonly string[];
  /** A name out of `signInShapeNames`, or `none`. */
  readonly signIns?: string;
  /** A name out of `stateShapeNames`, or `none`, the default: exports of the tenant's state beside the logs. */
  readonly state?: string;
  /** A name out of `directoryShapeNames`, or `none`. */
  readonly directory?: string;
  /** A name out of `graphActivityShapeNames`, or `none`. */
  readonly graphActivity?: string;
  /** Kinds of sign-in that are not exported. */
  readonly without?: readonly string[];
  /** A level, and names out of `defectNames` beside it, with commas between them. */
  readonly defects?: string;
  /** Access records of one mailbox in 24 hours above which Bind is no longer recorded. Real, and default: 1000. */
  readonly throttleAt?: number;
  /** How often people look into their mail, as a factor. */
  readonly pace?: number;
}

export type Settled = Required<SimulateOptions> & { readonly startAt: number };

/** Microsoft: more than 1,000 MailItemsAccessed records in under 24 hours (audit-log-investigate-accounts.md). */
const realThrottle = 1000;
/** As many as there are blocks of office addresses. */
const mostTenants = 100;

/** With defaults, checked; throws LetterlockError for options that cannot be met. */
export function settled(options: SimulateOptions): Settled {
  const all = {
    ...{
      tenants: 1,
      shapes: ['purviewCsv'],
      signIns: 'graphBetaPages',
      without: [],
      defects: 'light',
      state: 'none',
      directory: 'none',
      graphActivity: 'none',
    },
    ...{ throttleAt: realThrottle, pace: 1 },
    ...options,
  };
  const startAt = Date.parse(`${all.start}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(all.start) || Number.isNaN(startAt)) {
    throw refuse('badStart', `The start '${all.start}' is not a date.`, 'Write it as 2023-05-01.');
  }
  wholeNumber('seed', all.seed, 0, Number.MAX_SAFE_INTEGER);
  wholeNumber('tenants', all.tenants, 1, mostTenants);
  wholeNumber('mailboxes', all.mailboxes, 1, 100_000);
  wholeNumber('days', all.days, 1, 366);
  wholeNumber('throttleAt', all.throttleAt, 1, Number.MAX_SAFE_INTEGER);
  for (const shape of all.shapes) known('shape', shape, auditShapeNames);
  if (all.shapes.length === 0) throw refuse('noShape', 'No shape was given.', `Known: ${auditShapeNames.join(', ')}.`);
  known('sign-in shape', all.signIns, [...signInShapeNames, 'none']);
  known('shape of the directory audit', all.directory, [...directoryShapeNames, 'none']);
  known('shape of the calls of Graph', all.graphActivity, [...graphActivityShapeNames, 'none']);
  for (const kind of all.without) known('kind of sign-in', kind, signInKinds);
  known('state shape', all.state, [...stateShapeNames, 'none']);
  for (const name of all.defects.split(',')) known('defect or level of defects', name, defectNames);
  for (const text of all.scenarios) checkScenario(text, all.mailboxes, all.days);
  return { ...all, startAt, scenarios: [...new Set(all.scenarios)].sort() };
}

function checkScenario(text: string, mailboxes: number, days: number): void {
  const { name, given } = readScenario(text);
  known('scenario', name, scenarioNames);
  if (given.variant) known(`variant of ${name}`, given.variant, scenarios.get(name)?.variants ?? []);
  if (mailboxes >= 4 && days >= 7) return;
  throw refuse('tooSmall', `'${name}' needs more room.`, 'Ask for at least 4 mailboxes and 7 days.');
}

function known(what: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  throw refuse('unknownName', `There is no ${what} '${name}'.`, `Known: ${names.join(', ')}.`);
}

/** The end of the export, exclusive, in UTC milliseconds. */
export const endOf = (startAt: number, days: number): number => startAt + days * dayMs;

function wholeNumber(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw refuse('badNumber', `${name} is ${value}.`, `Give a whole number from ${min} to ${max}.`);
}

const refuse = (code: string, message: string, hint: string) =>
  new LetterlockError({ code: `simulate.${code}`, message, hint });
