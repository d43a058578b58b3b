// What the pictures show, as plain data: drawn as SVG where a format can, told in lines of text where it cannot. Every picture says in a
// sentence what can be seen in it, and what is left out.
import type { AccessClass } from '../../../record/result.js';

interface Common {
  readonly title: string;
  readonly description: string;
  /** What is left out; null for nothing. */
  readonly more: string | null;
}

export interface Span {
  readonly fromAt: string;
  readonly toAt: string;
}

export const stretchKinds = ['noSignIn', 'suspect', 'undecided', 'blind'] as const;

export interface Stretch extends Span {
  /** `noSignIn`: read with tokens that no sign-in issued; `suspect`: reading that is suspect although it has a sign-in; `undecided`; `blind`: the log could not tell. */
  readonly kind: (typeof stretchKinds)[number];
}

export interface Lane {
  readonly name: string;
  readonly stretches: readonly Stretch[];
  /** Spans in which its owner signed in; null where no sign-in log was given. */
  readonly signIns: readonly Span[] | null;
  /** When findings that are no reading of mail stand: a rule made, a consent given. */
  readonly findings: readonly string[];
}

export interface Timeline extends Common {
  readonly kind: 'timeline';
  readonly fromAt: string;
  readonly toAt: string;
  readonly lanes: readonly Lane[];
  /** Instants that concern all lanes. */
  readonly marks: readonly { readonly at: string; readonly label: string }[];
}

export interface Bars extends Common {
  readonly kind: 'bars';
  readonly rows: readonly {
    readonly name: string;
    readonly total: number;
    readonly parts: Readonly<Record<AccessClass, number>>;
  }[];
}

export interface Links extends Common {
  readonly kind: 'links';
  readonly leftTitle: string;
  readonly rightTitle: string;
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** Places in the two lists. */
  readonly links: readonly (readonly [left: number, right: number])[];
}

/** `seen`: the log has this day; `gap`: it is silent where it should not be; `none`: outside it; `case`: seen, with activity of a case. */
export type Cell = 'seen' | 'gap' | 'none' | 'case';

export interface Strip extends Common {
  readonly kind: 'strip';
  /** The first day of each cell. */
  readonly days: readonly string[];
  readonly daysPerCell: number;
  readonly rows: readonly {
    readonly name: string;
    readonly log: 'signIns' | 'mailbox';
    readonly cells: readonly Cell[];
  }[];
}

export type Picture = Timeline | Bars | Links | Strip;

export const stretchWords: Readonly<Record<Stretch['kind'], string>> = {
  noSignIn: 'read with tokens that no sign-in issued',
  suspect: 'suspect reading behind which a sign-in or known service stands',
  undecided: 'reading that cannot be decided',
  blind: 'the log could not tell what was read',
};

export const signInWords = 'sign-ins of its owner';

export const cellWords: Readonly<Record<Cell, string>> = {
  seen: 'in the log',
  case: 'in the log, with activity of a case',
  gap: 'gap in the log',
  none: 'outside the log',
};
