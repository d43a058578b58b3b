// Exports that take the record apart leave it under other names: Sentinel's columns, Elastic's documents, Splunk's fields. Rules,
// and whoever looks for what a command was given, read the record itself, so its own names are laid over the row when it is
// loaded: else a forward to a stranger would be seen in one export and not in the next.
import {
  bound,
  contains,
  jsonBags,
  jsonEntries,
  jsonLaidOver,
  jsonMember,
  jsonObject,
  listed,
  member as memberOf,
  replaced,
  startsWith,
} from '../../query/operation.js';
import { name, type Sql, sql } from '../../query/sql.js';
import type { Restored } from '../shape.js';

/** An object with one member; with none where the value is not known. */
const member = (key: string, value: Sql): Sql =>
  sql`CASE WHEN ${value} IS NULL THEN '{}' ELSE ${jsonObject([key], [value])} END`;

/** What the mapping found, under the record's names. */
const known: readonly Sql[] = [
  member('Operation', name('operation')),
  member('Workload', name('workload')),
  member('ObjectId', name('objectId')),
  member('ClientIPAddress', name('addressText')),
  member('LogonType', name('logonType')),
];

export const officeRestored: Restored = {
  columns: ['AADTarget'],
  apart: () => sql`true`,
  record: (row, structure) => jsonLaidOver(row, [...known, member('Target', memberOf(structure, ['AADTarget']))]),
};

/** The pipeline makes objects of some lists of {Name, Value}: rules ask which names were given, and which were not. */
const lists = ['Parameters', 'ExtendedProperties', 'OperationProperties', 'DeviceProperties'];

const within = (row: Sql): Sql => jsonMember(jsonMember(row, 'o365'), 'audit');
const auditOf = (row: Sql): Sql => sql`coalesce(${within(row)}, ${within(jsonMember(row, '_source'))})`;

export const elasticRestored: Restored = {
  columns: [],
  apart: (row) => startsWith(sql`${auditOf(row)}::VARCHAR`, sql`'{'`),
  record: (row) => {
    const audit = name('audit');
    const entries = lists.map((list) => member(list, jsonEntries(jsonMember(audit, list))));
    return bound(auditOf(row), 'audit', jsonLaidOver(row, [audit, ...entries, ...known]));
  },
};

const prefix = '"o365.audit.';

export const elasticFlatRestored: Restored = {
  columns: [],
  apart: (row) => contains(row, sql`${prefix}`),
  record: (row) => {
    const record = name('record');
    const entries = lists.map((list) => {
      const found = jsonEntries(record, `${list}.`);
      return sql`CASE WHEN ${contains(row, sql`${`${prefix}${list}.`}`)} THEN ${member(list, found)} ELSE '{}' END`;
    });
    return bound(replaced(row, prefix, '"'), 'record', jsonLaidOver(record, [...entries, ...known]));
  },
};

// The cells of a list's members stand side by side; Splunk leaves out those that are empty, and then nobody can tell whose is whose.
const bags: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(lists.map((list) => [list, ['Name', 'Value']])),
  ModifiedProperties: ['Name', 'NewValue', 'OldValue'],
  Target: ['ID', 'Type'],
};

export const splunkRestored: Restored = {
  columns: Object.entries(bags).flatMap(([list, keys]) => keys.map((key) => `${list}{}.${key}`)),
  apart: (row) => contains(row, sql`'{}.'`),
  record: (row, structure) => {
    const cells = (column: string): Sql => listed(sql`nullif(${memberOf(structure, [column])}, '')`);
    const restored = Object.entries(bags).map(([list, keys]) => {
      const found = jsonBags(
        keys,
        keys.map((key) => cells(`${list}{}.${key}`)),
      );
      return member(list, found);
    });
    return jsonLaidOver(row, [...restored, ...known]);
  },
};
