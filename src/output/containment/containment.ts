// What to do about one case: evidence first, then shutting out, then cleaning up, each as commands to read before running. Made of the
// case alone, the same for every format. Nothing here is ever run by Letterlock.
import type { Case, Result } from '../../record/result.js';
import { isClosed, isTold } from '../case-view.js';
import { accountSteps } from './account.js';
import { applicationSteps } from './application.js';
import { knownOf } from './known.js';
import { permissionSteps } from './permission.js';
import { preserveSteps } from './preserve.js';
import { recordingSteps } from './recording.js';
import { settingSteps } from './setting.js';
import { phases, type Step } from './step.js';
import { wayOutSteps } from './way-out.js';

/** In the order in which to take them; none for a case that is closed or calls for no more than a question. */
export function containmentOf(result: Result, each: Case): Step[] {
  if (!isTold(each) || isClosed(each)) return [];
  const known = knownOf(result, each);
  const steps = [
    ...preserveSteps(known),
    ...recordingSteps(known),
    ...accountSteps(known),
    ...applicationSteps(known),
    ...wayOutSteps(known),
    ...permissionSteps(known),
    ...settingSteps(known),
  ];
  return phases.flatMap((phase) => steps.filter((step) => step.phase === phase));
}
