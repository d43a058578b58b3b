// What a long work tells about itself. The doors decide how to show it; silence is the default.

export interface Progress {
  /** A new phase begins; `total` in units of the phase (bytes, files, …) where it is known. */
  phase(name: string, total?: number, unit?: 'bytes' | 'files' | 'steps'): void;
  advance(amount: number, what?: string): void;
  /** So much of what will be advanced next is done already. */
  within(amount: number, what?: string): void;
  done(): void;
}

export const silent: Progress = { phase: () => {}, advance: () => {}, within: () => {}, done: () => {} };
