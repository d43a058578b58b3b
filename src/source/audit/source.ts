// The unified audit log in the shapes in which responders hold it. The order of the questions matters: what carries the whole
// record is asked for before what only has its fields.
import { isUnion, ofTable } from '../azure.js';
import { asWritten } from '../encoded.js';
import type { Head } from '../head.js';
import { path } from '../mapping.js';
import { has, type Shape, type Source } from '../shape.js';
import { auditMapping } from './mapping.js';
import { elastic, mailboxAudit, officeActivity, rebuiltShape, splunk } from './rebuilt.js';
import {
  anyAuditData,
  cloudAppEvents,
  cloudAppShape,
  cmdletCsv,
  cmdletJson,
  graphRecords,
  portalCsvOld,
  purviewCsv,
  purviewJson,
  recordColumn,
  wrappedShape,
} from './wrapped.js';

const whole = (name: string, title: string): Shape => ({
  name,
  title,
  log: 'audit',
  payload: { kind: 'row' },
  wrapper: {},
  mapping: auditMapping,
});

const bare = whole('auditData', 'audit log, bare records');

/**
 * Microsoft-Extractor-Suite's lists of sessions and of messages, made by looking through the log. They have no ids, tenants,
 * applications or tokens, and tell the same accesses a second time beside the log that they were made from, so no row
 * becomes a record; each is a reject that says so, with what can be read of it.
 */
const summary = (timeColumn: string): Shape => ({
  ...whole('accessSummary', "list of accesses, a collector's summary"),
  mapping: { at: path(timeColumn), user: path('User'), operation: path('Action') },
  refused: 'summary',
});

function summaryShape(head: Head): Shape | null {
  if (head.container !== 'csv' || !has(head, 'User')) return null;
  if (has(head, 'TimeStamp', 'Action', 'SessionId', 'ClientIP')) return summary('TimeStamp');
  return has(head, 'Timestamp', 'IPaddress', 'InternetMessageId') ? summary('Timestamp') : null;
}

function isBare(head: Head): boolean {
  const row =
    head.header.length === 0 && (has(head, 'Operation') || has(head, 'CreationTime')) && !has(head, 'TimeGenerated');
  return row && (has(head, 'RecordType') || has(head, 'Workload') || has(head, 'OrganizationId'));
}

/** A workspace's tables in one file: the rows of this log among those of others. */
const ofUnion = (head: Head): readonly Shape[] => [
  { ...officeActivity, only: ofTable('OfficeActivity') },
  { ...(cloudAppShape(head) ?? cloudAppEvents([['RawEventData']])), only: ofTable('CloudAppEvents') },
];

export const auditSource: Source = {
  log: 'audit',
  shapes: [
    ...[purviewCsv, portalCsvOld, purviewJson, cmdletCsv, cmdletJson, graphRecords, anyAuditData([['AuditData']])],
    ...[
      cloudAppEvents([['RawEventData']]),
      officeActivity,
      elastic(false),
      splunk,
      mailboxAudit,
      bare,
      summary('TimeStamp'),
    ],
  ],
  recognise: (head) =>
    wrappedShape(head) ??
    (isUnion(head) ? ofUnion(head) : null) ??
    cloudAppShape(head) ??
    rebuiltShape(head) ??
    summaryShape(head) ??
    (isBare(head) ? asWritten(bare, head) : null) ??
    recordColumn(head),
};
