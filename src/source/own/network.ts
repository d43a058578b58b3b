// A table of networks that the user supplies: whose addresses are whose. It is recognised by its columns, like any input.
import type { networkFields } from '../../record/field.js';
import { column, first, type Mapping } from '../mapping.js';
import { has, type Shape, type Source } from '../shape.js';

const mapping: Mapping<typeof networkFields> = {
  range: first(column('range'), column('address range'), column('network'), column('cidr')),
  asn: column('asn'),
  organisation: column('organisation'),
  country: column('country'),
  kind: column('kind'),
};

const shape: Shape = {
  name: 'networks',
  title: "the user's own table of networks",
  log: 'network',
  payload: { kind: 'row' },
  wrapper: {},
  mapping,
};

const rangeColumns = ['range', 'address range', 'network', 'cidr'];

export const networkSource: Source = {
  log: 'network',
  shapes: [shape],
  recognise(head) {
    const named = rangeColumns.some((name) => head.header.includes(name));
    return named && has(head, 'organisation') && (has(head, 'asn') || has(head, 'kind')) ? shape : null;
  },
};
