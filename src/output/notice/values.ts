// Values that notices to people and to organisations have in common: the marking, whom to ask, how sure we are, and by what we know.
import { levelRank } from '../../detect/weigh.js';
import type { Case, Exposure, Session } from '../../record/result.js';
import { utcCell } from '../format.js';
import type { Tlp } from '../readout/marking.js';
import { targetText } from './safe-text.js';
import type { Share } from './share.js';
import type { Values } from './template.js';

export interface Sender {
  readonly tlp: Tlp;
  readonly sender: string;
  readonly telephone: string;
}

export const markingValues = ({ tlp, sender, telephone }: Sender): Values => ({
  tlp: `TLP:${tlp}`,
  tlpRed: tlp === 'RED',
  tlpAmberStrict: tlp === 'AMBER+STRICT',
  tlpAmber: tlp === 'AMBER',
  tlpGreen: tlp === 'GREEN',
  tlpClear: tlp === 'CLEAR',
  sender: sender,
  telephone: telephone,
});

const isConfirmed = ({ judgement }: Case): boolean => judgement?.state === 'confirmed';

/** By the gravest of the cases. */
export function sureValues(cases: readonly Case[]): Values {
  const first = [...cases].sort((a, b) => levelRank(b.level) - levelRank(a.level))[0];
  return {
    sure: cases.some((each) => levelRank(each.level) >= levelRank('high') || isConfirmed(each)),
    confirmed: cases.some(isConfirmed),
    confidenceHigh: first?.confidence === 'high',
    confidenceModerate: first?.confidence === 'moderate',
    confidenceLow: first?.confidence === 'low',
  };
}

/** In words of a reader's day. What is not here is told as "stands out". */
const whys: Readonly<Record<string, readonly string[]>> = {
  whyToken: ['missingSignIn', 'tokenContradiction', 'absentIds', 'foreignToken'],
  whySession: ['stolenSession', 'twoPlaces'],
  whyEntry: ['deviceCode', 'passwordClient', 'guessedPassword', 'oddIssuer', 'rareEntry'],
  whyPlace: ['strangePlace', 'strangeHour', 'ownerElsewhere', 'sharedStranger'],
  whyProgram: ['newReader', 'strangeClient'],
  whyRight: ['preparedReader', 'quietDelegate'],
  whyAmount: ['harvest', 'wholeSync'],
  whyPublished: ['knownIndicator'],
};

export const toldReasons = (): string[] => Object.values(whys).flat();

export function whyValues(sessions: readonly Session[], isDiverted: boolean): Values {
  const codes = new Set(
    sessions.flatMap(({ suspicion }) => suspicion.reasons.filter(({ weight }) => weight > 0).map(({ code }) => code)),
  );
  const told = Object.entries(whys).map(([name, all]) => [name, all.some((code) => codes.has(code))] as const);
  return {
    ...Object.fromEntries(told),
    whyRule: isDiverted,
    whyOther: !isDiverted && told.every(([, is]) => !is),
    forged: sessions.some(({ explanation }) => explanation.class === 'unexplained'),
  };
}

export const openedValues = ({ named }: Pick<Share, 'named'>): Values => ({
  read: named.length > 0,
  opened: String(named.length),
  openedFirst: utcCell(named[0]?.firstAt ?? null),
  openedLast: utcCell(
    named
      .map(({ lastAt }) => lastAt)
      .sort()
      .at(-1) ?? null,
  ),
});

const kinds: readonly (readonly [flag: string, by: string])[] = [
  ['byForwarding', 'forwarding of the mailbox'],
  ['byInboxRule', 'inbox rule'],
  ['byInboxRule', 'rule of a mail client'],
  ['byMailFlowRule', 'mail flow rule'],
  ['byJournal', 'journal rule'],
];

export function wayValues(way: Exposure['diverted'][number]): Values {
  const [flag = 'byOther'] = kinds.find(([, by]) => way.by === by || way.by.startsWith(`${by} "`)) ?? [];
  return {
    of: way.mailbox,
    to: way.to.map(targetText).join(', '),
    fromAt: utcCell(way.fromAt),
    toAt: utcCell(way.toAt),
    ended: way.toAt !== null,
    goingOn: way.toAt === null,
    onlySome: way.condition !== null,
    [flag]: true,
  };
}
