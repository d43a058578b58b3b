// Real exports hold damaged rows. Three are made, all of ordinary records: one cut in the part that both CSVs cover,
// whose whole copy stands in the other file, and one cut and one empty where there is no second copy. Those two are
// lost.
import type { AuditRecord } from '../audit/record.js';
import type { World } from '../world.js';
import type { Damage } from './file.js';

export interface Windows {
  readonly first: readonly AuditRecord[];
  readonly second: readonly AuditRecord[];
}

export interface DamagePlan {
  readonly first: ReadonlyMap<string, Damage>;
  readonly second: ReadonlyMap<string, Damage>;
}

export function planDamage(world: World, { first, second }: Windows): DamagePlan {
  const random = world.random.fork('damage');
  const inFirst = new Set(first.map(({ id }) => id));
  const ordinary = second.filter(({ access }) => access !== null && access.context.actor !== 'intruder');
  const shared = ordinary.filter(({ id }) => inFirst.has(id));
  const alone = ordinary.filter(({ id }) => !inFirst.has(id));
  const plan = { first: new Map<string, Damage>(), second: new Map<string, Damage>() };
  if (shared.length > 0) plan.first.set(random.pick(shared).id, 'auditDataCut');
  for (const damage of ['auditDataCut', 'auditDataEmpty'] as const) {
    const left = alone.filter(({ id }) => !plan.second.has(id));
    if (left.length > 0) plan.second.set(random.pick(left).id, damage);
  }
  return plan;
}
