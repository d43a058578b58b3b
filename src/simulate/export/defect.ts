// Real exports are damaged, repeated and late. Rates are invented, except that nearly half of the rows of one real export
// were exact copies. What happens to a row follows from the record's id, so that other rows keep their fate when one comes
// in.
import { mix } from '../random.js';

export type DefectLevel = 'none' | 'light' | 'heavy';

export interface Defects {
  readonly duplicated: number;
  readonly cut: number;
  readonly empty: number;
  readonly idMissing: number;
  readonly late: number;
  /** Genuine non-interactive sign-ins that the export misses without any cause. */
  readonly signInLost: number;
  /** Hours of which a search gives nothing, and pages of a thousand sign-ins. */
  readonly hourMissing: number;
  readonly pageMissing: number;
}

const nothing = {
  duplicated: 0,
  cut: 0,
  empty: 0,
  idMissing: 0,
  late: 0,
  signInLost: 0,
  hourMissing: 0,
  pageMissing: 0,
};

export const defectsOf: Readonly<Record<DefectLevel, Defects>> = {
  none: nothing,
  light: { ...nothing, duplicated: 0.004, cut: 0.001, empty: 0.0005, idMissing: 0.0005, late: 0.01, signInLost: 0.015 },
  heavy: {
    ...{ duplicated: 0.3, cut: 0.003, empty: 0.001, idMissing: 0.002, late: 0.05, signInLost: 0.04 },
    ...{ hourMissing: 0.004, pageMissing: 0.05 },
  },
};

export const defectLevels = Object.keys(defectsOf) as readonly DefectLevel[];

const two32 = 0x1_0000_0000;

/** Why a record's fate is asked for; each has a draw of its own. */
export const about = { damage: 1, duplicate: 2, id: 3, late: 4, loss: 5, delay: 6 } as const;

/** What a record's fate is drawn from: the beginning of its id. */
export const lotOf = (id: string): number => Number.parseInt(id.slice(0, 7), 16);

/** From 0 to 1, out of a record's lot and a search's number. */
export const fate = (lot: number, why: number, search = 0): number => mix(lot, why * 1009 + search * 7) / two32;
