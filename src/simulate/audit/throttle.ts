// Exchange stops recording Bind for a mailbox for 24 hours once more than 1,000 access records were made of it in less
// than 24 hours; the record that crosses the line says IsThrottled, Sync goes on (audit-log-investigate-accounts.md).
// What is opened in that time leaves no trace: only the simulation's truth knows it.
import { dayMs } from '../clock.js';
import type { Draft } from './aggregate.js';

/** What is remembered of a mailbox from one day to the next. */
export interface Meter {
  recent: number[];
  silentUntil: number;
}

export const newMeter = (): Meter => ({ recent: [], silentUntil: 0 });

/** One mailbox's drafts by time; marks the crossing record and returns the recorded ones. Of attachments nothing is said. */
export function throttle(drafts: readonly Draft[], limit: number, meter: Meter): Draft[] {
  return drafts.filter((draft) => {
    if (draft.attachment) return true;
    if (!draft.sync && draft.at < meter.silentUntil) return false;
    meter.recent.push(draft.at);
    if (meter.recent.length > limit) {
      meter.recent = meter.recent.filter((at) => draft.at - at < dayMs);
      if (!draft.sync && meter.recent.length > limit) {
        draft.throttled = true;
        meter.silentUntil = draft.at + dayMs;
      }
    }
    return true;
  });
}
