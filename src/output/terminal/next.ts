// What to do next comes last, where the eye rests when the program has ended.
import type { Result } from '../../record/result.js';
import { nextSteps } from '../next-step/next-step.js';
import { hanging, heading, type Page } from './layout.js';

export function nextPart(result: Result, page: Page): string[] {
  const steps = nextSteps(result);
  const numbered = steps.flatMap((step, index) => hanging(page, `${String(index + 1).padStart(3)}. `, step));
  if (steps.length > 1) return [heading(page, 'WHAT TO DO NEXT'), ...numbered];
  const lead = 'WHAT TO DO NEXT  ';
  const [first = '', ...others] = hanging(page, lead, steps[0] ?? '');
  return [page.style('bold', first.slice(0, lead.length)) + first.slice(lead.length), ...others];
}
