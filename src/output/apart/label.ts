// Names that the user's own tables give to addresses and applications hold for all organisations together: `Ministry office` says to
// another whose office it is. Where such a name holds a word of another's domain, it goes.
import { mapTexts } from '../redact/walk.js';
import { mentions } from './name.js';
import { domainOf } from './tenant.js';

const fewestLetters = 4;

/** Of an address who runs it, of an application what it is called. */
const labelKeys = new Set(['organisation', 'name']);

const labelsOf = (names: readonly string[]): string[] =>
  [...new Set(names.flatMap((name) => domainOf(name)?.split('.')[0] ?? []))].filter(
    (label) => label.length >= fewestLetters,
  );

/** The same value without labels that name another organisation. */
export function withoutLabels<T>(value: T, own: readonly string[], foreign: readonly string[]): T {
  const mine = new Set(labelsOf(own));
  const labels = labelsOf(foreign).filter((label) => !mine.has(label));
  if (labels.length === 0) return value;
  return mapTexts(value, (text, key) => (labelKeys.has(key) && mentions(text, labels) ? 'another organisation' : text));
}
