// Findings: statements that an analyst can judge, one for each piece of evidence that can stand for itself.
import type { Finding } from '../record/result.js';
import type { SessionRow } from '../session/read.js';
import { idOf } from '../util/hash.js';
import { isoTime } from '../util/time.js';
import { detectorOf } from './detect.js';
import type { Clue } from './evidence.js';
import { levelOf, levelRank, type Suspicion, weigh } from './weigh.js';

/** Weaker evidence stays a reason of its session and makes no finding. */
const leastWeight = Math.log(10);

const present = (values: readonly (string | null)[]): string[] => values.filter((value) => value !== null);

/**
 * Strong evidence speaks with the weight of everything beside it. Weak evidence speaks for itself and stays `low`; only the
 * weightiest of a session whose weak evidence together asks for a look says so.
 */
function levelFor(evidence: Clue, suspicion: Suspicion, strong: boolean): Finding['level'] {
  if (strong) return suspicion.level;
  const together = levelRank(suspicion.level) >= levelRank('medium') && evidence === suspicion.evidence[0];
  if (together) return 'medium';
  return levelOf(evidence.weight, 0) === 'informational' ? 'informational' : 'low';
}

function findingOf(evidence: Clue, suspicion: Suspicion, session: SessionRow): Finding {
  const detector = detectorOf(evidence.detection);
  const alone = weigh([evidence], () => detector.strong);
  const level = levelFor(evidence, suspicion, detector.strong);
  return {
    id: idOf('finding', evidence.detection, session.id),
    detection: evidence.detection,
    rule: null,
    title: detector.title,
    level,
    confidence: evidence.confidence,
    tenant: session.tenant,
    users: present([session.user]),
    targets: [],
    mailboxes: [session.mailbox],
    applications: present([session.application]),
    addresses: session.addresses,
    firstAt: isoTime(evidence.firstMs),
    lastAt: isoTime(evidence.lastMs),
    detectableAt: isoTime((detector.strong || level === 'medium' ? suspicion : alone).detectableMs),
    techniques: [...detector.techniques],
    evidence: [...evidence.records],
    reason: evidence.message,
  };
}

/** The findings of a session. */
export function findingsOf(session: SessionRow, suspicion: Suspicion): Finding[] {
  return suspicion.evidence
    .filter((evidence) => evidence.weight >= leastWeight)
    .map((evidence) => findingOf(evidence, suspicion, session));
}
