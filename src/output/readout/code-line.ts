// Text to copy or to stand in columns, made safe line by line: its spaces stay, since a literal of a query and a day outside the logs are
// made of them, and everything else passes as on a terminal.
import { forTerminal } from '../escape.js';

export const codeLines = (text: string): string[] =>
  text.split('\n').map((line) => line.split(' ').map(forTerminal).join(' '));
