// Documents of Elastic's o365 integration. With `preserve_original_event` the record stands in `event.original`; without, only
// what the pipeline made of it: id, operation, workload, tenant and address in ECS fields, numbers as texts, the aggregated
// folders and messages under other names, the extended properties as an object (elastic/integrations, packages/o365, 2025).
import { withZ } from '../clock.js';
import { recordTypeName } from './record-type-name.js';
import { type AuditShape, numbered, searchRows } from './shape.js';

type Fields = Readonly<Record<string, unknown>>;
type Row = Parameters<AuditShape['row']>[1];

const numbersAsTexts = new Set(['RecordType', 'UserType', 'LogonType', 'InternalLogonType', 'Version', 'ErrorNumber']);
const elsewhere = new Set([
  'Id',
  'Operation',
  'OrganizationId',
  'Workload',
  'ClientIP',
  'ClientIPAddress',
  'Folders',
  'Messages',
]);
const pairs = (list: unknown): Fields =>
  Object.fromEntries((list as { Name: string; Value: unknown }[]).map(({ Name, Value }) => [Name, Value]));

function audit(record: Fields): Fields {
  const kept = Object.entries(record)
    .filter(([key]) => !elsewhere.has(key))
    .map(([key, value]) => {
      if (numbersAsTexts.has(key)) return [key, `${value}`] as const;
      return [key, key === 'ExtendedProperties' || key === 'Parameters' ? pairs(value) : value] as const;
    });
  const { Folders, Messages } = record;
  return {
    ...Object.fromEntries(kept),
    ...(Folders === undefined ? {} : { ExchangeAggregatedFolders: Folders }),
    ...(Messages === undefined ? {} : { ExchangeAggregatedMessages: Messages }),
  };
}

function document({ id, at }: Row, auditData: string, original: boolean): string {
  const record = JSON.parse(auditData) as Fields;
  const address = record.ClientIPAddress ?? record.ClientIP;
  return JSON.stringify({
    '@timestamp': `${withZ(at).slice(0, -1)}.000Z`,
    ...(address === undefined ? {} : { client: { address, ip: address } }),
    ecs: { version: '8.11.0' },
    event: {
      action: record.Operation,
      code: recordTypeName(Number(record.RecordType)),
      id,
      kind: 'event',
      ...(original ? { original: auditData } : {}),
      provider: record.Workload,
    },
    o365: { audit: audit(record) },
    organization: { id: record.OrganizationId },
    user: { id: record.UserId },
  });
}

const search = { mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: true, damages: [] } as const;

export const elasticLines: AuditShape = {
  name: 'elasticLines',
  fileName: ({ from, to, part }) => `logs-o365.audit_${from}_${to}${numbered(part)}.ndjson`,
  ...search,
  ...{ begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
  stream: () => '',
  row: (sheet, record, auditData) => sheet.plain(`${document(record, auditData, true)}\n`),
};

/** A search's answer, of events that were not kept. */
export const elasticHits: AuditShape = {
  name: 'elasticHits',
  fileName: ({ from, to, part }) => `search_${from}_${to}${numbered(part)}.json`,
  ...search,
  begin: () =>
    '{"took":12,"timed_out":false,"hits":{"total":{"value":10000,"relation":"gte"},"max_score":null,"hits":[\n',
  ...{ between: ',\n', end: '\n]}}\n', lines: { head: 1, row: 1 } },
  stream: () => '',
  row: (sheet, record, auditData) =>
    sheet.plain(`{"_index":"logs-o365.audit","_id":"${record.id}","_source":${document(record, auditData, false)}}`),
};
