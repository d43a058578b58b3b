// MicrosoftGraphActivityLogs: every call of Microsoft Graph in a tenant, as a workspace's table or as Azure Monitor sends it.
// Graph itself has no way to ask for them.
import { enveloped, envelopePlace, isUnion, ofTable } from '../azure.js';
import { has, type Shape, type Source } from '../shape.js';
import { propertiesMapping, tableMapping } from './mapping.js';

const category = 'MicrosoftGraphActivityLogs';
// Of a call the time outside is the time inside.
const inEnvelope = {
  log: 'graphActivity',
  title: 'calls of Graph, Azure Monitor',
  mapping: propertiesMapping,
  at: 'time',
} as const;
const table: Shape = {
  name: 'sentinelTable',
  title: 'calls of Graph, a table of a Sentinel workspace',
  log: 'graphActivity',
  payload: { kind: 'row' },
  wrapper: {},
  mapping: tableMapping,
};
const tableOfMany: Shape = { ...table, only: ofTable(category) };

export const graphActivitySource: Source = {
  log: 'graphActivity',
  shapes: [table, enveloped(['category'], category, inEnvelope)],
  recognise(head) {
    const place = envelopePlace(head);
    if (place !== null) return enveloped(place, category, inEnvelope);
    if (isUnion(head)) return tableOfMany;
    return has(head, 'RequestUri', 'RequestId', 'TimeGenerated') ? table : null;
  },
};
