// Who is watched and what came of it, in words that the terminal and the documents share.
import type { Result } from '../record/result.js';
import { count, some } from '../util/words.js';

/** Sentences, none where nobody is watched. */
export function watchedTexts({ watched }: Result): string[] {
  if (watched.length === 0) return [];
  const names = (people: Result['watched']): string =>
    some(
      people.map((person) => person.users[0] ?? person.given),
      5,
    );
  const concerned = watched.filter((person) => person.cases.length > 0);
  const unseen = watched.filter((person) => !person.seen);
  const told = `${count(watched.length, 'person is watched', 'people are watched')}; `;
  return [
    `${told}${concerned.length === 0 ? 'none of them is in a case.' : `in cases: ${names(concerned)}. Cases with them come first; their level is what it would be anyway.`}`,
    ...(unseen.length > 0
      ? [
          `Not in these logs under any name: ${some(
            unseen.map((person) => person.given),
            5,
          )}. Check the spelling, or give their other names in a table of people.`,
        ]
      : []),
  ];
}
