// Exports that were filtered before they reached us. The portal offers a filter on user and application beside the download
// button, and a filtered export looks like a complete one: every sign-in of everybody else would seem to be missing.
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';

interface Seen {
  tenant: string;
  acting: number;
  seen: number;
}

// Below this share of the people who read mail, an export without the others is a filter rather than chance. Above it, a
// person without any sign-in is what a forged token for an unused account looks like, and must stay visible.
const usualShare = 0.7;

const people = sql`SELECT a."signInTenant" AS tenant, count(DISTINCT a.principal) AS acting, count(DISTINCT s.principal) AS seen
  FROM (SELECT DISTINCT "signInTenant", principal FROM access WHERE "principalKind" = 'person' AND "tokenIdText" IS NOT NULL AND NOT microsoft) a
    LEFT JOIN (SELECT DISTINCT tenant, principal FROM issued WHERE kind IN ('interactive', 'nonInteractive')) s
      ON s.tenant = a."signInTenant" AND s.principal = a.principal
  GROUP BY ALL`;

const principals = sql`SELECT tenant, list_sort(list(DISTINCT principal) FILTER (WHERE principal IS NOT NULL)) AS users,
    list_sort(list(DISTINCT application) FILTER (WHERE application IS NOT NULL)) AS applications
  FROM issued WHERE kind IN ('interactive', 'nonInteractive') GROUP BY tenant`;

const applications = sql`SELECT a."signInTenant" AS tenant, count(DISTINCT a."actingApplication") AS acting,
    count(DISTINCT a."actingApplication") FILTER (WHERE s.application IS NOT NULL) AS seen
  FROM (SELECT "signInTenant", "actingApplication" FROM access
      WHERE "principalKind" = 'person' AND "tokenIdText" IS NOT NULL AND "actingApplication" IS NOT NULL AND NOT microsoft
      GROUP BY ALL HAVING count(DISTINCT principal) >= 2) a
    LEFT JOIN (SELECT DISTINCT tenant, application FROM issued WHERE kind IN ('interactive', 'nonInteractive')) s
      ON s.tenant = a."signInTenant" AND s.application = a."actingApplication"
  GROUP BY ALL`;

interface Filter {
  readonly users: string[] | null;
  readonly applications: string[] | null;
  /** People or applications that read mail with tokens, and of these those that sign in. */
  readonly acting: number;
  readonly seen: number;
}

/** Per tenant whose people's sign-ins were filtered: to which users, to which applications. */
export async function findFilters(database: Database) {
  const held = await database.rows<{ tenant: string; users: string[]; applications: string[] }>(principals);
  const byUser = await database.rows<Seen>(people);
  const byApplication = await database.rows<Seen>(applications);
  const filters = new Map<string, Filter>();
  for (const { tenant, users, applications: kept } of held) {
    const of = (list: readonly Seen[]): Seen =>
      list.find((row) => row.tenant === tenant) ?? { tenant, acting: 0, seen: 0 };
    const u = of(byUser);
    const a = of(byApplication);
    const someUsers = u.acting - u.seen >= 2 && u.seen < usualShare * u.acting;
    // A portal filter on applications leaves one; a tenant where only one application ever signs in is none.
    const oneApplication = kept.length === 1 && a.acting - a.seen >= 1;
    if (someUsers || oneApplication)
      filters.set(tenant, {
        users: someUsers ? users : null,
        applications: oneApplication ? kept : null,
        acting: (someUsers ? u : a).acting,
        seen: (someUsers ? u : a).seen,
      });
  }
  return filters;
}
