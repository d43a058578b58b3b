// Settings by which mail leaves the organisation by itself: forwarding addresses, rules of inboxes and of the organisation,
// journals. They may be wanted; who made them and when, only the audit log can tell.
import type { Database } from '../../query/database.js';
import { sql } from '../../query/sql.js';
import { sortedSet } from '../../util/order.js';

export interface Forwarding {
  readonly kind: 'mailbox' | 'inboxRule' | 'transportRule' | 'journalRule';
  /** The mailbox; null for rules of the organisation. */
  readonly mailbox: string | null;
  /** Name of the rule. */
  readonly name: string | null;
  /** Addresses outside the organisation, sorted. */
  readonly to: readonly string[];
  readonly condition: string | null;
  readonly path: string;
}

interface Row {
  kind: Forwarding['kind'];
  mailbox: string | null;
  name: string | null;
  sendsTo: string;
  condition: string | null;
  path: string;
}

const rows = sql`SELECT s.kind, s.subject AS mailbox, CASE WHEN s.kind <> 'mailbox' THEN s.name END AS name, s."sendsTo", s.condition, min(i.path) AS path
  FROM state s JOIN input i ON i.number = s.file
  WHERE s."sendsTo" IS NOT NULL AND (s.enabled OR s.enabled IS NULL OR s.kind = 'mailbox') GROUP BY ALL ORDER BY ALL`;

const ownDomains = sql`SELECT DISTINCT lower(split_part(name, '@', 2)) AS domain FROM (
    SELECT subject AS name FROM state WHERE kind IN ('mailbox', 'user') UNION SELECT address FROM state WHERE kind IN ('mailbox', 'user')
    UNION SELECT mailbox FROM access) WHERE name LIKE '%@%'`;

const addresses = /[^\s"'<>;,:[\]()\\]+@[^\s"'<>;,:[\]()\\]+/g;

/** Enabled settings that send mail to addresses outside, in the order of kind, mailbox and name. Needs `access`. */
export async function findForwarding(database: Database): Promise<Forwarding[]> {
  const found = await database.rows<Row>(rows);
  if (found.length === 0) return [];
  const own = new Set((await database.rows<{ domain: string }>(ownDomains)).map(({ domain }) => domain));
  return found.flatMap(({ sendsTo, ...row }) => {
    const all = (sendsTo.toLowerCase().match(addresses) ?? []).filter((it) => !own.has(it.split('@').at(-1) ?? ''));
    return all.length === 0 ? [] : [{ ...row, to: sortedSet(all) }];
  });
}
