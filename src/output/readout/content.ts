// What a readout says, as plain data: sections of statements, lists, tables, pictures and text to copy. Built once for each reader
// from the result; every format is a rendering of it and adds nothing. Texts are not yet escaped: each format escapes for its target.
import type { Picture } from './picture/picture.js';

export const readers = ['minister', 'responder', 'record'] as const;
export type Reader = (typeof readers)[number];

/** Established, assessed, not established, could not be assessed. */
export type Letter = 'E' | 'A' | 'N' | 'C';

export const classTitles: Readonly<Record<Letter, string>> = {
  E: 'Established',
  A: 'Assessed',
  N: 'Not established',
  C: 'Could not be assessed',
};

export interface Said {
  /** `E1`; null where the reader is not to be burdened with numbers. */
  readonly number: string | null;
  readonly text: string;
  /** What it rests on, in lines. */
  readonly rests: readonly string[];
  /** The command that lists the records. */
  readonly command: string | null;
}

export interface Fact {
  readonly name: string;
  readonly texts: readonly string[];
}

export interface TableColumn {
  readonly title: string;
  /** `value`: text of a log; `number`: right-aligned; `words`: our own. */
  readonly as: 'value' | 'number' | 'words';
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | {
      readonly kind: 'statements';
      readonly letter: Letter;
      /** The class, where the section's own title does not say it. */
      readonly title: string | null;
      readonly statements: readonly Said[];
    }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly TableColumn[];
      readonly rows: readonly (readonly string[])[];
      /** How many rows are left out, and where they are to be had. */
      readonly more: string | null;
    }
  /** Text to copy as it stands. */
  | {
      readonly kind: 'code';
      readonly title: string;
      readonly language: 'kql' | 'shell' | 'powershell';
      readonly text: string;
    }
  | { readonly kind: 'picture'; readonly picture: Picture };

export interface Section {
  readonly title: string;
  /** 3 belongs to the 2 before it, 4 to the 3. */
  readonly depth: 2 | 3 | 4;
  readonly blocks: readonly Block[];
}

export interface Marking {
  readonly label: string;
  readonly meaning: string;
  /** On black, as FIRST gives it. */
  readonly colour: string;
}

export interface Readout {
  readonly reader: Reader;
  readonly title: string;
  readonly marking: Marking;
  readonly verdict: { readonly code: string; readonly label: string; readonly sentence: string };
  /** Above everything: what it is made from, and how to read it. */
  readonly about: readonly string[];
  readonly sections: readonly Section[];
  /** At the end: what made it. */
  readonly end: string;
}

export const section = (title: string, blocks: readonly Block[], depth: 2 | 3 | 4 = 2): Section => ({
  title,
  depth,
  blocks,
});
export const paragraph = (text: string): Block => ({ kind: 'text', text });
export const list = (items: readonly string[], ordered = false): Block[] =>
  items.length === 0 ? [] : [{ kind: 'list', ordered, items }];
export const said = (text: string): Said => ({ number: null, text, rests: [], command: null });
/** A class of statements; nothing for none. */
export const statements = (letter: Letter, items: readonly Said[], title: string | null = null): Block[] =>
  items.length === 0 ? [] : [{ kind: 'statements', letter, title, statements: items }];
/** Facts; those without text are left out. */
export const facts = (all: readonly (readonly [name: string, texts: readonly string[]])[]): Block[] => {
  const known = all.filter(([, texts]) => texts.length > 0).map(([name, texts]) => ({ name, texts }));
  return known.length === 0 ? [] : [{ kind: 'facts', facts: known }];
};
