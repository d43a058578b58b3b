// Rows that could not be read may be the very rows that matter. The usual cause is an export cut by a tool on the way (audit
// data longer than 3,062 characters, a spreadsheet's cell limit), so the answer is a fresh export.
import type { Result } from '../../record/result.js';
import { count, some } from '../../util/words.js';

export function rejectSteps(result: Result): string[] {
  const files = result.inputs.filter((input) => input.rejects > 0);
  const rows = files.reduce((sum, input) => sum + input.rejects, 0);
  if (rows === 0) return [];
  const names = some(
    files.map((input) => input.path),
    3,
  );
  return [
    `Export again what could not be read (${count(rows, 'row')} of ${names}), without opening the file in a spreadsheet on the way.`,
  ];
}
