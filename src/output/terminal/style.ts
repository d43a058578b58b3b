// Colour, only where it helps: the verdict and the levels. Whether there is any is decided by the caller, who knows the
// stream; hence the stream is not asked here.
import { styleText } from 'node:util';
import type { Level, Result } from '../../record/result.js';

type Format = Parameters<typeof styleText>[0];
export type Style = (format: Format, text: string) => string;

export const styleFor = (colour: boolean): Style =>
  colour ? (format, text) => styleText(format, text, { validateStream: false }) : (_format, text) => text;

export const verdictFormat: Readonly<Record<Result['verdict']['code'], Format>> = {
  intrusion: ['bgRed', 'white', 'bold'],
  suspicion: ['bgYellow', 'black', 'bold'],
  nothingFound: ['bgGreen', 'black', 'bold'],
  notAssessable: ['bgBlue', 'white', 'bold'],
};

export const levelFormat: Readonly<Record<Level, Format>> = {
  critical: ['red', 'bold'],
  high: ['red', 'bold'],
  medium: 'yellow',
  low: 'cyan',
  informational: 'dim',
};
