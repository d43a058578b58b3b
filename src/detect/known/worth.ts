// How much it says that a record fits a published indicator. Documented judgements: an application id belongs to one application,
// an address to whoever rents it this month, and a client's name for itself to anybody.
import type { Comparison, Conjunction, Indicator } from '../../intel/indicator.js';
import { parseRange } from '../../record/address.js';
import { day } from '../../util/time.js';
import type { Fitting, Ordinary } from './ordinary.js';

const worth = {
  address: 6,
  network: 4,
  wideNetwork: 2,
  asn: 1,
  application: 6.5,
  userAgent: 2.5,
  pattern: 2,
  account: 5,
  domain: 3.5,
  url: 5,
} as const;
/** All that one record shares with an indicator, and all indicators of a session together. */
export const mostOfOne = 8;
export const mostOfAll = 9;
/** Behind a VPN, a proxy or Tor others come out too. */
const mostOfExit = 3.5;
/** Without an end an address is taken for stale after a season. */
const freshMs = 90 * day;

/** The narrowest network that still stands for one place: /24, or /64. */
const isPlace = (value: string): boolean => {
  const range = parseRange(value);
  return range !== null && range.last - range.first < (range.family === 4 ? 256n : 1n << 64n);
};
const isOne = (value: string): boolean => {
  const range = parseRange(value);
  return range !== null && range.first === range.last;
};

function ofComparison({ trait, how, values }: Comparison): number {
  if (trait === 'address') {
    if (how !== 'within') return worth.wideNetwork;
    return values.every(isOne) ? worth.address : values.every(isPlace) ? worth.network : worth.wideNetwork;
  }
  if (how === 'is') return worth[trait];
  return trait === 'userAgent' ? worth.pattern : Math.min(worth[trait], worth.domain);
}

export interface Worth {
  readonly weight: number;
  /** Why it is less than it could be, or nothing. */
  readonly notes: readonly string[];
  /** It accuses nobody, whoever does it. */
  readonly shared: boolean;
}

/** A client that many people use says little: at most how rare it is among them. */
function limitOfAgent(agent: string | null, ordinary: Ordinary): number {
  const people = agent === null ? 0 : (ordinary.agents.get(agent) ?? 0);
  return Math.max(0, -Math.log((Math.max(0, people - 1) + 1) / (ordinary.people + 2)));
}

/** Lists of infected machines hold the homes of the innocent: who was there from the beginning probably lives there. */
const shareOfHome = 1 / 3;

function ofAddress(most: number, { ip, user }: Fitting, { exits, homes }: Ordinary): Worth {
  if (homes.has(`${ip}|${user}`))
    return {
      weight: most * shareOfHome,
      notes: ['that person was at that network from the beginning of these logs'],
      shared: false,
    };
  const exit = exits.get(ip ?? '');
  if (exit === undefined || most <= mostOfExit) return { weight: most, notes: [], shared: false };
  return { weight: mostOfExit, notes: [`others come out of that address too (${exit})`], shared: false };
}

function limited(comparison: Comparison, record: Fitting, ordinary: Ordinary): Worth {
  const most = ofComparison(comparison);
  const plain = { weight: most, notes: [], shared: false };
  const nothing = (why: string | undefined): Worth | null =>
    why === undefined ? null : { weight: 0, notes: [why], shared: true };
  if (comparison.trait === 'address' || comparison.trait === 'asn') {
    return nothing(ordinary.addresses.get(record.ip ?? '')) ?? ofAddress(most, record, ordinary);
  }
  if (comparison.trait === 'application') return nothing(ordinary.applications.get(record.application ?? '')) ?? plain;
  if (comparison.trait !== 'userAgent') {
    const broad = ordinary.broad.get(record.indicator);
    return nothing(broad === undefined ? undefined : `${broad} people of the organisation fit it`) ?? plain;
  }
  const limit = limitOfAgent(record.agent, ordinary);
  const notes = limit < most ? [`${ordinary.agents.get(record.agent ?? '') ?? 0} people here use that client`] : [];
  return { weight: Math.min(most, limit), notes, shared: limit < 0.5 };
}

/** Ids stay what they are; addresses and clients change hands. */
const ages = (conjunction: Conjunction): boolean =>
  conjunction.some(({ trait }) => trait === 'address' || trait === 'asn' || trait === 'userAgent');

/** By how much the indicator itself is to be believed at that time. */
function trust(
  { confidence, validFromMs, validUntilMs }: Indicator,
  atMs: number,
  isAging: boolean,
): { factor: number; notes: string[] } {
  const notes: string[] = [];
  let factor = 1;
  if (confidence !== null && confidence < 70) {
    factor = confidence < 30 ? 0.5 : 0.8;
    notes.push(`its source gives it a confidence of ${confidence} in 100`);
  }
  const isOld = validUntilMs === null && (validFromMs === null || atMs - validFromMs > freshMs);
  if (!isAging || !isOld) return { factor, notes };
  notes.push(
    validFromMs === null ? 'its source gives no dates' : 'it is older than 90 days and its source gives no end',
  );
  return { factor: factor / 2, notes };
}

/** What one record's meeting a conjunction of an indicator is worth. */
export function worthOf(indicator: Indicator, conjunction: Conjunction, record: Fitting, ordinary: Ordinary): Worth {
  const parts = conjunction
    .filter(({ negated }) => !negated)
    .map((comparison) => limited(comparison, record, ordinary));
  const sum = parts.reduce((all, part) => all + part.weight, 0);
  const shared = parts.every((part) => part.shared);
  const { factor, notes } = trust(indicator, record.atMs, ages(conjunction));
  return {
    weight: Math.min(mostOfOne, sum) * factor,
    notes: [...new Set([...parts.flatMap((part) => part.notes), ...(shared ? [] : notes)])],
    shared,
  };
}
