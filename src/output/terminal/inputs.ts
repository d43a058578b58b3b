// What was read in, as a sum that adds up: rows = records + duplicates + rejects. Duplicates are ordinary (nearly half of the
// rows of a real export), rejects are not: they are shown with file and line.
import type { Input, Result } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { thousands } from '../../util/words.js';
import { missingKinds } from '../limit.js';
import { kindWords, shapeWords } from '../words.js';
import { type Column, figures, figuresHeading, hanging, type Page } from './layout.js';

const columns: readonly Column[] = [
  { title: 'files', width: 7 },
  { title: 'rows =', width: 13 },
  { title: 'records +', width: 13 },
  { title: 'duplicates +', width: 14 },
  { title: 'rejects', width: 9 },
];

// The figures stand under the words, not under the signs after them.
const sum = (files: readonly Input[]): string[] => {
  const add = (key: 'rows' | 'records' | 'duplicates' | 'rejects') =>
    thousands(files.reduce((total, file) => total + file[key], 0));
  return [thousands(files.length), `${add('rows')}  `, `${add('records')}  `, `${add('duplicates')}  `, add('rejects')];
};

function signInLine(result: Result, page: Page): string[] {
  if (result.coverage.signIns.length === 0) return hanging(page, '  Sign-in logs: ', 'none were given');
  const byKind = groupBy(result.coverage.signIns, (each) => kindWords[each.kind]);
  const kinds = [...byKind].map(([kind, logs]) => `${kind} ${thousands(logs.reduce((all, log) => all + log.rows, 0))}`);
  // Managed identities matter only where something reads with one; their absence alone is no lack.
  const absent = missingKinds(result);
  const missing = (absent.join() === 'managedIdentity' ? [] : absent).map((kind) => kindWords[kind]);
  const applications = missing.join() === 'service principal,managed identity';
  const not = applications ? '; none of applications' : `; not given: ${missing.join(', ')}`;
  return hanging(page, '  Sign-in logs: ', `${kinds.join(', ')}${missing.length > 0 ? not : ''}`);
}

export function inputPart(result: Result, page: Page): string[] {
  const shapes = [...new Set(result.inputs.map((file) => file.shape))].sort();
  const rows = shapes.flatMap((shape) => {
    const files = result.inputs.filter((file) => file.shape === shape);
    return figures(page, columns, shapeWords(shape), sum(files));
  });
  const total = shapes.length > 1 ? figures(page, columns, 'Total', sum(result.inputs)) : [];
  if (shapes.length === 0) return [page.style('bold', 'READ IN'), '  No file was read.'];
  return [figuresHeading(page, columns, 'READ IN'), ...rows, ...total, ...signInLine(result, page)];
}
