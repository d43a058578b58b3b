// The commands that lead from a statement to the lines of the export that it rests on. In one place, since every readout
// prints them and people paste them.
import { forTerminal } from './escape.js';

/** One word of a shell's command line. Ids are made by Letterlock, but a result can come from a file that someone else has written. */
export const shellWord = (text: string): string =>
  /^[\w./:@%+-]+$/.test(text) && !text.startsWith('-') ? text : `'${forTerminal(text).replaceAll("'", "'\\''")}'`;

/** Stands for the folder of exports, or the workspace, in documents that do not know where they will be read. */
export const anyExports = 'EXPORTS';

export const caseCommand = (id: string, where = anyExports) =>
  `letterlock records ${where} --case ${shellWord(id)} --rows`;
export const stepCommand = (id: string, step: number | string, where = anyExports) =>
  `letterlock records ${where} --case ${shellWord(id)} --step ${step} --rows`;
export const whoCommand = (id: string, where = anyExports) => `letterlock attribute ${shellWord(id)} ${where}`;
export const findingCommand = (id: string, where = anyExports) =>
  `letterlock records ${where} --finding ${shellWord(id)} --rows`;
export const classCommand = (name: string, where = anyExports) => `letterlock records ${where} --class ${name} --rows`;

/** Arguments as they can be typed again. */
export const typed = (paths: readonly string[]): string =>
  paths.map((path) => (/^[\w./:@%+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)).join(' ');
