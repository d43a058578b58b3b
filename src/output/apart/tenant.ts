// Which organisations an answer speaks of, what belongs to which, and which one a person means who writes an id or a domain.
import type { Result } from '../../record/result.js';
import { LetterlockError } from '../../util/error.js';
import { sortedSet } from '../../util/order.js';
import { some } from '../../util/words.js';

/** Of every list that names them. */
export function tenantsIn(result: Result): string[] {
  const { coverage, reconciliation, sessions, findings, cases, campaigns, organisations } = result;
  return sortedSet([
    ...[...coverage.mailboxes, ...coverage.signIns, ...coverage.directory, ...coverage.graphActivity].map(
      ({ tenant }) => tenant,
    ),
    ...coverage.silent.flatMap(({ tenant }) => tenant ?? []),
    ...[...reconciliation.byMailbox, ...sessions, ...findings, ...cases, ...organisations].map(({ tenant }) => tenant),
    ...campaigns.flatMap(({ tenants }) => tenants),
  ]).filter((tenant) => tenant !== 'unknown');
}

export const domainOf = (name: string): string | null => /^[^\s@]+@([^\s@]+)$/.exec(name)?.[1]?.toLowerCase() ?? null;

interface Named {
  readonly tenant: string;
  /** Mailboxes and accounts. */
  readonly names: readonly string[];
}

/** Names of the mailboxes and accounts of each organisation. An account may act in several. */
export function namesByTenant(result: Result): Map<string, Set<string>> {
  const named: Named[] = [
    ...[...result.coverage.mailboxes, ...result.reconciliation.byMailbox].map(({ tenant, mailbox }) => ({
      ...{ tenant, names: [mailbox] },
    })),
    ...result.coverage.silent.flatMap(({ tenant, mailbox }) => (tenant === null ? [] : [{ tenant, names: [mailbox] }])),
    ...result.sessions.map(({ tenant, mailbox, user }) => ({
      tenant,
      names: user === null ? [mailbox] : [mailbox, user],
    })),
    ...result.findings.map(({ tenant, users, mailboxes }) => ({ tenant, names: [...users, ...mailboxes] })),
    ...result.cases.map(({ tenant, users, mailboxes }) => ({ tenant, names: [...users, ...mailboxes] })),
    ...result.coverage.signIns.map(({ tenant, filteredTo }) => ({ tenant, names: filteredTo?.users ?? [] })),
  ];
  const all = new Map<string, Set<string>>();
  for (const { tenant, names } of named) {
    const known = all.get(tenant) ?? new Set();
    for (const name of names) known.add(name.toLowerCase());
    all.set(tenant, known);
  }
  return all;
}

/** Domains of the mailboxes of each organisation. */
function domainsOf(result: Result, tenant: string): string[] {
  const mailboxes = [...result.coverage.mailboxes, ...result.reconciliation.byMailbox, ...result.coverage.silent];
  return sortedSet(mailboxes.flatMap((it) => (it.tenant === tenant ? (domainOf(it.mailbox) ?? []) : [])));
}

/** The organisation of an id or of a domain of its mailboxes. Throws `unknownOrganisation`. */
export function tenantNamed(result: Result, text: string): string {
  const wanted = text.trim().toLowerCase();
  const tenants = tenantsIn(result);
  const found = tenants.filter(
    (tenant) => tenant.toLowerCase() === wanted || domainsOf(result, tenant).includes(wanted),
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const known = tenants.map((tenant) => [tenant, ...domainsOf(result, tenant).slice(0, 2)].join(' '));
  throw new LetterlockError({
    code: 'unknownOrganisation',
    message:
      found.length > 1
        ? `several organisations have mailboxes in ${text}`
        : `there is no organisation ${text} in this answer`,
    hint: known.length === 0 ? 'this answer names no organisation' : `it has: ${some(known, 10)}`,
  });
}
