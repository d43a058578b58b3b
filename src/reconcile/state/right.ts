// Rights and grants that the state holds, as they were exported: who may open whose mail, and which application was granted
// what. They are no evidence by themselves; detections may ask whether a reader had a right, and which.
import type { Database } from '../../query/database.js';
import { sql } from '../../query/sql.js';

export interface MailboxRight {
  /** As the export calls it: user principal name, address or directory name. */
  readonly mailbox: string;
  /** Who has it; several with semicolons where one row told of them all. */
  readonly grantee: string;
  readonly rights: string;
  /** `mailbox`, `recipient`, a folder's name, or the kind of the mailbox. */
  readonly scope: string | null;
}

export interface Grant {
  /** Id of the application, where the export gives it or a service principal of the state has it. */
  readonly application: string | null;
  /** Object id of its service principal. */
  readonly principal: string | null;
  readonly name: string | null;
  /** A scope or role, several with blanks. */
  readonly rights: string;
  /** For whom: a person's object id; null or `AllPrincipals` for everybody. */
  readonly grantee: string | null;
}

/** In the order of mailbox, grantee and rights; what everybody has in his own mailbox is left out. */
export const readMailboxRights = (database: Database): Promise<MailboxRight[]> =>
  database.rows<MailboxRight>(sql`SELECT DISTINCT subject AS mailbox, grantee, rights, type AS scope FROM state
    WHERE kind = 'permission' AND subject IS NOT NULL AND grantee IS NOT NULL AND rights IS NOT NULL AND grantee NOT LIKE 'nt authority%'
    ORDER BY ALL`);

/** In the order of application, principal, name and rights. */
export const readGrants = (database: Database): Promise<Grant[]> =>
  database.rows<Grant>(sql`WITH known AS (SELECT "subjectId", min(subject) AS application, min(name) AS name FROM state
      WHERE kind = 'servicePrincipal' AND "subjectId" IS NOT NULL GROUP BY "subjectId")
    SELECT DISTINCT coalesce(k.application, g.subject) AS application, g."subjectId" AS principal, coalesce(k.name, g.name) AS name, g.rights, g.grantee
    FROM state g LEFT JOIN known k USING ("subjectId") WHERE g.kind = 'grant' AND g.rights IS NOT NULL ORDER BY ALL`);
