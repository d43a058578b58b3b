// The unified audit log in the shapes in which responders hold it.
import type { Head } from '../head.js';
import { has, type Shape, type Source, type Wrapper } from '../shape.js';
import { auditMapping } from './mapping.js';

const shape = (name: string, title: string, payload: Shape['payload'], wrapper: Wrapper = {}): Shape => ({
  name,
  title,
  log: 'audit',
  payload,
  wrapper,
  mapping: auditMapping,
});

const auditData = { kind: 'member', places: [['AuditData']] } as const;
const cmdletColumns: Wrapper = {
  id: 'Identity',
  at: 'CreationDate',
  operation: 'Operations',
  user: 'UserIds',
  resultCount: 'ResultCount',
  resultIndex: 'ResultIndex',
};

const shapes = {
  purviewCsv: shape('purviewCsv', 'audit log, Purview portal CSV', auditData, {
    id: 'RecordId',
    at: 'CreationDate',
    operation: 'Operation',
    user: 'UserId',
  }),
  cmdletCsv: shape('searchUnifiedAuditLogCsv', 'audit log, Search-UnifiedAuditLog CSV', auditData, cmdletColumns),
  portalCsvOld: shape('purviewCsvOld', 'audit log, older portal CSV', auditData, {
    at: 'CreationDate',
    operation: 'Operations',
    user: 'UserIds',
  }),
  cmdletJson: shape('searchUnifiedAuditLogJson', 'audit log, Search-UnifiedAuditLog JSON', auditData, cmdletColumns),
  bare: shape('auditData', 'audit log, bare records', { kind: 'row' }),
};

function csvShape(head: Head): Shape {
  if (has(head, 'RecordId', 'Operation')) return shapes.purviewCsv;
  return has(head, 'Identity') || has(head, 'ResultIndex') ? shapes.cmdletCsv : shapes.portalCsvOld;
}

export const auditSource: Source = {
  log: 'audit',
  shapes: Object.values(shapes),
  recognise(head) {
    if (has(head, 'AuditData')) return head.container === 'csv' ? csvShape(head) : shapes.cmdletJson;
    const bare =
      head.header.length === 0 && (has(head, 'Operation') || has(head, 'CreationTime')) && !has(head, 'TimeGenerated');
    return bare && (has(head, 'RecordType') || has(head, 'Workload') || has(head, 'OrganizationId'))
      ? shapes.bare
      : null;
  },
};
