// Exports in which the record was taken apart: tables of Sentinel, documents of Elastic, events of Splunk, and the older log
// of a single mailbox. Each has a mapping of its own; where the record itself was kept as well, it is read instead.
import { asWritten } from '../encoded.js';
import type { Head } from '../head.js';
import type { Mapping } from '../mapping.js';
import { has, hasAt, type Place, type Shape, textsAt, type Wrapper } from '../shape.js';
import { elasticMapping } from './elastic.js';
import { mailboxAuditMapping } from './mailbox-audit.js';
import { officeActivityMapping } from './office-activity.js';
import { elasticFlatRestored, elasticRestored, officeRestored, splunkRestored } from './restored.js';
import { splunkMapping } from './splunk.js';

type Audit = Mapping<typeof import('../../record/field.js').auditFields>;

const shape = (
  name: string,
  title: string,
  mapping: Audit,
  payload: Shape['payload'],
  wrapper: Wrapper = {},
): Shape => ({
  name,
  title,
  log: 'audit',
  payload,
  wrapper,
  mapping,
});

const row = { kind: 'row' } as const;
export const officeActivity: Shape = {
  ...shape('officeActivity', 'audit log, Sentinel OfficeActivity', officeActivityMapping, row),
  restored: officeRestored,
};
export const mailboxAudit = shape('mailboxAuditLog', 'audit log, Search-MailboxAuditLog', mailboxAuditMapping, row);

const elasticPlaces: readonly Place[] = [
  ['_source', 'event', 'original'],
  ['_source', 'event.original'],
  ['event', 'original'],
  ['event.original'],
  ['_source'],
];
export const elastic = (flat: boolean): Shape => ({
  ...shape(
    'elasticDocument',
    'audit log, Elastic documents',
    elasticMapping(flat),
    { kind: 'member', places: elasticPlaces, orRow: true },
    {
      id: [['_source', 'event', 'id'], ['event', 'id'], ['event.id']],
      at: [['_source', '@timestamp'], ['@timestamp']],
      operation: [['_source', 'event', 'action'], ['event', 'action'], ['event.action']],
      user: [['_source', 'user', 'id'], ['user', 'id'], ['user.id']],
    },
  ),
  mixed: true,
  restored: flat ? elasticFlatRestored : elasticRestored,
});

const splunkPlaces: readonly Place[] = [['_raw'], ['result', '_raw'], ['result']];
export const splunk: Shape = {
  ...shape('splunkEvent', 'audit log, Splunk events', splunkMapping, {
    kind: 'member',
    places: splunkPlaces,
    orRow: true,
  }),
  mixed: true,
  restored: splunkRestored,
};

/** Rows of a table say its name in `Type`; files of one table may lack the column. */
function officeActivityShape(head: Head): Shape | null {
  const types = textsAt(head, ['Type']);
  if (types.has('officeactivity')) {
    return { ...officeActivity, only: { place: ['Type'], is: ['officeactivity'] } };
  }
  const timed = has(head, 'TimeGenerated') || has(head, 'TimeGenerated [UTC]');
  const named = has(head, 'OfficeId') || has(head, 'OfficeWorkload') || has(head, 'RecordType');
  return timed && types.size === 0 && named && has(head, 'Operation') ? officeActivity : null;
}

const isRecord = (head: Head, place: Place): boolean =>
  hasAt(head, [...place, 'Operation']) && hasAt(head, [...place, 'CreationTime']);

const keysOf = (head: Head): string[] => [...head.header, ...head.rows.flatMap((one) => Object.keys(one))];

function elasticShape(head: Head): Shape | null {
  const sources = head.rows.map((one) => one._source).filter((it) => typeof it === 'object' && it !== null);
  const keys = [...keysOf(head), ...sources.flatMap((it) => Object.keys(it as object))];
  if (keys.some((name) => name.startsWith('o365.audit.'))) return elastic(true);
  const kept = elasticPlaces.slice(0, -1).some((place) => isRecord(head, place));
  return kept || hasAt(head, ['o365', 'audit']) || hasAt(head, ['_source', 'o365', 'audit']) ? elastic(false) : null;
}

/** Events that Splunk kept, or fields that it took out of them: lists have `{}` in their names. */
function isSplunk(head: Head): boolean {
  if (isRecord(head, ['_raw']) || isRecord(head, ['result', '_raw'])) return true;
  const results = head.rows.map((one) => one.result).filter((it) => typeof it === 'object' && it !== null);
  const fields = [...keysOf(head), ...results.flatMap((it) => Object.keys(it as object))];
  const lists = fields.some((name) => /^(Folders|OperationProperties|ExtendedProperties|Parameters)\{\}\./.test(name));
  return (
    lists || isRecord(head, ['result']) || (head.header.length > 0 && has(head, 'CreationTime', 'Operation', 'Id'))
  );
}

/** The shape of a file whose rows are records that were taken apart; null where they are not. */
export function rebuiltShape(head: Head): Shape | null {
  const known = officeActivityShape(head) ?? elasticShape(head);
  if (known !== null) return known;
  if (isSplunk(head)) return asWritten(splunk, head, false);
  const mailbox = has(head, 'LastAccessed', 'Operation') && (has(head, 'MailboxOwnerUPN') || has(head, 'LogonType'));
  return mailbox ? mailboxAudit : null;
}
