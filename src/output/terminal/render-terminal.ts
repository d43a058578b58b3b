// The result as text for a terminal: the answer first, then the cases, then how the sum adds up, what could not be seen, what
// was read in, and last what to do. A quiet organisation fits on one screen of 24 lines by 80 columns.
import type { Result } from '../../record/result.js';
import { allowedPart } from './allowed.js';
import { campaignPart } from './campaign.js';
import { casePart } from './case.js';
import { inputPart } from './inputs.js';
import { intelPart } from './intel.js';
import { pageFor, type TerminalOptions } from './layout.js';
import { limitPart } from './limits.js';
import { mailboxPart } from './mailboxes.js';
import { nextPart } from './next.js';
import { problemPart } from './problems.js';
import { reconciliationPart } from './reconciliation.js';
import { sessionPart } from './sessions.js';
import { verdictPart } from './verdict.js';
import { watchedPart } from './watched.js';

export type { TerminalOptions } from './layout.js';

/** Text with a line break at its end. Nothing from a log can command the terminal. */
export function renderTerminal(result: Result, options: TerminalOptions): string {
  const page = pageFor(options);
  const parts = [
    verdictPart(result, page),
    ...casePart(result, page),
    ...campaignPart(result, page),
    watchedPart(result, page),
    reconciliationPart(result, page),
    mailboxPart(result, page),
    allowedPart(result, page),
    intelPart(result, page),
    options.allSessions === true ? sessionPart(result, page) : [],
    limitPart(result, page),
    inputPart(result, page),
    problemPart(result, page),
    nextPart(result, page),
  ];
  const texts = parts.filter((part) => part.length > 0).map((part) => part.join('\n'));
  return `${texts.join('\n\n')}\n`;
}
