// Events of Splunk's o365:management:activity. `_raw` is the record. Exports of a table lack it: lists are then columns such as
// `Folders{}.FolderItems{}.InternetMessageId`, their values on lines of one cell (in JSON an array), and which message lay
// in which folder is lost where there were several. Splunk takes fields out of the first 5,000 characters only
// (limits.conf, spath extraction_cutoff): large records have fewer messages there than their OperationCount says.
import { jsonObject, jsonObjects, listed, paired } from '../../query/operation.js';
import { type Sql, sql } from '../../query/sql.js';
import type { auditFields } from '../../record/field.js';
import { column, first, type Mapping, made, type Origin, path } from '../mapping.js';
import { folderIn } from './folder.js';
import { auditMapping } from './mapping.js';

/** The value that stands as far down as the name in the column beside it. */
const lifted = (list: string, key: string): Origin =>
  made([column(`${list}{}.Name`), column(`${list}{}.Value`)], (names, values) =>
    paired(listed(names), listed(values), key),
  );

const one = (texts: Sql): Sql => sql`CASE WHEN len(${listed(texts)}) = 1 THEN (${listed(texts)})[1] END`;

/** All messages in the folder, or in one without a name where there were several. */
const folders = made(
  [column('Folders{}.FolderItems{}.InternetMessageId'), column('Folders{}.Id'), column('Folders{}.Path')],
  (messages, ids, paths) => {
    const items = jsonObjects('InternetMessageId', listed(messages));
    const folder = jsonObject(['Id', 'Path', 'FolderItems'], [one(ids), one(paths), items]);
    return sql`CASE WHEN ${messages} IS NOT NULL THEN '[' || ${folder} || ']' END`;
  },
);

/** Dots in a column's name are part of it. */
const dotted = (name: string): Origin => first(path(name), column(name));

export const splunkMapping: Mapping<typeof auditFields> = {
  ...auditMapping,
  entraSessionId: dotted('AppAccessContext.AADSessionId'),
  clientAppId: first(path('ClientAppId'), dotted('AppAccessContext.ClientAppId')),
  tokenIdText: first(dotted('AppAccessContext.UniqueTokenId'), path('UniqueTokenIdentifier')),
  tokenIssuedAt: dotted('AppAccessContext.IssuedAtTime'),
  mailAccessType: first(
    auditMapping.mailAccessType as Origin,
    path('MailAccessType'),
    lifted('OperationProperties', 'MailAccessType'),
  ),
  throttled: first(auditMapping.throttled as Origin, path('IsThrottled'), lifted('OperationProperties', 'IsThrottled')),
  folders: first(path('Folders'), folders),
  parentFolder: first(path('Item.ParentFolder'), folderIn('Item.ParentFolder')),
  signInSessionId: first(auditMapping.signInSessionId as Origin, lifted('DeviceProperties', 'SessionId')),
  requestType: first(auditMapping.requestType as Origin, lifted('ExtendedProperties', 'RequestType')),
  userAgent: first(auditMapping.userAgent as Origin, lifted('ExtendedProperties', 'UserAgent')),
};
