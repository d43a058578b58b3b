// Mailboxes of which the log holds no access, and those whose records end early: told apart by the state into those that
// nobody opened and those where nobody could have seen it.
import type { Database } from '../../query/database.js';
import { epochMs } from '../../query/operation.js';
import { sql } from '../../query/sql.js';
import type { Coverage } from '../../record/result.js';
import { byText } from '../../util/order.js';
import { day } from '../../util/time.js';
import type { MailboxFact, TenantFacts } from './fact.js';
import { type Recorded, recordedBy, type UnrecordedReason } from './recorded.js';

export type SilentMailbox = Coverage['silent'][number];

/** A mailbox with records, of which the state says that there should be none, or none any more. */
export interface EndedMailbox {
  readonly tenant: string;
  readonly mailbox: string;
  readonly lastMs: number;
  /** The end of its tenant's audit log. */
  readonly toMs: number;
  readonly reason: UnrecordedReason;
}

/** An end that is nearer than this to the log's own is an ordinary night or weekend. */
const ended = day;

/** Mailboxes that are no person's and no team's. */
const ofTheService = /discovery|monitoring|arbitration|auditlog/i;

const signedIn = sql`SELECT DISTINCT tenant, principal AS mailbox FROM issued
  WHERE kind IN ('interactive', 'nonInteractive') AND success AND principal LIKE '%@%'
    AND (tenant IN (SELECT tenant FROM access) OR NOT EXISTS (SELECT 1 FROM access)) ORDER BY ALL`;

const accessed = sql`SELECT a.tenant, a.mailbox, min(l."mailboxGuid") AS guid, ${epochMs(sql`max(l."at")`)} AS "lastMs",
    ${epochMs(sql`max(e."toAt")`)} AS "toMs"
  FROM (SELECT tenant, mailbox, CASE WHEN kind <> 'graph' THEN place END AS place FROM access) a LEFT JOIN audit l ON l.rowid = a.place
    LEFT JOIN (SELECT coalesce(tenant, 'unknown') AS tenant, max("at") AS "toAt" FROM audit GROUP BY ALL) e ON e.tenant = a.tenant
  GROUP BY a.tenant, a.mailbox ORDER BY a.tenant, a.mailbox`;

// Without facts nothing more is needed of them than their names.
const accessedNames = sql`SELECT DISTINCT tenant, mailbox, NULL AS guid, 0 AS "lastMs", 0 AS "toMs" FROM access WHERE kind <> 'graph' ORDER BY ALL`;

interface Person {
  tenant: string;
  mailbox: string;
}

interface AccessedMailbox {
  tenant: string;
  mailbox: string;
  guid: string | null;
  /** Of its audit records; null where only calls of Graph tell of it. */
  lastMs: number | null;
  toMs: number | null;
}

/** A fact belongs to a mailbox by any of its names. */
class Register {
  readonly #byName = new Map<string, MailboxFact>();

  constructor(facts: readonly MailboxFact[]) {
    for (const fact of facts) {
      if (fact.address !== null) this.#byName.set(fact.address, fact);
      if (fact.mailboxGuid !== null) this.#byName.set(`guid:${fact.mailboxGuid}`, fact);
    }
    // A name of its own goes before the address of another.
    for (const fact of facts) this.#byName.set(fact.mailbox, fact);
  }

  find(...names: readonly (string | null)[]): MailboxFact | null {
    for (const name of names) {
      const fact = name === null ? undefined : this.#byName.get(name);
      if (fact !== undefined) return fact;
    }
    return null;
  }
}

export interface Silence {
  /** In the order of mailbox and tenant. */
  readonly silent: readonly SilentMailbox[];
  readonly ended: readonly EndedMailbox[];
}

type Judge = (fact: MailboxFact | null) => Recorded;
type Known = readonly { readonly row: AccessedMailbox; readonly fact: MailboxFact | null }[];

function judgeOf(facts: TenantFacts): Judge {
  const bypassed = new Set(facts.bypassed.map(({ account }) => account));
  const endMs = facts.log?.toMs ?? Number.POSITIVE_INFINITY;
  return (fact) => (fact === null ? { recorded: 'unknown', reason: null } : recordedBy(fact, bypassed, endMs));
}

/** Two facts are about one mailbox if they share any of these: a user principal name may have changed in between. */
const marks = (fact: MailboxFact): string[] => [
  fact.mailbox,
  ...(fact.objectId === null ? [] : [`id:${fact.objectId}`]),
  ...(fact.mailboxGuid === null ? [] : [`guid:${fact.mailboxGuid}`]),
];

function silentOf(people: readonly Person[], known: Known, facts: TenantFacts, register: Register): SilentMailbox[] {
  const judge = judgeOf(facts);
  const taken = new Set(known.flatMap(({ row, fact }) => [row.mailbox, ...(fact === null ? [] : marks(fact))]));
  const tenants = new Set(known.map(({ row }) => row.tenant));
  const only = tenants.size === 1 ? ([...tenants][0] ?? null) : null;
  const found: SilentMailbox[] = [];
  const add = (tenant: string | null, mailbox: string, fact: MailboxFact | null): void => {
    const own = fact === null ? [mailbox] : [mailbox, ...marks(fact)];
    if (own.some((mark) => taken.has(mark))) return;
    for (const mark of own) taken.add(mark);
    found.push({ tenant, mailbox, ...judge(fact) });
  };
  for (const { tenant, mailbox } of people) {
    const fact = register.find(mailbox);
    // Where nobody's access is in the log, its silence about one person says nothing; what the state says still holds.
    if (known.length > 0 || fact !== null) add(tenant, mailbox, fact);
  }
  for (const fact of facts.mailboxes)
    if (fact.isMailbox && !ofTheService.test(fact.type ?? '')) add(only, fact.mailbox, fact);
  return found.sort((a, b) => byText(a.mailbox, b.mailbox) || byText(a.tenant ?? '', b.tenant ?? ''));
}

function endedOf(known: Known, facts: TenantFacts): EndedMailbox[] {
  const judge = judgeOf(facts);
  return known.flatMap(({ row, fact }) => {
    const { recorded, reason } = judge(fact);
    const { tenant, mailbox, lastMs, toMs } = row;
    if (recorded !== 'no' || reason === null || lastMs === null || toMs === null) return [];
    return [{ tenant, mailbox, lastMs, toMs, reason }];
  });
}

/** Needs `access` and `issued`. Without any export of the state: the people who signed in, of whom nothing is known. */
export async function findSilence(database: Database, facts: TenantFacts): Promise<Silence> {
  const people = await database.rows<Person>(signedIn);
  const seen = await database.rows<AccessedMailbox>(facts.mailboxes.length > 0 ? accessed : accessedNames);
  const register = new Register(facts.mailboxes);
  const known = seen.map((row) => ({ row, fact: register.find(row.mailbox, row.guid && `guid:${row.guid}`) }));
  return { silent: silentOf(people, known, facts, register), ended: endedOf(known, facts) };
}

/** Whose records end so early that the state is the likely cause. */
export const endedEarly = (all: readonly EndedMailbox[]): EndedMailbox[] =>
  all.filter(({ lastMs, toMs }) => toMs - lastMs > ended);
