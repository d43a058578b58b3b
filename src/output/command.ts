// The commands that lead from a statement to the lines of the export that it rests on. In one place, since every readout
// prints them and people paste them.
import { forTerminal } from './escape.js';

// Ids are made by Letterlock, but a result can come from a file that someone else has written.
const quoted = (id: string) => (/^[\w.:-]+$/.test(id) ? id : `'${forTerminal(id).replaceAll("'", "'\\''")}'`);

export const caseCommand = (id: string) => `letterlock records --case ${quoted(id)} --rows`;
export const findingCommand = (id: string) => `letterlock records --finding ${quoted(id)} --rows`;
export const classCommand = (name: string) => `letterlock records --class ${name} --rows`;
