// What can be varied about every intrusion, and how it is asked for: `NAME` or `NAME:key=value+key=value`. What is not
// asked for comes from the scenario, else from the seed.
import { LetterlockError } from '../../util/error.js';
import type { Random } from '../random.js';

export const hoursChoices = ['beijing', 'office', 'night'] as const;
export const networkChoices = ['rented', 'home', 'vpn'] as const;
export const careChoices = ['low', 'high'] as const;

export interface Parameters {
  readonly variant: string | null;
  /** Mailboxes, as far as there are so many. */
  readonly victims: number;
  /** Messages a visit, on average. */
  readonly volume: number;
  /** Days between getting in and reading. */
  readonly patience: number;
  readonly hours: (typeof hoursChoices)[number];
  readonly networks: (typeof networkChoices)[number];
  /** Much care: seldom, at the owner's hours, few messages. */
  readonly care: (typeof careChoices)[number];
}

export interface Asked {
  readonly name: string;
  readonly given: Partial<Parameters>;
}

const choices: Readonly<Record<string, readonly string[]>> = {
  hours: hoursChoices,
  networks: networkChoices,
  care: careChoices,
};
const numbers = ['victims', 'volume', 'patience'];

/** Throws LetterlockError where it cannot be understood. */
export function readScenario(text: string): Asked {
  const [name = '', rest = ''] = text.split(':');
  const pairs = rest === '' ? [] : rest.split('+').map((pair) => pair.split('='));
  const given = Object.fromEntries(pairs.map(([key = '', value = '']) => [key, parse(text, key, value)]));
  return { name, given };
}

function parse(text: string, key: string, value: string): string | number {
  if (key === 'variant') return value;
  if (numbers.includes(key) && /^\d{1,6}$/.test(value)) return Number(value);
  if (choices[key]?.includes(value)) return value;
  const known = ['variant', ...numbers.map((name) => `${name} (a number)`)];
  const rest = Object.entries(choices).map(([name, values]) => `${name} (${values.join(', ')})`);
  const hint = `Write NAME:key=value+key=value with ${[...known, ...rest].join(', ')}.`;
  throw new LetterlockError({ code: 'simulate.badParameter', message: `'${text}' cannot be understood.`, hint });
}

/** All parameters: asked for, else the scenario's, else drawn. */
export function settle(
  given: Partial<Parameters>,
  own: Partial<Parameters>,
  variants: readonly string[],
  random: Random,
): Parameters {
  const drawn: Parameters = {
    variant: variants.length > 0 ? random.pick(variants) : null,
    victims: random.int(2, 5),
    volume: random.int(5, 25),
    patience: random.int(0, 4),
    hours: random.pick(hoursChoices),
    networks: random.pick(['rented', 'rented', 'home', 'vpn'] as const),
    care: random.pick(['low', 'low', 'high'] as const),
  };
  return { ...drawn, ...own, ...given };
}
