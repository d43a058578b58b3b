// The ranges that have a name of their own: the user's networks, and those that belong to nobody or to Microsoft's mail service.
import type { Database } from '../../query/database.js';
import { sql } from '../../query/sql.js';
import { parseRange } from '../../record/address.js';
import type { Knowledge } from '../../record/knowledge.js';
import { networkKind } from '../../record/network-kind.js';
import type { About, NamedRange } from './stretches.js';

interface NetworkRow {
  range: string;
  asn: number | null;
  organisation: string | null;
  country: string | null;
  kind: string | null;
}

/** The user's networks; texts that are no range are passed over. */
export async function ownRanges(database: Database): Promise<NamedRange[]> {
  const rows = await database.rows<NetworkRow>(
    sql`SELECT range, asn, organisation, country, kind FROM network ORDER BY organisation, kind, asn, range, country, id`,
  );
  return rows.flatMap(({ range: text, kind, ...about }) => {
    const range = parseRange(text);
    return range === null ? [] : [{ ...range, about: { ...about, kind: networkKind(kind), microsoft: false } }];
  });
}

const nobody = { asn: null, organisation: null, country: null };
const ofKind = (kind: string, microsoft: boolean): About => ({ ...nobody, kind, microsoft });

/** Microsoft's own mail service, private, reserved and documentation ranges. */
export function knownRanges(knowledge: Knowledge): NamedRange[] {
  const service = ofKind('microsoft', true);
  // Exchange's own parts talk to each other over the loopback address.
  const within = ofKind('loopback', true);
  return [
    { family: 6, first: 1n, last: 1n, about: within },
    ...knowledge.microsoftNetworks.map((range) => ({ ...range, about: service })),
    ...knowledge.specialNetworks.map((range) => ({ ...range, about: ofKind(range.kind, false) })),
  ];
}
