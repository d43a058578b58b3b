// Text to copy, made safe line by line: its indentation stays, and everything else passes as on a terminal.
import { forTerminal } from '../escape.js';

export const codeLines = (text: string): string[] =>
  text.split('\n').map((line) => {
    const [indent = ''] = /^ */.exec(line) ?? [];
    return indent + forTerminal(line.slice(indent.length));
  });
