// Dates as the exporter's culture writes them, in the columns that are not ISO; the records' own times stay as they are.
import { dateOf, portalDate, withZ, zoneless } from '../clock.js';
import type { Defects } from './defect.js';

export type DateText = (at: number) => string;

/** `04/05/2023 14:05:09`, as British PowerShell writes it. */
const dayFirst: DateText = (at) => `${dateOf(at).split('-').reverse().join('/')} ${zoneless(at).slice(11)}`;
/** `04.05.2023 14:05:09`, as German PowerShell writes it. */
const dots: DateText = (at) => dayFirst(at).replaceAll('/', '.');

/** `2023-05-04 14:05:09`, as Swedish PowerShell writes it. */
const yearFirst: DateText = (at) => zoneless(at).replace('T', ' ');

const texts = { monthFirst: portalDate, dayFirst, dots } as const;

/** How the date columns of audit exports and of the portal's sign-ins are written. */
export interface DateTexts {
  readonly audit: DateText;
  readonly signIn: DateText;
  /** Where the column is all that tells the time: never off, and with the year first, since few rows do not show their order. */
  readonly only: DateText;
}

export const ordinaryDates: DateTexts = { audit: portalDate, signIn: withZ, only: yearFirst };

export const dateTextsOf = ({ dates, dateShiftMs }: Defects): DateTexts => ({
  audit: (at) => texts[dates](at + dateShiftMs),
  signIn: dates === 'monthFirst' ? withZ : texts[dates],
  only: dates === 'monthFirst' ? yearFirst : texts[dates],
});
