// The readout for those who work on it: cases with pictures, reasons, exposure and queries, campaigns, what cannot be seen, what to do.
import type { Result } from '../../../record/result.js';
import { isTold } from '../../case-view.js';
import { limitTexts } from '../../limit.js';
import { nextSteps } from '../../next-step/next-step.js';
import { notEstablished } from '../../statement/not-established.js';
import { campaignSections } from '../campaign-section.js';
import { list, type Section, section } from '../content.js';
import { barsOf } from '../picture/bars.js';
import { stripOf } from '../picture/strip.js';
import { toldSections } from '../record/told.js';
import { caseSections, lesserCases } from './case-section.js';

const rows = 14;

export function responderSections(result: Result): Section[] {
  const pictures = [...barsOf(result, rows), ...stripOf(result, 2 * rows)];
  return [
    section('What to do next', list(nextSteps(result), true)),
    ...result.cases.filter(isTold).flatMap((each) => caseSections(result, each)),
    ...lesserCases(result.cases.filter((each) => !isTold(each))),
    ...campaignSections(result),
    ...toldSections(result),
    section(
      'Every access, and what the logs cover',
      pictures.map((picture) => ({ kind: 'picture', picture })),
    ),
    section('What could not be seen', list(limitTexts(result))),
    section('What these logs do not answer', list(notEstablished(result).map(({ text }) => text))),
  ].filter(({ blocks }) => blocks.length > 0);
}
