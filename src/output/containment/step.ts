// One step of containment as plain data: what to run, why in this case, whom it hits, and how to undo it. Letterlock runs none of them.
import type { Script } from './powershell.js';

/** In the order in which to take them: what is changed first can no longer be preserved. */
export const phases = ['preserve', 'shutOut', 'cleanUp'] as const;
export type Phase = (typeof phases)[number];

export const phaseWords: Readonly<Record<Phase, string>> = {
  preserve: 'Preserve',
  shutOut: 'Shut out',
  cleanUp: 'Clean up',
};

export type Where = 'Exchange Online PowerShell' | 'Microsoft Graph PowerShell' | 'a shell with Letterlock';

export interface Step {
  readonly phase: Phase;
  /** To follow the phase: begins in small letters, without a full stop. */
  readonly title: string;
  readonly does: string;
  /** The fact of this case that calls for it. */
  readonly because: string;
  /** Who and what else is hit. */
  readonly affects: string;
  readonly undo: string;
  readonly where: Where;
  readonly script: Script;
}
