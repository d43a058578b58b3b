// Runs the detectors and adds up what they found, per access session.
import { nothingPublished, type Told } from '../intel/indicator.js';
import type { Database } from '../query/database.js';
import { byText } from '../util/order.js';
import type { Progress } from '../util/progress.js';
import { absentIds } from './absent-ids.js';
import { contradiction } from './contradiction.js';
import type { Clue, Detector, Evidence } from './evidence.js';
import { foreignToken } from './foreign-token.js';
import { harvest } from './harvest.js';
import { makeIndicated } from './known/indicated.js';
import { knownIndicator, knownIndicatorOf } from './known-indicator.js';
import { missingSignIn } from './missing-sign-in.js';
import { newReader } from './new-reader.js';
import { deviceCode, guessedPassword, oddIssuer, passwordClient, rareEntry } from './odd-entry.js';
import { ownerElsewhere } from './owner-elsewhere.js';
import { preparedReader } from './prepared-reader.js';
import { quietDelegate } from './quiet-delegate.js';
import { sharedStranger } from './shared-stranger.js';
import { stolenSession } from './stolen-session.js';
import { strangeClient } from './strange-client.js';
import { strangeHour } from './strange-hour.js';
import { strangePlace } from './strange-place.js';
import { twoPlaces } from './two-places.js';
import { type Suspicion, weigh } from './weigh.js';
import { wholeSync } from './whole-sync.js';

export const detectors: readonly Detector[] = [
  missingSignIn,
  contradiction,
  absentIds,
  foreignToken,
  twoPlaces,
  newReader,
  strangePlace,
  strangeHour,
  strangeClient,
  sharedStranger,
  ownerElsewhere,
  stolenSession,
  preparedReader,
  wholeSync,
  harvest,
  quietDelegate,
  deviceCode,
  passwordClient,
  guessedPassword,
  oddIssuer,
  rareEntry,
  knownIndicator,
];

const byName = new Map(detectors.map((detector) => [detector.name, detector]));

/** The detector of a name that is in some evidence. */
export function detectorOf(name: string): Detector {
  const detector = byName.get(name);
  if (detector === undefined) throw new Error(`no detector is called ${name}`);
  return detector;
}

export const isStrong = (evidence: Clue): boolean => detectorOf(evidence.detection).strong;

/** Suspicion per session id; sessions without any evidence are left out. */
export async function detect(
  database: Database,
  progress: Progress,
  published: Told = nothingPublished,
): Promise<Map<string, Suspicion>> {
  progress.phase('weighing evidence', detectors.length, 'steps');
  const bySession = new Map<string, Evidence[]>();
  if (published.indicators.length > 0) await makeIndicated(database, published.indicators);
  for (const each of detectors) {
    const detector = each === knownIndicator ? knownIndicatorOf(published) : each;
    for (const evidence of await detector.find(database)) {
      bySession.set(evidence.session, [...(bySession.get(evidence.session) ?? []), evidence]);
    }
    progress.advance(1);
  }
  const sessions = [...bySession].sort(([a], [b]) => byText(a, b));
  return new Map(sessions.map(([session, evidence]) => [session, weigh(evidence, isStrong)]));
}
