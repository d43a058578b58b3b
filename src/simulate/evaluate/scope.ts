// How exact the scope of a found intrusion is: the mailboxes, messages, folders, blind windows and diversions of its cases
// against the truth. Only cases at `medium` and above count here: those that a person would work on.
import type { Case } from '../../record/result.js';
import type { IntrusionTruth } from '../truth-schema.js';
import { type Compared, compareSets, compareWindows, type Overlap } from './compare.js';

export interface Scope {
  readonly mailboxes: Compared;
  readonly messages: Compared;
  /** Opened messages that the log names by item id only, so that they cannot be compared. */
  readonly nameless: number;
  readonly folders: Compared;
  readonly unknown: Overlap;
  readonly diverted: Compared;
}

const pair = (mailbox: string, thing: string): string => `${mailbox.toLowerCase()} ${thing}`;

/** `cases`: those about this intrusion. */
export function compareScope(truth: IntrusionTruth, cases: readonly Case[]): Scope {
  const exposures = cases.map((item) => item.exposure);
  const items = exposures.flatMap((exposure) => exposure.named.items);
  return {
    mailboxes: compareSets(
      truth.mailboxes,
      cases.flatMap((item) => item.mailboxes),
    ),
    messages: compareSets(
      truth.messages.map((message) => pair(message.mailbox, message.messageId)),
      items.flatMap((item) => (item.messageId === null ? [] : [pair(item.mailbox, item.messageId)])),
    ),
    nameless: items.filter((item) => item.messageId === null).length,
    folders: compareSets(
      truth.folders.map((item) => pair(item.mailbox, item.folder)),
      exposures.flatMap((exposure) => exposure.folders.map((item) => pair(item.mailbox, item.folder ?? '?'))),
    ),
    unknown: compareWindows(
      truth.unknown,
      exposures.flatMap((exposure) => exposure.unknown),
    ),
    diverted: compareSets(
      truth.diverted.map((item) => pair(item.mailbox, item.to.toLowerCase())),
      exposures.flatMap((exposure) =>
        exposure.diverted.flatMap((item) => item.to.map((to) => pair(item.mailbox, to.toLowerCase()))),
      ),
    ),
  };
}
