// Exchange stops recording Bind for a mailbox for 24 hours once more than 1,000 access records were made of it in less
// than 24 hours; the record that crosses the line says IsThrottled, Sync goes on (audit-log-investigate-accounts.md).
// What is opened in that time leaves no trace: only the simulation's truth knows it.
import { dayMs } from '../clock.js';
import type { Draft } from './aggregate.js';

export interface Throttled {
  readonly recorded: Draft[];
  readonly unrecorded: Draft[];
}

/** `drafts` by time; marks the crossing record. */
export function throttle(drafts: readonly Draft[], limit: number): Throttled {
  const recent = new Map<number, number[]>();
  const silentUntil = new Map<number, number>();
  const result: Throttled = { recorded: [], unrecorded: [] };
  for (const draft of drafts) {
    const mailbox = draft.context.mailbox.owner.number;
    if (!draft.sync && draft.at < (silentUntil.get(mailbox) ?? 0)) {
      result.unrecorded.push(draft);
      continue;
    }
    const times = (recent.get(mailbox) ?? []).filter((at) => draft.at - at < dayMs);
    times.push(draft.at);
    recent.set(mailbox, times);
    if (!draft.sync && times.length > limit) {
      draft.throttled = true;
      silentUntil.set(mailbox, draft.at + dayMs);
    }
    result.recorded.push(draft);
  }
  return result;
}
