// What was odd about the files: rows that could not be read, by kind with the first few places, and warnings.
import type { Reject, Result } from '../../record/result.js';
import { count, some } from '../../util/words.js';
import { bullet, heading, type Page } from './layout.js';

const placesShown = 3;
const warningsShown = 5;
/** Good to know, and no sign that anything is missing: told last. */
const news = new Set(['cultureDates', 'unknownRecordTypes', 'unknownFields']);

const placeOf = ({ path, line, row }: Reject) =>
  line !== null ? `${path}:${line}` : row !== null ? `${path}, row ${row}` : path;

function rejectTexts(rejects: readonly Reject[]): string[] {
  const codes = [...new Set(rejects.map((reject) => reject.code))].sort();
  return codes.map((code) => {
    const same = rejects.filter((reject) => reject.code === code);
    const reason = (same[0]?.reason ?? code).replace(/[.\s]+$/, '');
    return `${count(same.length, 'row')} not read: ${reason}. At ${some(same.map(placeOf), placesShown)}.`;
  });
}

function warningTexts(result: Result): string[] {
  const byText = new Map<string, string[]>();
  for (const isNews of [false, true]) {
    for (const input of result.inputs) {
      for (const { code, message } of input.warnings)
        if (news.has(code) === isNews) byText.set(message, [...(byText.get(message) ?? []), input.path]);
    }
  }
  const texts = [...byText].map(([message, paths]) => `${some(paths, 2)}: ${message}`);
  const rest = texts.length - warningsShown;
  return [
    ...texts.slice(0, warningsShown),
    ...(rest > 0 ? [`${count(rest, 'more warning')}; --json lists all of them.`] : []),
  ];
}

export function problemPart(result: Result, page: Page): string[] {
  const texts = [...rejectTexts(result.rejects), ...warningTexts(result)];
  return texts.length === 0
    ? []
    : [heading(page, 'ODD ABOUT THE FILES'), ...texts.flatMap((text) => bullet(page, text))];
}
