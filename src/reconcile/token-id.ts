// Token ids. What an access token calls `uti` is the sign-in's id in disguise: base64url of its GUID in .NET byte order
// (first three groups little-endian), measured on real rows; an older form is base64 of the GUID's 36 characters (an
// Event Hub sample of 2022). The form with 22 characters must never be lower-cased before it is decoded.
import { guidFromBase64Text, guidFromBase64Url, matches } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';

const guidPattern = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

/** The sign-in id within a logged token id, as lower-case GUID; null where it is in no known form. */
export const tokenGuid = (text: Sql): Sql =>
  sql`CASE length(${text}) WHEN 22 THEN ${guidFromBase64Url(text)} WHEN 48 THEN ${guidFromBase64Text(text)}
    WHEN 36 THEN CASE WHEN ${matches(text, guidPattern)} THEN lower(${text}) END END`;
