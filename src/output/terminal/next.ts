// What to do next comes last, where the eye rests when the program has ended.
import type { Result } from '../../record/result.js';
import { nextSteps } from '../next-step/next-step.js';
import { hanging, heading, type Page } from './layout.js';

export const nextPart = (result: Result, page: Page): string[] => [
  heading(page, 'WHAT TO DO NEXT'),
  ...nextSteps(result).flatMap((step, index) => hanging(page, `${String(index + 1).padStart(3)}. `, step)),
];
