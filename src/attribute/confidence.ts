// How good the ground of a judgement is: how many independent items discriminate, whether it stands without any one of them, and
// whether the logs could show the rest. Apart from how probable anything is, and never in the same sentence.
import type { Confidence } from '../record/result.js';
import { count } from '../util/words.js';
import type { Row } from './matrix.js';
import type { Without } from './weigh.js';

export interface Ground {
  readonly rows: readonly Row[];
  readonly without: readonly Without[];
  /** Id of who leads. */
  readonly leader: string;
  /** What was not given, in words. */
  readonly gaps: number;
  /** The best that such evidence can carry. */
  readonly most: Confidence;
}

export interface Stated {
  readonly level: Confidence;
  readonly statement: string;
}

const order: readonly Confidence[] = ['low', 'moderate', 'high'];

/** Documented judgements: from how many telling items, of how many families. */
const needed = { high: { items: 5, families: 4, gaps: 1 }, moderate: { items: 2, families: 2 } } as const;

export function confidenceOf({ rows, without, leader, gaps, most }: Ground): Stated {
  const telling = rows.filter(({ diagnosticity }) => diagnosticity >= 1.5);
  const families = new Set(telling.map(({ evidence }) => evidence.family)).size;
  const falls = without.filter((each) => each.leader.id !== leader).length;
  const isHigh =
    telling.length >= needed.high.items && families >= needed.high.families && falls === 0 && gaps <= needed.high.gaps;
  const isModerate = telling.length >= needed.moderate.items && families >= needed.moderate.families && falls <= 1;
  const found: Confidence = isHigh ? 'high' : isModerate ? 'moderate' : 'low';
  const level = order[Math.min(order.indexOf(found), order.indexOf(most))] ?? 'low';
  const items = `${count(telling.length, 'item')} of ${count(families, 'family', 'families')} ${telling.length === 1 ? 'discriminates' : 'discriminate'}`;
  const stands =
    falls === 0
      ? 'no single item decides which explanation leads'
      : `without ${falls === 1 ? 'one of them' : `any one of ${falls} of them`} another explanation would lead`;
  const held =
    gaps === 0 ? '' : `, and ${count(gaps, 'thing was', 'things were')} not given that could have shown more`;
  return { level, statement: `Confidence is ${level}: ${items}, ${stands}${held}.` };
}
