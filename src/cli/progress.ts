// Progress on standard error for whatever takes longer than a second: the phase, how far, how fast. One line that renews
// itself on a terminal, a line now and then elsewhere. File names come from outside and are escaped.
import { forTerminal } from '../output/escape.js';
import type { Progress } from '../util/progress.js';

export interface ProgressOptions {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly width: number;
  /** Milliseconds from any fixed moment. */
  readonly clock: () => number;
}

const patienceMs = 1000;
const everyMs = { terminal: 100, other: 5000 };

interface Phase {
  readonly name: string;
  readonly total: number;
  readonly unit: string;
  readonly beganMs: number;
  amount: number;
}

function rate(phase: Phase, nowMs: number): string {
  const seconds = (nowMs - phase.beganMs) / 1000;
  if (phase.unit !== 'bytes' || seconds <= 0) return '';
  return `, ${(phase.amount / seconds / 1e6).toFixed(0)} MB/s`;
}

function text(phase: Phase, what: string, nowMs: number): string {
  const share = phase.total > 0 ? ` ${Math.min(100, Math.floor((100 * phase.amount) / phase.total))} %` : '';
  const seconds = Math.floor((nowMs - phase.beganMs) / 1000);
  return `${phase.name}${share} (${seconds} s${rate(phase, nowMs)})${what === '' ? '' : ` ${forTerminal(what)}`}`;
}

export interface ShownProgress extends Progress {
  /** To be called now and then: a step that takes long is seen to go on. */
  tick(): void;
}

/** Progress that keeps quiet for the first second. */
export function showProgress(options: ProgressOptions): ShownProgress {
  const beganMs = options.clock();
  let phase: Phase | null = null;
  let shownMs = beganMs;
  let open = false;
  let done = 0;
  let latest = '';
  const show = (what: string): void => {
    latest = what;
    const now = options.clock();
    const pause = options.isTerminal ? everyMs.terminal : everyMs.other;
    if (phase === null || now - beganMs < patienceMs || now - shownMs < pause) return;
    shownMs = now;
    const line = text(phase, what, now);
    options.write(options.isTerminal ? `\r\u001b[2K${line.slice(0, options.width - 1)}` : `${line}\n`);
    open = options.isTerminal;
  };
  return {
    phase(name, total = 0, unit = 'steps') {
      done = 0;
      phase = { name, total, unit, beganMs: options.clock(), amount: 0 };
      show('');
    },
    advance(amount, what = '') {
      done += amount;
      if (phase !== null) phase.amount = done;
      show(what);
    },
    within(amount, what = '') {
      if (phase !== null) phase.amount = done + amount;
      show(what);
    },
    tick: () => show(latest),
    done() {
      phase = null;
      if (open) options.write('\r\u001b[2K');
      open = false;
    },
  };
}
