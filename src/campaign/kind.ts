// What cases can share, and how much each kind says. Weights are natural logs of likelihood ratios: how much more often two
// cases of one actor share the thing than two cases of strangers do. What these logs cannot measure is a documented judgement
// (docs/campaigns.md); what they can, ordinary use, takes away from it.
import { isExit, rentedKinds } from '../record/network-kind.js';

/** Two cases picked at random are by one actor once in about 55 (4), and a join should be right in 20 of 21 (3): 4 + 3. */
export const joined = 7;
/** All that many unrelated actors share, taken together. Below `joined` by more than any doubtful single thing is worth. */
export const genericMost = 2.5;

export interface Kind {
  /** What counts once together: an address and its network, a name and an address to which mail goes. */
  readonly family: string;
  readonly weight: number;
  readonly generic: boolean;
}

const specific = (family: string, weight: number): Kind => ({ family, weight, generic: false });
const generic = (family: string, weight: number): Kind => ({ family, weight, generic: true });

export const kinds = {
  token: specific('token', 9),
  session: specific('token', 9),
  credential: specific('credential', 8),
  forwardTarget: specific('forward', 8),
  application: specific('application', 7.5),
  address: specific('place', 7.5),
  issuer: specific('issuer', 6),
  tokenTenant: specific('tokenTenant', 4),
  forwardDomain: specific('forward', 3),
  ruleName: specific('rule', 3),
  exit: generic('place', 1),
  network: generic('place', 1.5),
  client: generic('client', 1.5),
  commonApplication: generic('client', 1),
  rhythm: generic('rhythm', 1),
  targetRole: generic('target', 0.5),
  method: generic('method', 0.5),
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

export const kindOf = (name: string): Kind | undefined => (name in kinds ? kinds[name as KindName] : undefined);

export const isRented = (kind: string | null): boolean => kind !== null && rentedKinds.includes(kind) && !isExit(kind);

/** An application that both cases let in, or one that tokens only name: a forger writes there what he likes. */
export const applicationWeight = (granted: boolean): number => (granted ? kinds.application.weight : 4);

/** What an address says by its network: rented machines change hands slowly, those of clouds and homes sooner. */
export const addressWeight = (kind: string | null): number => (kind === 'hosting' ? kinds.address.weight : 5);
