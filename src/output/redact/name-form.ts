// In how many ways a person's name can be written: an address, its local part, with other separators or none as in file names and rule
// names, a name the other way round, and each part of it.
import { ownWords } from './own-words.js';

const address = /^([^\s@]+)@([^\s@]+)$/u;
const separator = /[\s._,'’-]+/u;
const fewestLetters = 3;

/** A bare word that can only be a name: it has letters enough, and no sentence of ours uses it. */
const telling = (word: string): boolean =>
  word.length >= fewestLetters && /\p{L}/u.test(word) && !ownWords.has(word.toLowerCase());

function partsOf(text: string): string[] {
  return text.split(separator).filter((part) => part !== '');
}

/** The parts joined as people join them. */
function joined(parts: readonly string[]): string[] {
  if (parts.length < 2) return [];
  const turned = [parts.at(-1) ?? '', ...parts.slice(0, -1)];
  return [
    ...['.', '_', '-', ' ', '', '+'].flatMap((between) => [parts.join(between), turned.join(between)]),
    `${turned[0]}, ${parts.slice(0, -1).join(' ')}`,
  ];
}

export interface Forms {
  /** Forms that are this person's alone. */
  readonly whole: readonly string[];
  /** Words that others may have too. */
  readonly words: readonly string[];
}

/** The domain of an address; null for other text. */
export const domainOf = (text: string): string | null => address.exec(text)?.[2] ?? null;

/** Forms of an address or a name; the text itself is one unless a sentence of ours could hold it by chance. */
export function formsOf(text: string): Forms {
  const [, local, domain] = address.exec(text) ?? [];
  if (local === undefined || domain === undefined) {
    // `DOMAIN\user` names the user by its second half.
    const own = text.includes('\\') ? text.slice(text.lastIndexOf('\\') + 1) : text;
    const parts = partsOf(own).slice(0, 6);
    return { whole: [text, ...joined(parts)].filter(telling), words: [own, ...parts].filter(telling) };
  }
  const parts = partsOf(local.replace(/[+#].*$/, '')).slice(0, 6);
  const flat = (name: string): string => name.replaceAll('.', '_');
  return {
    whole: [
      text,
      `${local}_${domain}`,
      `${flat(local)}_${flat(domain)}`,
      `${local}%40${domain}`,
      ...joined(parts).filter(telling),
    ],
    words: [local, ...parts].filter(telling),
  };
}
