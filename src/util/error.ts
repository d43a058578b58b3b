// The one error type. Everything that a person can mend is thrown as a LetterlockError: the command line prints it as one
// line and a hint, without a stack. Problems inside logs or rules are data (`Problem`), collected and counted, never thrown.

/** Where in a file something was found. Rows and lines count from 1. */
export interface Place {
  readonly path: string;
  readonly row?: number;
  readonly line?: number;
}

export interface ErrorText {
  /** Stable, camelCase, one per kind of error; listed in docs/errors.md. */
  readonly code: string;
  /** What happened, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  readonly at?: Place;
  readonly cause?: unknown;
}

export class LetterlockError extends Error {
  override readonly name = 'LetterlockError';
  readonly code: string;
  readonly hint: string;
  readonly at: Place | null;

  constructor(text: ErrorText) {
    super(text.message, { cause: text.cause });
    this.code = text.code;
    this.hint = text.hint;
    this.at = text.at ?? null;
  }
}

/** What the process says to its caller; see docs/cli.md. */
export const exitCode = { ok: 0, findings: 1, usage: 2, partlyUnreadable: 3, internal: 4 } as const;
