// The shapes that can be asked for by name. A new one is a file in this folder and an entry here.
import { auditDataArray } from './audit-data-array.js';
import { auditDataLines } from './audit-data-lines.js';
import { cloudAppEventsCsv, cloudAppEventsJson } from './cloud-app-events.js';
import { cmdletCsv } from './cmdlet-csv.js';
import { cmdletJson } from './cmdlet-json.js';
import { type Change, directoryAuditShapes } from './directory-audit.js';
import { directoryCmdlet } from './directory-cmdlet.js';
import { directoryPortal } from './directory-portal.js';
import { elasticHits, elasticLines } from './elastic.js';
import { extractorJson, extractorLines } from './extractor-suite.js';
import { graphActivityShapes } from './graph-activity.js';
import { graphArray } from './graph-array.js';
import { graphAuditCsv, graphAuditLines, graphAuditPages } from './graph-audit.js';
import { graphLines } from './graph-lines.js';
import { graphPages } from './graph-pages.js';
import { graphV1 } from './graph-v1.js';
import { mailboxAuditCsv, mailboxAuditJson } from './mailbox-audit.js';
import { managementBlob } from './management-blob.js';
import { officeActivityCsv, officeActivityLines, officeActivityTables } from './office-activity.js';
import { portalCsv } from './portal-csv.js';
import { purviewCsv } from './purview-csv.js';
import { purviewCsvOld } from './purview-csv-old.js';
import { purviewLines } from './purview-lines.js';
import type { AuditShape, SignInShape } from './shape.js';
import type { SideShape } from './side-export.js';
import { siemCsv } from './siem-csv.js';
import { signInCmdlet } from './sign-in-cmdlet.js';
import { signInCmdletCsv } from './sign-in-cmdlet-csv.js';
import { huntingCsv } from './sign-in-hunting.js';
import { eventHub, storageLines } from './sign-in-monitor.js';
import { signInTable } from './sign-in-table.js';
import { splunkCsv, splunkFieldsCsv, splunkLines } from './splunk.js';

export const auditShapes: readonly AuditShape[] = [
  ...[purviewCsv, purviewCsvOld, purviewLines, cmdletCsv, cmdletJson, extractorJson, extractorLines],
  ...[auditDataLines, auditDataArray, managementBlob, graphAuditPages, graphAuditLines, graphAuditCsv],
  ...[officeActivityCsv, officeActivityLines, officeActivityTables, cloudAppEventsCsv, cloudAppEventsJson],
  ...[elasticLines, elasticHits, splunkCsv, splunkLines, splunkFieldsCsv, siemCsv],
  ...[mailboxAuditCsv, mailboxAuditJson],
];

export const signInShapes: readonly SignInShape[] = [
  ...[graphPages, graphArray, graphLines, graphV1, portalCsv],
  ...[signInTable, storageLines, eventHub, signInCmdlet, signInCmdletCsv, huntingCsv],
];

export const directoryShapes: readonly SideShape<Change>[] = [
  ...directoryAuditShapes,
  directoryPortal,
  directoryCmdlet,
];

export { graphActivityShapes };

export const auditShapeNames: readonly string[] = auditShapes.map(({ name }) => name);
export const signInShapeNames: readonly string[] = signInShapes.map(({ name }) => name);
export const directoryShapeNames: readonly string[] = directoryShapes.map(({ name }) => name);
export const graphActivityShapeNames: readonly string[] = graphActivityShapes.map(({ name }) => name);
