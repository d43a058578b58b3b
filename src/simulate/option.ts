// What can be asked of the simulation, and the refusals. The command line hands these on as they are.
import { LetterlockError } from '../util/error.js';
import { dayMs } from './clock.js';

export interface SimulateOptions {
  /** The same seed gives the same bytes. */
  readonly seed: number;
  /** One person each; the first twelve are the people of docs/simulate.md. */
  readonly mailboxes: number;
  readonly days: number;
  /** First day, `YYYY-MM-DD`, from midnight UTC. */
  readonly start: string;
  /** Names out of `scenarioNames`; none means ordinary life only. */
  readonly scenarios: readonly string[];
  /** Access records of one mailbox in 24 hours above which Bind is no longer recorded. Real, and default: 1000. */
  readonly throttleAt?: number;
}

/** Microsoft: more than 1,000 MailItemsAccessed records in under 24 hours (audit-log-investigate-accounts.md). */
export const realThrottle = 1000;

/** The checked start, in UTC milliseconds; throws LetterlockError for options that cannot be met. */
export function startOf(options: SimulateOptions, scenarioNames: readonly string[]): number {
  const start = Date.parse(`${options.start}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(options.start) || Number.isNaN(start)) {
    throw refuse('badStart', `The start '${options.start}' is not a date.`, 'Write it as 2023-05-01.');
  }
  wholeNumber('seed', options.seed, 0, Number.MAX_SAFE_INTEGER);
  wholeNumber('mailboxes', options.mailboxes, 1, 10_000);
  wholeNumber('days', options.days, 1, 366);
  wholeNumber('throttleAt', options.throttleAt ?? realThrottle, 1, Number.MAX_SAFE_INTEGER);
  for (const name of options.scenarios) {
    if (!scenarioNames.includes(name)) {
      throw refuse('unknownScenario', `There is no scenario '${name}'.`, `Known: ${scenarioNames.join(', ')}.`);
    }
    if (options.mailboxes < 4 || options.days < 7) {
      throw refuse('tooSmall', `'${name}' needs more room.`, 'Ask for at least 4 mailboxes and 7 days.');
    }
  }
  return start;
}

/** The end of the export, exclusive, in UTC milliseconds. */
export const endOf = (startAt: number, days: number): number => startAt + days * dayMs;

function wholeNumber(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw refuse('badNumber', `${name} is ${value}.`, `Give a whole number from ${min} to ${max}.`);
}

const refuse = (code: string, message: string, hint: string) =>
  new LetterlockError({ code: `simulate.${code}`, message, hint });
