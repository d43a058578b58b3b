// The shapes that can be asked for by name. A new one is a file in this folder and an entry here.
import { auditDataArray } from './audit-data-array.js';
import { auditDataLines } from './audit-data-lines.js';
import { cmdletCsv } from './cmdlet-csv.js';
import { cmdletJson } from './cmdlet-json.js';
import { directoryShapes } from './directory-audit.js';
import { graphActivityShapes } from './graph-activity.js';
import { graphArray } from './graph-array.js';
import { graphLines } from './graph-lines.js';
import { graphPages } from './graph-pages.js';
import { graphV1 } from './graph-v1.js';
import { managementBlob } from './management-blob.js';
import { portalCsv } from './portal-csv.js';
import { purviewCsv } from './purview-csv.js';
import { purviewCsvOld } from './purview-csv-old.js';
import type { AuditShape, SignInShape } from './shape.js';
import { signInCmdlet } from './sign-in-cmdlet.js';
import { eventHub, storageLines } from './sign-in-monitor.js';
import { signInTable } from './sign-in-table.js';

export const auditShapes: readonly AuditShape[] = [
  ...[purviewCsv, purviewCsvOld, cmdletCsv, cmdletJson, auditDataLines, auditDataArray, managementBlob],
];

export const signInShapes: readonly SignInShape[] = [
  ...[graphPages, graphArray, graphLines, graphV1, portalCsv],
  ...[signInTable, storageLines, eventHub, signInCmdlet],
];

export { directoryShapes, graphActivityShapes };

export const auditShapeNames: readonly string[] = auditShapes.map(({ name }) => name);
export const signInShapeNames: readonly string[] = signInShapes.map(({ name }) => name);
export const directoryShapeNames: readonly string[] = directoryShapes.map(({ name }) => name);
export const graphActivityShapeNames: readonly string[] = graphActivityShapes.map(({ name }) => name);
