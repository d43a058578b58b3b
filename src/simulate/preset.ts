// What is simulated where nothing else is asked for: a small office, or for the case of 2023 the case at full scale.
import type { SimulateOptions } from './option.js';

type Preset = Pick<SimulateOptions, 'seed' | 'tenants' | 'mailboxes' | 'days' | 'start'>;

const office: Preset = { seed: 1, tenants: 1, mailboxes: 12, days: 47, start: '2023-05-01' };

const presets: Readonly<Record<string, Preset>> = {
  // About 25 organisations and over 500 people; the log reaches from two weeks before the first access to the end of June.
  'storm-0558': { seed: 558, tenants: 25, mailboxes: 40, days: 61, start: '2023-05-01' },
};

/** The first scenario that has one decides. */
export const presetFor = (scenarios: readonly string[]): Preset =>
  scenarios.map((text) => presets[text.split(':')[0] ?? '']).find((preset) => preset !== undefined) ?? office;
