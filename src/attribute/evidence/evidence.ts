// One item of evidence: a sentence about the case that can be looked up, not yet what it speaks for.
import { byText, sortedSet } from '../../util/order.js';
import { catalogue, type KindCode } from './catalogue.js';

export interface Evidence {
  /** Once in a judgement; the kind, or for a profile's own evidence the kind and the profile. */
  readonly id: string;
  readonly kind: KindCode | 'indicator' | 'hoursOfProfile' | 'timesOfProfile';
  readonly family: string;
  readonly statement: string;
  /** The profile of which it is specific, or which alone it concerns. */
  readonly about: string | null;
  /** Could name somebody: of a kind that strangers do not share. */
  readonly specific: boolean;
  readonly findings: readonly string[];
  readonly sessions: readonly string[];
}

export interface Basis {
  readonly findings?: readonly string[];
  readonly sessions?: readonly string[];
}

/** An item of the catalogue; `detail` follows its sentence in brackets. */
export function item(kind: KindCode, detail: string | null, basis: Basis = {}): Evidence {
  const { family, seen } = catalogue[kind];
  return {
    id: kind,
    kind,
    family,
    statement: detail === null ? `${seen}.` : `${seen} (${detail}).`,
    about: null,
    specific: false,
    findings: sortedSet(basis.findings ?? []),
    sessions: sortedSet(basis.sessions ?? []),
  };
}

export const byId = (a: Evidence, b: Evidence): number => byText(a.id, b.id);
