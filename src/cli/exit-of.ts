// What the exit code of an investigation says to the script that started it.
import { isClosed } from '../output/case-view.js';
import { type Level, levels, type Result } from '../record/result.js';
import { exitCode } from '../util/error.js';

const broken = new Set(['unreadable', 'notReadToEnd', 'passwordProtected', 'archiveLimit']);

/** Files that could not be read to their end, each with why. */
export const unreadIn = ({ inputs }: Result): { path: string; message: string }[] =>
  inputs.flatMap(({ path, warnings }) =>
    warnings.filter(({ code }) => broken.has(code)).map(({ message }) => ({ path, message })),
  );

/** A file that could not be read to its end outweighs what was found. */
export function codeOf(result: Result, failOn: Level | undefined): number {
  if (unreadIn(result).length > 0) return exitCode.partlyUnreadable;
  const least = failOn === undefined ? levels.length : levels.indexOf(failOn);
  // A case can stand above each of its findings, since its evidence adds up. What an analyst has closed raises no alarm.
  const closed = new Set(result.cases.filter(isClosed).flatMap((item) => item.findings));
  const told = [
    ...result.findings.filter((finding) => !closed.has(finding.id)).map((finding) => finding.level),
    ...result.cases.filter((item) => !isClosed(item)).map((item) => item.level),
  ];
  return told.some((level) => levels.indexOf(level) >= least) ? exitCode.findings : exitCode.ok;
}
