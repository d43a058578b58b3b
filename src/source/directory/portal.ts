// Changes in the directory as the Entra portal exports them to CSV: up to three targets with five properties each and six more
// details, every one in columns of its own, and no id. They are put together again as Graph has them. Column names as
// several public scripts that read such files have them (2024).
import { jsonObject } from '../../query/operation.js';
import { join, type Sql, sql } from '../../query/sql.js';
import type { directoryFields } from '../../record/field.js';
import { column, first, type Mapping, made } from '../mapping.js';

const numbers = (to: number): number[] => Array.from({ length: to }, (_, i) => i + 1);

/** A JSON array of those of some JSON texts that are there; null where none is. */
const array = (parts: readonly Sql[]): Sql =>
  sql`nullif('[' || concat_ws(',', ${join([sql`NULL::VARCHAR`, ...parts])}) || ']', '[]')`;

const targetColumns = ['ObjectId', 'DisplayName', 'Type', 'UserPrincipalName'];
const targetKeys = ['id', 'displayName', 'type', 'userPrincipalName'];
const propertyColumns = ['Name', 'OldValue', 'NewValue'];
const propertyKeys = ['displayName', 'oldValue', 'newValue'];
const properties = 5;

const columnsOfTarget = (n: number): string[] => [
  ...targetColumns.map((name) => `Target${n}${name}`),
  ...numbers(properties).flatMap((p) => propertyColumns.map((name) => `Target${n}ModifiedProperty${p}${name}`)),
];

const isThere = (texts: readonly Sql[]): Sql => sql`coalesce(${join([...texts, sql`NULL::VARCHAR`])}) IS NOT NULL`;

function targetOf(cells: readonly Sql[]): Sql {
  const own = cells.slice(0, targetKeys.length);
  const changed = numbers(properties).map((p) => {
    const values = cells.slice(targetKeys.length + (p - 1) * 3, targetKeys.length + p * 3);
    return sql`CASE WHEN ${isThere(values)} THEN ${jsonObject(propertyKeys, values)} END`;
  });
  const list = sql`coalesce(${array(changed)}, '[]')`;
  const object = sql`rtrim(${jsonObject(targetKeys, own)}, '}') || ',"modifiedProperties":' || ${list} || '}'`;
  return sql`CASE WHEN ${isThere(cells)} THEN ${object} END`;
}

const targets = made(
  [1, 2, 3].flatMap((n) => columnsOfTarget(n).map(column)),
  (...cells) => {
    const each = cells.length / 3;
    return array([0, 1, 2].map((n) => targetOf(cells.slice(n * each, (n + 1) * each))));
  },
);

const details = made(
  numbers(6).flatMap((n) => [column(`AdditionalDetail${n}Key`), column(`AdditionalDetail${n}Value`)]),
  (...cells) =>
    array(
      numbers(6).map((n) => {
        const pair = cells.slice((n - 1) * 2, n * 2);
        return sql`CASE WHEN ${isThere(pair)} THEN ${jsonObject(['key', 'value'], pair)} END`;
      }),
    ),
);

export const portalMapping: Mapping<typeof directoryFields> = {
  at: first(column('Date (UTC)'), column('Date')),
  operation: column('Activity'),
  category: column('Category'),
  service: column('Service'),
  result: column('Result'),
  resultReason: column('ResultReason'),
  user: column('ActorUserPrincipalName'),
  userId: column('ActorObjectId'),
  userName: column('ActorDisplayName'),
  applicationName: column('ActorServicePrincipalName'),
  servicePrincipalId: column('ActorServicePrincipalId'),
  addressText: column('IPAddress'),
  userAgent: first(column('User Agent'), column('UserAgent')),
  targets,
  additionalDetails: details,
  correlationId: first(column('CorrelationId'), column('Correlation ID')),
};
