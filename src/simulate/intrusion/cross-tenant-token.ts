// A token of another tenant: the record's TokenTenantId is not the organisation's. The sign-in, if there is one, stands in
// the other tenant's log.
import { inventedId, kind } from '../identifier.js';
import { forged } from './forged-token.js';
import { type Scenario, take, targets, visits, volumeOf } from './intruder.js';

export const crossTenantToken: Scenario = {
  name: 'cross-tenant-token',
  variants: [],
  rule: () => 'secondAccess',
  spread: 'some',
  parameters: { victims: 3, networks: 'rented' },
  play(stage) {
    const taken = new Map<number, Set<number>>();
    return visits(stage, targets(stage, stage.parameters.victims), ({ mailbox, at, journal, random }) => {
      const base = forged(stage, mailbox, at, random, random.pick(stage.places).address);
      const userId = inventedId(kind.person, 1, 0xfff);
      const token = base.token && { ...base.token, tenant: inventedId(kind.tenant, 0xfff), userId };
      take(journal, { context: { ...base, token }, at, count: volumeOf(stage, random), taken, random });
    });
  },
};
