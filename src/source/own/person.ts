// A table of people that the user supplies: their names and roles, and the other names under which the logs may know them.
import type { personFields } from '../../record/field.js';
import { column, first, type Mapping } from '../mapping.js';
import type { Shape, Source } from '../shape.js';

const names = ['user', 'user principal name', 'userPrincipalName', 'upn'];
const aliases = ['aliases', 'other addresses'];
const zones = ['timeZone', 'time zone'];

const mapping: Mapping<typeof personFields> = {
  user: first(...names.map(column)),
  name: column('name'),
  role: column('role'),
  watched: first(column('watched'), column('vip')),
  aliases: first(...aliases.map(column)),
  objectId: first(column('objectId'), column('object id')),
  timeZone: first(...zones.map(column)),
};

const shape: Shape = {
  name: 'ownPeople',
  title: "the user's own table of people",
  log: 'person',
  payload: { kind: 'row' },
  wrapper: {},
  mapping,
};

export const personSource: Source = {
  log: 'person',
  shapes: [shape],
  recognise({ header }) {
    const holds = (list: readonly string[]): boolean => list.some((name) => header.includes(name));
    // Exports of a directory have user principal names too; these columns are of nobody's export.
    const own =
      holds([...aliases, ...zones, 'vip', 'watched']) ||
      (header.includes('user') && holds(['name', 'role', 'objectId']));
    return holds(names) && own && !header.includes('createdDateTime') && !header.includes('operation') ? shape : null;
  },
};
