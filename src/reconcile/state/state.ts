// What the exports of the tenant's state come to: facts, which mailboxes are silent and why, and where mail is sent by itself.
import type { Database } from '../../query/database.js';
import { readTenantFacts, type TenantFacts } from './fact.js';
import { type Forwarding, findForwarding } from './sent-elsewhere.js';
import { findSilence, type Silence } from './silent.js';

export interface TenantState {
  readonly facts: TenantFacts;
  readonly silence: Silence;
  readonly forwarding: readonly Forwarding[];
}

/** Needs a reconciled store. */
export async function readTenantState(database: Database): Promise<TenantState> {
  const facts = await readTenantFacts(database);
  return { facts, silence: await findSilence(database, facts), forwarding: await findForwarding(database) };
}
