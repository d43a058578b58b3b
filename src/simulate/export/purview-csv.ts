// The audit log as the Purview portal hands it out: one CSV a search, newest first, the whole record as JSON with
// doubled quotes in AuditData. Headers are the current portal's; dates are in the portal's form of 2023 (domain
// samples of 2023 to 2026). Record types are numbers in this export (they are names in the cmdlet's).

import type { AuditRecord } from '../audit/record.js';
import { portalDate } from '../clock.js';
import { chunksOf, type Damage, type ExportFile } from './file.js';

const header =
  'RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames\n';

/** `records` in any order; `damage` by record id. */
export function purviewCsv(
  path: string,
  records: readonly AuditRecord[],
  damage: ReadonlyMap<string, Damage>,
): ExportFile {
  const newestFirst = records.toReversed();
  return {
    path,
    kind: 'audit',
    rows: newestFirst.map(({ id }) => ({ id, damage: damage.get(id) ?? null })),
    chunks: chunksOf(() => text(newestFirst, damage)),
  };
}

function* text(records: readonly AuditRecord[], damage: ReadonlyMap<string, Damage>): Iterable<string> {
  yield header;
  for (const record of records) {
    const data = spoil(JSON.stringify(record.data), damage.get(record.id) ?? null);
    const fields = [record.id, portalDate(record.at), record.recordType, record.operation, field(record.userId), data];
    yield `${fields.join(',')},,\n`;
  }
}

/** A cut field still ends in a quote: the CSV is whole, the JSON in it is not. */
function spoil(json: string, damage: Damage | null): string {
  if (damage === 'auditDataEmpty') return '';
  return quoted(damage === 'auditDataCut' ? json.slice(0, Math.floor(json.length * 0.55)) : json);
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const field = (text: string) => (/[",\n]/.test(text) ? quoted(text) : text);
