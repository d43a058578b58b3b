// Which intrusions happen in a tenant. A campaign goes through several tenants from the same places; where it begins
// follows from the seed, so that a tenant's share in it does not depend on what else is asked for.
import { hashWord, random } from '../random.js';
import { Intrusion } from '../truth/intrusion.js';
import type { Part, World } from '../world.js';
import { placesOf, type Scenario } from './intruder.js';
import { type Asked, settle } from './parameter.js';
import { scenarios } from './scenario.js';

export interface Played {
  readonly intrusion: Intrusion;
  readonly part: Part;
}

export function cast(world: World, seed: number, tenants: number, asked: readonly Asked[]): Played[] {
  return asked.flatMap(({ name, given }, number) => {
    const scenario = scenarios.get(name);
    const turn = scenario ? turnOf(scenario, world.org.number, seed, tenants) : null;
    if (!scenario || turn === null) return [];
    const campaign = `${name}-${number + 1}`;
    const common = random(`letterlock/simulate/2/${seed}/campaign/${campaign}`);
    const parameters = settle(given, scenario.parameters, scenario.variants, common);
    const { variant } = parameters;
    const id = `${campaign}-${world.org.name}`;
    const what = { id, scenario: name, variant, campaign, tenant: world.org.tenant, rule: scenario.rule(variant) };
    const intrusion = new Intrusion(what);
    const places = placesOf(parameters, common.fork('places'));
    const stage = { world, intrusion, parameters, places, turn, random: world.random.fork(`intrusion/${campaign}`) };
    return [{ intrusion, part: scenario.play(stage) }];
  });
}

/** Which of the campaign's tenants this one is, from 0; null where it does not come here. */
function turnOf({ spread, name }: Scenario, tenant: number, seed: number, tenants: number): number | null {
  const count = spread === 'all' ? tenants : spread === 'one' ? 1 : Math.max(1, Math.round(tenants * 0.4));
  const first = spread === 'all' ? 0 : hashWord(`${seed}/${name}`) % tenants;
  const turn = (tenant - 1 - first + tenants) % tenants;
  return turn < count ? turn : null;
}
