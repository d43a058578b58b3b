// Traffic Light Protocol 2.0 (FIRST, August 2022): who may see a document. The label stands on every page and screen, in capital letters
// without spaces, in its colour on black. Without a choice it is AMBER+STRICT: a readout names people, and to say less is for its owner.
import type { Marking } from './content.js';

export const tlpNames = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;
export type Tlp = (typeof tlpNames)[number];

export const standardTlp: Tlp = 'AMBER+STRICT';

const meanings: Readonly<Record<Tlp, readonly [colour: string, meaning: string]>> = {
  RED: ['#FF2B2B', 'For the eyes of its recipients only, no further disclosure.'],
  'AMBER+STRICT': ['#FFC000', 'Need to know, within the organisation only.'],
  AMBER: ['#FFC000', 'Need to know, within the organisation and its clients.'],
  GREEN: ['#33FF00', 'Within the community, not in public.'],
  CLEAR: ['#FFFFFF', 'Disclosure is not limited.'],
};

export function markingOf(tlp: Tlp): Marking {
  const [colour, meaning] = meanings[tlp];
  return { label: `TLP:${tlp}`, meaning, colour };
}
