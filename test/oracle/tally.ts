// Figures that follow from the records alone, counted by hand: what the result must say about accesses, coverage and sessions.
import type { Kind, OracleRecord } from './record.js';

export type AccessFigures = {
  records: number;
  bind: number;
  sync: number;
  attachment: number;
  /** Calls of Graph, which the oracle's worlds do not have. */
  graph: number;
  throttled: number;
  messages: number;
  messageIds: number;
};

export const accessesOf = (records: readonly OracleRecord[]) => records.filter((record) => record.access !== null);

export function accessFigures(records: readonly OracleRecord[]): AccessFigures {
  const accesses = accessesOf(records);
  const way = (wanted: string) => accesses.filter((record) => record.access?.way === wanted).length;
  const pairs = accesses.flatMap((record) => record.access?.messageIds.map((id) => [record.mailbox, id]) ?? []);
  return {
    records: accesses.length,
    bind: way('bind'),
    sync: way('sync'),
    attachment: way('attachment'),
    graph: 0,
    throttled: accesses.filter((record) => record.access?.throttled).length,
    messages: new Set(pairs.map((pair) => pair.join(' '))).size,
    messageIds: new Set(pairs.map((pair) => pair[1])).size,
  };
}

export function countBy<T>(list: readonly T[], key: (item: T) => string | null): Record<string, number> {
  const out: Record<string, number> = {};
  for (const item of list) out[key(item) ?? 'null'] = (out[key(item) ?? 'null'] ?? 0) + 1;
  return out;
}

export type SignInFigures = { rows: number; failures: number; users: number };

export function signInFigures(records: readonly OracleRecord[]): Partial<Record<Kind, SignInFigures>> {
  const out: Partial<Record<Kind, SignInFigures>> = {};
  for (const kind of ['interactive', 'nonInteractive', 'servicePrincipal', 'managedIdentity'] as const) {
    const rows = records.filter((record) => record.signIn?.kind === kind);
    if (rows.length === 0) continue;
    const users = new Set(rows.flatMap((record) => record.user ?? []));
    out[kind] = { rows: rows.length, failures: rows.filter((row) => !row.signIn?.success).length, users: users.size };
  }
  return out;
}

/** What an access session must say about itself, given which records it holds. */
export function sessionFigures(records: readonly OracleRecord[]) {
  const accesses = accessesOf(records);
  const times = accesses.map((record) => record.at);
  const sorted = (values: (string | null)[]) => [...new Set(values.flatMap((value) => value ?? []))].sort();
  return {
    mailboxes: sorted(accesses.map((record) => record.mailbox)),
    users: sorted(accesses.map((record) => record.user)),
    applications: sorted(accesses.map((record) => record.application.id)),
    addresses: sorted(accesses.map((record) => record.address)),
    firstAt: Math.min(...times),
    lastAt: Math.max(...times),
    accesses: accesses.length,
    bind: accesses.filter((record) => record.access?.way === 'bind').length,
    sync: accesses.filter((record) => record.access?.way === 'sync').length,
    messages: new Set(accesses.flatMap((record) => record.access?.messageIds ?? [])).size,
  };
}
