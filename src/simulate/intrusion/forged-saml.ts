// Forged SAML (Golden SAML): with a stolen signing certificate of the federation the intruder signs himself in as anybody.
// Either Entra took part, and the sign-in is there with an issuer that nobody here uses, or it did not, and is missing.
import { webOutlook } from '../application.js';
import { reading } from '../life/visit.js';
import { signInNow } from '../sign-in.js';
import { forged } from './forged-token.js';
import { openLike, type Scenario, stolen, strangeBrowser, take, targets, visits, volumeOf } from './intruder.js';

export const forgedSaml: Scenario = {
  name: 'forged-saml',
  variants: ['odd-issuer', 'no-sign-in'],
  rule: () => 'secondAccess',
  spread: 'one',
  parameters: { victims: 3, networks: 'rented' },
  play(stage) {
    const { world, parameters } = stage;
    const people = targets(stage, parameters.victims);
    const taken = new Map<number, Set<number>>();
    return visits(stage, people, ({ person, mailbox, at, journal, random }) => {
      const place = random.pick(stage.places);
      const count = volumeOf(stage, random);
      if (parameters.variant === 'no-sign-in') {
        const base = forged(stage, mailbox, at, random, place.address);
        const context = openLike(base, webOutlook, strangeBrowser(person));
        take(journal, { context, at, count, taken, random });
        return;
      }
      const client = stolen(stage, person, strangeBrowser(person), random);
      const manner = {
        tokenIssuerType: 'ADFederationServices',
        tokenIssuerName: `https://sts.${world.org.name}.example/adfs/services/trust2`,
      };
      const token = signInNow(client, at, place, journal, { ...manner, requestType: 'Login:reprocess' });
      take(journal, {
        context: reading(world, client, token, place.address, mailbox, random),
        at,
        count,
        taken,
        random,
      });
    });
  },
};
