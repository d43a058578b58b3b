// What became of published indicators, in words that the terminal and the documents share. What was not looked for is told
// beside what was seen: "not seen" must never mean "not understood".
import type { Result } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { count, some, thousands } from '../util/words.js';
import { dayOf } from './format.js';

type Use = Result['intel']['indicators'][number];
type File = Result['intel']['files'][number];

/** The sum of a file, which adds up. */
export function fileText({ name, indicators, looked, revoked, notUnderstood, duplicates }: File): string {
  const parts = [
    `${thousands(looked)} looked for`,
    ...(notUnderstood > 0 ? [`${thousands(notUnderstood)} not understood`] : []),
    ...(revoked > 0 ? [`${thousands(revoked)} revoked by their source`] : []),
    ...(duplicates > 0 ? [`${thousands(duplicates)} repeated`] : []),
  ];
  return `${name}: ${count(indicators, 'indicator')}, of which ${some(parts, 4)}`;
}

/** Since when and until when it holds. */
export function datesText({ validFrom, validUntil }: Use): string {
  if (validFrom === null && validUntil === null) return 'no dates';
  const from = validFrom === null ? '' : `from ${dayOf(validFrom)}`;
  const until = validUntil === null ? '' : `until ${dayOf(new Date(Date.parse(validUntil) - 1).toISOString())}`;
  return [from, until].filter((part) => part !== '').join(' ');
}

const stateWords: Readonly<Record<Use['state'], string>> = {
  seen: 'seen',
  shared: 'seen, and accuses nobody',
  outsideDates: 'seen outside its dates only',
};

export const stateText = ({ state }: Use): string => stateWords[state];

function countsText({ accesses, sessions, signIns, otherRecords }: Use): string {
  const inSessions = sessions > 0 ? ` in ${count(sessions, 'session')}` : '';
  const parts = [
    ...(accesses > 0 ? [`${count(accesses, 'access', 'accesses')}${inSessions}`] : []),
    ...(signIns > 0 ? [count(signIns, 'sign-in')] : []),
    ...(otherRecords > 0 ? [count(otherRecords, 'other record')] : []),
  ];
  return parts.length === 0 ? '' : `: ${some(parts, 3)}`;
}

/** An indicator that fits anything. */
export function useText(use: Use): string {
  const { name, pattern, source, note } = use;
  const what = name === pattern ? pattern : `${name} (${pattern})`;
  return `${stateText(use)}: ${what}, published by ${source}, ${datesText(use)}${countsText(use)}${note === null ? '' : `; ${note}`}`;
}

/** What was not looked for, by reason, the commonest first. */
export function problemTexts({ problems }: Result['intel']): string[] {
  const groups = [...groupBy(problems, ({ code, message }) => `${code} ${message}`).values()];
  return groups
    .sort((a, b) => b.length - a.length)
    .map((same) => {
      const places = same.map(({ file, line, id }) => (line === null ? (id ?? file) : `${file}, line ${line}`));
      const { code, message } = same[0] as (typeof same)[number];
      if (code === 'unusedColumns') return `${places[0]}: ${message}`;
      const what = code === 'partlyUnderstood' ? 'looked for in part' : 'not looked for';
      const reason = code === 'partlyUnderstood' ? message.replace('looked for in part; ', '') : message;
      return `${count(same.length, 'indicator')} ${what}: ${reason} (${some(places, 2)})`;
    });
}
