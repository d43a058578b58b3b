// A slow insider: somebody who has had access to a chief's mailbox since before the log begins reads it from his own desk,
// a message or two on some days. Every access is his own, with his own sign-ins; nothing is granted while we look.
import { reading } from '../life/visit.js';
import { officeOf } from '../network.js';
import { type Browser, browsers, inBrowser } from '../program.js';
import { tokenAt } from '../sign-in.js';
import { bystander, type Scenario, stolen, take, targets, visits } from './intruder.js';

export const slowInsider: Scenario = {
  name: 'slow-insider',
  variants: [],
  rule: () => 'tenthAccess',
  spread: 'one',
  parameters: { victims: 1, volume: 2, hours: 'office', patience: 0, care: 'low' },
  play(stage) {
    const { world } = stage;
    const insider = bystander(stage);
    const client = stolen(stage, insider, inBrowser(browsers[insider.key % browsers.length] as Browser));
    const place = officeOf(world.org.number, insider.site, insider.number);
    const taken = new Map<number, Set<number>>();
    return visits(
      stage,
      targets(stage, stage.parameters.victims),
      ({ mailbox, at, journal, random }) => {
        const token = tokenAt(client, at, place, journal);
        const context = reading(world, client, token, place.address, mailbox, random);
        take(journal, { context, at, count: random.int(1, stage.parameters.volume), taken, random });
      },
      0,
    );
  },
};
