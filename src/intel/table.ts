// A table of indicators: a value, what kind of value, and from when to when. As feeds and spreadsheets have it; MISP's export
// among them.
import { parseRange } from '../record/address.js';
import { idOf } from '../util/hash.js';
import { day, parseTime } from '../util/time.js';
import { columnName, type ToldRow } from '../util/told-file.js';
import type { Collected } from './bundle.js';
import { type Indicator, type IntelProblem, NotUnderstood, refanged, type Trait } from './indicator.js';
import { comparisonOf } from './trait.js';

const columns = {
  value: ['value', 'indicator', 'ioc', 'indicatorvalue', 'observable'],
  type: ['type', 'kind', 'indicatortype', 'ioctype'],
  from: ['validfrom', 'from', 'start', 'validsince'],
  until: ['validuntil', 'until', 'validto', 'to', 'end', 'expires', 'expiry', 'expirationdatetime'],
  name: ['name', 'title', 'description', 'comment'],
  source: ['source', 'publisher', 'createdby', 'author'],
  confidence: ['confidence', 'score'],
} as const;
type Key = keyof typeof columns;
export type Layout = Readonly<Record<Key, number>> & { readonly unused: readonly string[] };

/** Where what stands by the names of the columns; null where none holds values. */
export function layoutOf(header: readonly string[]): Layout | null {
  const names = header.map(columnName);
  const at = (key: Key): number => columns[key].map((name) => names.indexOf(name)).find((i) => i >= 0) ?? -1;
  const found = Object.fromEntries((Object.keys(columns) as Key[]).map((key) => [key, at(key)])) as Record<Key, number>;
  const used = new Set(Object.values(found));
  return found.value < 0 ? null : { ...found, unused: header.filter((name, i) => !used.has(i) && name !== '') };
}

const traits: readonly (readonly [RegExp, Trait])[] = [
  [/^(ip|ipv[46]|ipv[46]addr|ipaddr|ipaddress|address|ipsrc|ipdst|cidr|network|range)$/, 'address'],
  [/^(as|asn|autonomoussystem)$/, 'asn'],
  [/^(app|appid|application|applicationid|clientid|oauthapp|oauthapplicationid)$/, 'application'],
  [/^(useragent|httpuseragent)$/, 'userAgent'],
  [/^(email|emailaddr|emailaddress|emailsrc|emaildst|account|user|upn|userprincipalname|useraccount)$/, 'account'],
  [/^(domain|domainname|hostname|host|fqdn)$/, 'domain'],
  [/^(url|uri|link)$/, 'url'],
];

function traitOf(type: string, value: string): Trait {
  if (type !== '') {
    const found = traits.find(([pattern]) => pattern.test(columnName(type)))?.[1];
    if (found === undefined)
      throw new NotUnderstood(`is of the type "${type.slice(0, 40)}", which these logs do not hold`);
    return found;
  }
  const plain = refanged(value);
  if (parseRange(plain) !== null) return 'address';
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(plain)) return 'application';
  if (/^https?:\/\//i.test(plain)) return 'url';
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain)) return 'account';
  if (/^AS\d+$/i.test(plain)) return 'asn';
  if (/^([a-z0-9-]+\.)+[a-z]{2,}$/i.test(plain)) return 'domain';
  throw new NotUnderstood('has no type, and its value does not say what it is');
}

interface Dates {
  readonly fromMs: number | null;
  readonly untilMs: number | null;
}

/** A day counts from its beginning and to its end. In words what is wrong with them. */
function datesOf(from: string, until: string): Dates | string {
  const [begin, end] = [from, until].map((text) =>
    text === '' ? null : parseTime(text.replace(/^(\S+) (\d\d:\d\d)/, '$1T$2')),
  );
  if (from !== '' && begin === null)
    return `"${from.slice(0, 40)}" is neither a day like 2023-05-15 nor a time like 2023-05-15T08:00:00Z`;
  if (until !== '' && end === null)
    return `"${until.slice(0, 40)}" is neither a day like 2023-05-15 nor a time like 2023-05-15T08:00:00Z`;
  const untilMs = end == null ? null : end.ms + (end.isDay ? day : 0);
  const fromMs = begin?.ms ?? null;
  return fromMs !== null && untilMs !== null && untilMs <= fromMs ? 'it ends before it begins' : { fromMs, untilMs };
}

const words: Readonly<Record<string, number>> = { none: 0, low: 15, medium: 50, moderate: 50, high: 85 };

function confidenceOf(text: string): number | null {
  const value = words[text.toLowerCase()] ?? (/^\d{1,3}$/.test(text) ? Number(text) : null);
  return value === null || value > 100 ? null : value;
}

/** Indicators of the rows below the header, each judged by itself. */
export function collectTable(rows: readonly ToldRow[], layout: Layout, file: string): Collected {
  const indicators: Indicator[] = [];
  const problems: IntelProblem[] = [];
  const counts = { indicators: rows.length, revoked: 0, notUnderstood: 0, others: 0 };
  if (layout.unused.length > 0)
    problems.push({
      file,
      line: 1,
      id: null,
      pattern: null,
      code: 'unusedColumns',
      message: `columns that are not used: ${layout.unused.join(', ').slice(0, 300)}`,
    });
  for (const { line, cells } of rows) {
    const cell = (key: Key): string => cells[layout[key]]?.trim() ?? '';
    const value = cell('value');
    const refuse = (code: IntelProblem['code'], message: string): void => {
      counts.notUnderstood++;
      problems.push({ file, line, id: null, pattern: value.slice(0, 500), code, message });
    };
    if (value === '') {
      refuse('noValue', 'the value is missing');
      continue;
    }
    const dates = datesOf(cell('from'), cell('until'));
    if (typeof dates === 'string') {
      refuse('badDate', dates);
      continue;
    }
    try {
      const trait = traitOf(cell('type'), value);
      const any = [[comparisonOf(trait, '=', [value], false)]];
      const { fromMs: validFromMs, untilMs: validUntilMs } = dates;
      const id = idOf('indicator', file, trait, value.toLowerCase(), String(validFromMs), String(validUntilMs));
      const name = (cell('name') || value).slice(0, 300);
      const source = cell('source') || file;
      indicators.push({
        id,
        name,
        pattern: value,
        source,
        file,
        validFromMs,
        validUntilMs,
        confidence: confidenceOf(cell('confidence')),
        any,
      });
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      refuse('notUnderstood', error.message);
    }
  }
  return { indicators, problems, counts };
}
