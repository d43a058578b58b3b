// What spoke against some access sessions, in short: each kind of reason once, with the weightiest of its sentences.
import type { Reason, Session } from '../../record/result.js';

export function weightiest(sessions: readonly Session[]): Reason[] {
  const byCode = new Map<string, Reason>();
  for (const reason of sessions.flatMap((session) => session.suspicion.reasons)) {
    const best = byCode.get(reason.code);
    if (best === undefined || reason.weight > best.weight) byCode.set(reason.code, reason);
  }
  return [...byCode.values()].sort((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1));
}

export const highestScore = (sessions: readonly Session[]): number | null =>
  sessions.reduce<number | null>(
    (best, { suspicion: { score } }) => (best === null || score > best ? score : best),
    null,
  );
