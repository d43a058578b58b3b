// Addresses are spelled in a dozen ways, so that a rule's range is compared with 128-bit numbers: the different texts of a field
// are few beside the records, and each is read once.
import type { Database } from '../../query/database.js';
import * as op from '../../query/operation.js';
import { sql } from '../../query/sql.js';
import { parseAddress } from '../../record/address.js';
import { type Condition, testsOf } from '../../sigma/condition.js';
import type { AddressTexts } from '../../sigma/predicate.js';
import type { Relation } from './slot.js';

/** Reads the fields of the relation that conditions compare with ranges. */
export async function readAddressTexts(
  database: Database,
  conditions: readonly Condition[],
  relation: Relation,
): Promise<AddressTexts> {
  const fields = new Set(
    conditions.flatMap(testsOf).flatMap(({ field, match }) => (match.kind === 'cidr' && field !== null ? [field] : [])),
  );
  const texts = new Set<string>();
  for (const field of fields) {
    const values = relation.field(field)?.loose;
    if (values === undefined || (values.kind === 'list' && !relation.lists)) continue;
    const each = values.kind === 'one' ? values.sql : op.unnest(values.sql);
    const rows = await database.rows<{ text: string | null }>(
      sql`SELECT DISTINCT ${each} AS text FROM ${relation.from}`,
    );
    for (const { text } of rows) if (text !== null) texts.add(text);
  }
  const addresses = [...texts].sort().flatMap((text) => {
    const address = parseAddress(text);
    return address === null ? [] : [{ text, address }];
  });
  return ({ family, first, last }) =>
    addresses
      .filter(({ address: { family: own, number } }) => own === family && number >= first && number <= last)
      .map(({ text }) => text);
}
