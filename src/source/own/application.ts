// A table of applications that the user supplies: their names, whose they are, whether they ordinarily open mail. It names; it
// sanctions nothing, for which there is --allow: a program that is known by name can be in other hands.
import type { applicationFields } from '../../record/field.js';
import { column, first, type Mapping } from '../mapping.js';
import { has, type Shape, type Source } from '../shape.js';

const ids = ['id', 'application id', 'app id', 'appId'];
const opens = ['opensMail', 'opens mail'];

const mapping: Mapping<typeof applicationFields> = {
  application: first(...ids.map(column)),
  name: column('name'),
  publisher: column('publisher'),
  kind: column('kind'),
  opensMail: first(...opens.map(column)),
  reason: column('reason'),
};

const shape: Shape = {
  name: 'ownApplications',
  title: "the user's own table of applications",
  log: 'application',
  payload: { kind: 'row' },
  wrapper: {},
  mapping,
};

/** Exports of a directory name and identify applications too; what only somebody who knows them can say makes it this table. */
const told = [...opens, 'reason'];

export const applicationSource: Source = {
  log: 'application',
  shapes: [shape],
  recognise(head) {
    const known = ids.some((id) => head.header.includes(id)) && head.header.includes('name');
    const said = told.some((name) => head.header.includes(name)) || has(head, 'publisher', 'kind');
    return known && said ? shape : null;
  },
};
