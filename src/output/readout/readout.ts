// The readout as content: built once for its reader from the result, whatever format it is given out in.
import type { Result } from '../../record/result.js';
import { count } from '../../util/words.js';
import { accessSpan } from '../case-view.js';
import { anyExports } from '../command.js';
import { dayOf } from '../format.js';
import { verdictWords } from '../words.js';
import type { Reader, Readout, Section } from './content.js';
import { markingOf, standardTlp, type Tlp } from './marking.js';
import { ministerSections } from './minister/minister.js';
import type { Places } from './record/evidence.js';
import { recordSections } from './record/record.js';
import { responderSections } from './responder/responder.js';

export interface ReadoutOptions {
  readonly reader: Reader;
  readonly tlp: Tlp;
  /** Where records stand in the files, for the record; null where only a result was given. */
  readonly places: Places;
  /** What was replaced by pseudonyms; empty for nothing. */
  readonly redacted: readonly string[];
}

const titles: Readonly<Record<Reader, string>> = {
  minister: 'Who has been reading the mail: briefing',
  responder: 'Who has been reading the mail: for responders',
  record: 'Who has been reading the mail: the record',
};

function basisText(result: Result): string {
  const days = accessSpan(result);
  const when =
    days === null ? '' : `, with mailbox accesses from ${dayOf(days.firstAt)} to ${dayOf(days.lastAt)} (UTC)`;
  return `Made from ${count(result.inputs.length, 'file')}${when}.`;
}

function about(result: Result, { reader, places, redacted }: ReadoutOptions): string[] {
  return [
    basisText(result),
    ...(reader === 'minister'
      ? []
      : [`In the commands ${anyExports} stands for the folder with the exports, or for the workspace that was kept.`]),
    ...(reader === 'record' && places === null
      ? ['Rows and lines were not looked up, since only a result was given: the commands list them.']
      : []),
    ...(redacted.length > 0
      ? [
          `Redacted: ${redacted.join(', ')}. The same pseudonym is the same person or thing everywhere in this document. Commands and queries hold pseudonyms too, and find nothing before the names are put back.`,
        ]
      : []),
  ];
}

function sectionsFor(result: Result, { reader, places }: ReadoutOptions): Section[] {
  if (reader === 'minister') return ministerSections(result);
  return reader === 'responder' ? responderSections(result) : recordSections(result, places);
}

export function readoutOf(result: Result, options: ReadoutOptions): Readout {
  const { code, sentence } = result.verdict;
  return {
    reader: options.reader,
    title: titles[options.reader],
    marking: markingOf(options.tlp),
    verdict: { code, label: verdictWords[code], sentence },
    about: about(result, options),
    sections: sectionsFor(result, options),
    end: `Made by Letterlock ${result.letterlock}, contract ${result.contract}. All times are UTC.`,
  };
}

/** What an investigation gives out as a document without being asked for whom: the one for those who work on it. */
export const standardReadout = (result: Result): Readout =>
  readoutOf(result, { reader: 'responder', tlp: standardTlp, places: null, redacted: [] });
