// Real exports are damaged, repeated and late. Rates are invented, except that nearly half of the rows of one real export
// were exact copies. What happens to a row follows from the record's id, so that other rows keep their fate when one comes
// in.
import { hourMs } from '../clock.js';
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
  /** Hours of which a search gives nothing, pages of a thousand sign-ins, and of a hundred results of a search. */
  readonly hourMissing: number;
  readonly pageMissing: number;
  readonly resultsMissing: number;
  /** How the columns that are not ISO write dates, and by how much they are off. */
  readonly dates: 'monthFirst' | 'dayFirst' | 'dots';
  readonly dateShiftMs: number;
  /** Share of records that spell their user in another way, and of those with a field that nobody knows. */
  readonly respelled: number;
  readonly newField: number;
  /** Rows that a search gives at most; null without limit. */
  readonly mostResults: number | null;
  /** Characters after which AuditData is cut; null where it is not. */
  readonly cutAfter: number | null;
  /** Every second person's sign-ins were not asked for. */
  readonly filtered: boolean;
  /** One person has another user principal name from the middle of the time on. */
  readonly renamed: boolean;
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
  resultsMissing: 0,
  dates: 'monthFirst' as const,
  dateShiftMs: 0,
  respelled: 0,
  newField: 0,
  mostResults: null,
  cutAfter: null,
  filtered: false,
  renamed: false,
};

export const defectsOf: Readonly<Record<DefectLevel, Defects>> = {
  none: nothing,
  light: { ...nothing, duplicated: 0.004, cut: 0.001, empty: 0.0005, idMissing: 0.0005, late: 0.01, signInLost: 0.015 },
  heavy: {
    ...nothing,
    ...{ duplicated: 0.3, cut: 0.003, empty: 0.001, idMissing: 0.002, late: 0.05, signInLost: 0.04 },
    ...{ hourMissing: 0.004, pageMissing: 0.05 },
  },
};

export const defectLevels = Object.keys(defectsOf) as readonly DefectLevel[];

/** Defects that are asked for by name, beside a level. */
const named: Readonly<Record<string, Partial<Defects>>> = {
  dayFirst: { dates: 'dayFirst' },
  dottedDates: { dates: 'dots' },
  shiftedDates: { dateShiftMs: 2 * hourMs },
  spellings: { respelled: 0.2 },
  newFields: { newField: 0.05 },
  plateau: { mostResults: 5000 },
  // The fault of the cmdlet cuts at 3,062 characters, which these lean records do not reach.
  fixedCut: { cutAfter: 1800 },
  silentHours: { hourMissing: 0.02 },
  filteredUsers: { filtered: true },
  lostPages: { resultsMissing: 0.25 },
  renamedUser: { renamed: true },
};

export const defectNames: readonly string[] = [...defectLevels, ...Object.keys(named)];

/** The defects of a list such as `heavy,dayFirst`; names without a level come on top of none. */
export function readDefects(text: string): Defects {
  const names = text.split(',');
  const level = defectLevels.find((each) => names.includes(each)) ?? 'none';
  return Object.assign({}, defectsOf[level], ...names.map((name) => named[name] ?? {})) as Defects;
}

const two32 = 0x1_0000_0000;

/** Why a record's fate is asked for; each has a draw of its own. */
export const about = {
  damage: 1,
  duplicate: 2,
  id: 3,
  late: 4,
  loss: 5,
  delay: 6,
  spelling: 7,
  field: 8,
  burst: 9,
} as const;

/** What a record's fate is drawn from: the beginning of its id. */
export const lotOf = (id: string): number => Number.parseInt(id.slice(0, 7), 16);

/** From 0 to 1, out of a record's lot and a search's number. */
export const fate = (lot: number, why: number, search = 0): number => mix(lot, why * 1009 + search * 7) / two32;
