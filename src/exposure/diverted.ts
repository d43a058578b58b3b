// Mail that goes elsewhere by itself: forwards, rules of a mailbox or of the organisation, journaling. The records are those
// that rules found; a forward that is later switched off in the log ends there. Whoever gets such mail opens nothing, so that
// no other tier of exposure knows of it.
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { list, type Sql, sql } from '../query/sql.js';
import type { Exposure } from '../record/result.js';
import { ofOperations } from '../store/of-operation.js';
import { groupBy } from '../util/group.js';
import { byText, sortedSet } from '../util/order.js';
import { isoTime } from '../util/time.js';
import { kinds, type RuleChange, readChange } from './rule-change.js';

export interface CaseEvidence {
  readonly caseId: string;
  /** Ids of the records behind the findings of rules. */
  readonly records: readonly string[];
}

type Diverted = Exposure['diverted'][number];

const operations = kinds.flatMap((kind) => [...kind.making, ...kind.ending]);

// Set-Mailbox is most of a tenant's administration; only what speaks of forwarding is read.
const speaksOfIt: Sql = sql`lower(operation) <> 'set-mailbox' OR raw LIKE '%Forward%'`;

/** Every change of a way out for mail, in the order of time and id. */
export async function readChanges(database: Database): Promise<RuleChange[]> {
  const those = await ofOperations(database, sql`lower(operation) IN ${list(operations)}`);
  const rows = await database.rows<{ id: string; tenant: string; atMs: number; user: string | null; raw: string }>(
    sql`SELECT id, coalesce(tenant, 'unknown') AS tenant, ${epochMs(sql`"at"`)} AS "atMs", "user", raw FROM ${those}
      WHERE (${speaksOfIt}) AND "at" IS NOT NULL ORDER BY "at", id`,
  );
  return rows.flatMap(({ raw, ...row }) => readChange(row, raw));
}

/** The first change of the same thing afterwards that ends it. */
const endOf = (made: RuleChange, later: readonly RuleChange[]): RuleChange | undefined =>
  later.find((each) => each.to.length === 0 && each.atMs >= made.atMs && each.id !== made.id);

function divertedOf(made: readonly RuleChange[], same: readonly RuleChange[]): Diverted[] {
  const [first] = made;
  if (first === undefined) return [];
  const last = made.at(-1) as RuleChange;
  const end = endOf(last, same);
  return first.mailboxes.map((mailbox) => ({
    mailbox,
    to: sortedSet(made.flatMap((each) => each.to)),
    by: first.by,
    condition: last.condition,
    fromAt: isoTime(first.atMs),
    toAt: end === undefined ? null : isoTime(end.atMs),
    records: [...made.map((each) => each.id), ...(end === undefined ? [] : [end.id])],
  }));
}

/** By case, in the order of time and mailbox. A case without any is not in it. */
export async function readDiverted(
  database: Database,
  cases: readonly CaseEvidence[],
): Promise<Map<string, Exposure['diverted']>> {
  const found = new Map<string, Exposure['diverted']>();
  if (cases.every(({ records }) => records.length === 0)) return found;
  const changes = await readChanges(database);
  const byThing = groupBy(changes, (change) => change.thing);
  for (const { caseId, records } of cases) {
    const wanted = new Set(records);
    const made = changes.filter((change) => wanted.has(change.id) && change.to.length > 0);
    const rows = [...groupBy(made, (change) => change.thing)].flatMap(([thing, own]) =>
      divertedOf(own, byThing.get(thing) ?? []),
    );
    if (rows.length > 0)
      found.set(
        caseId,
        rows.sort((a, b) => byText(a.fromAt, b.fromAt) || byText(a.mailbox, b.mailbox) || byText(a.by, b.by)),
      );
  }
  return found;
}
