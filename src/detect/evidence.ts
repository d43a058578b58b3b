// What a detector found in one access session, on one scale: natural-log likelihood ratios against ordinary life. Evidence
// grows with the records, so it says how much of it stood when; that is what "detectable since" is read from.
import type { Database } from '../query/database.js';
import type { Confidence } from '../record/result.js';
import type { Needs } from './need/need.js';

export interface Step {
  readonly atMs: number;
  /** All of this evidence's weight that the records up to then carry. */
  readonly weight: number;
}

/** What speaks for something, wherever it was found. */
export interface Clue {
  readonly detection: string;
  readonly message: string;
  readonly weight: number;
  /** In the order of time; the last one carries the whole weight. */
  readonly steps: readonly Step[];
  /** Ids of the records that carry it. */
  readonly records: readonly string[];
  readonly firstMs: number;
  readonly lastMs: number;
  readonly confidence: Confidence;
  /** What its actor shares with those of other sessions: the same text links them, where the evidence is more than a hint. */
  readonly links?: readonly string[];
}

/** A clue in one access session. */
export interface Evidence extends Clue {
  readonly session: string;
}

export interface Detector {
  /** Stands in the result; stable. */
  readonly name: string;
  readonly title: string;
  /** ATT&CK v19. */
  readonly techniques: readonly string[];
  /** What an owner's new device, new application or travel does not produce; without such evidence nothing is `high`. */
  readonly strong: boolean;
  /** What of the data it cannot do without, the first thing that it asks for first; opened mail goes without saying. */
  readonly needs: Needs;
  find(database: Database): Promise<Evidence[]>;
}

/** One step that carries everything. */
export const atOnce = (atMs: number, weight: number): Step[] => [{ atMs, weight }];

export const round = (weight: number): number => Math.round(weight * 100) / 100;
