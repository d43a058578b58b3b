// Which property of a STIX object is which trait of a record. Most published indicators are about files and servers, of which
// logs of mail know nothing; each says why it is not looked for.
import { parseRange } from '../record/address.js';
import { longestRegex, regexFault } from '../sigma/regex.js';
import { type Comparison, NotUnderstood, refanged, type Trait } from './indicator.js';
import type { Test } from './pattern.js';

const elsewhere: Readonly<Record<string, string>> = {
  file: 'looks for a file; logs of mail access hold none',
  artifact: 'looks for a file; logs of mail access hold none',
  directory: 'looks for a folder on a computer',
  process: 'looks for a program on a computer',
  mutex: 'looks for a program on a computer',
  'windows-registry-key': 'looks into the registry of a computer',
  'mac-addr': 'looks for a network card; these logs name none',
  'x509-certificate': 'looks for a certificate; these logs name none',
  'email-message': 'looks for a message by what it says; these logs tell who opened it',
};

const isAddress = (path: readonly string[]): boolean =>
  ((path[0] === 'ipv4-addr' || path[0] === 'ipv6-addr') && path[1] === 'value' && path.length === 2) ||
  (path[0] === 'network-traffic' && path[1] === 'src_ref' && path[2] === 'value');

const isAsn = (path: readonly string[]): boolean =>
  (path[0] === 'autonomous-system' && path[1] === 'number') ||
  (path.includes('belongs_to_refs') && path.at(-1) === 'number');

const isAgent = (path: readonly string[]): boolean => path.some((step) => /^(x[_-])?user[_-]?agent$/.test(step));
const isApplication = (path: readonly string[]): boolean =>
  /^(x_)?((oauth_?)?app(lication)?|client)_?id$/.test((path.at(-1) ?? '').replaceAll('-', '_'));

/** What a path is about. Throws `NotUnderstood`. */
export function traitOf(path: readonly string[]): Trait {
  const [type = '', property = ''] = path;
  if (isAddress(path)) return 'address';
  if (isAsn(path)) return 'asn';
  if (isAgent(path)) return 'userAgent';
  if (isApplication(path)) return 'application';
  if (type === 'domain-name' && property === 'value') return 'domain';
  if (type === 'url' && property === 'value') return 'url';
  if (type === 'email-addr' && property === 'value') return 'account';
  if (type === 'user-account' && (property === 'user_id' || property === 'account_login')) return 'account';
  if (type === 'network-traffic' && property === 'dst_ref')
    throw new NotUnderstood('names the server that is called; these logs know who calls');
  if (type === 'software')
    throw new NotUnderstood('names software, and anybody can choose a name; the application id is needed');
  throw new NotUnderstood(elsewhere[type] ?? `asks for ${path.join(' ').slice(0, 80)}, which these logs do not hold`);
}

const ranges = (values: readonly string[]): string[] =>
  values.map((value) => {
    if (parseRange(value) === null)
      throw new NotUnderstood(`names "${value.slice(0, 60)}", which is no address or range`);
    return value;
  });

const numbers = (values: readonly string[]): string[] =>
  values.map((value) => {
    const number = /^(?:AS)?(\d{1,10})$/i.exec(value)?.[1];
    if (number === undefined)
      throw new NotUnderstood(`names "${value.slice(0, 60)}", which is no number of an autonomous system`);
    return number;
  });

/** Expressions that are safe to run, and only such. */
function checkRegex(pattern: string): string {
  const fault = pattern.length > longestRegex ? { message: 'it is too long' } : regexFault(pattern);
  if (fault !== null) throw new NotUnderstood(`has a regular expression that is not run: ${fault.message}`);
  return pattern;
}

/** One comparison of a trait with values as they were written. Throws `NotUnderstood`. */
export function comparisonOf(trait: Trait, operator: string, written: readonly string[], negated: boolean): Comparison {
  const values = written
    .map((value) => (operator === 'MATCHES' ? value : refanged(value)))
    .filter((value) => value !== '');
  if (values.length === 0) throw new NotUnderstood('names no value');
  const made = (how: Comparison['how'], list: readonly string[]): Comparison => ({ trait, how, values: list, negated });
  const isRange = operator === '=' || operator === 'IN' || operator === 'ISSUBSET';
  if (trait === 'address' && isRange) return made('within', ranges(values));
  if (trait === 'asn' && (operator === '=' || operator === 'IN')) return made('is', numbers(values));
  if (trait === 'asn') throw new NotUnderstood(`compares numbers of autonomous systems with ${operator}`);
  if (operator === '=' || operator === 'IN')
    return made(
      'is',
      values.map((value) => value.toLowerCase()),
    );
  if (operator === 'LIKE')
    return made(
      'like',
      values.map((value) => value.toLowerCase()),
    );
  if (operator === 'MATCHES') return made('matches', values.map(checkRegex));
  throw new NotUnderstood(`compares with ${operator}, which is not supported for this`);
}

/** A test of a pattern; null where it says nothing that could fail, such as the kind of an address. Throws `NotUnderstood`. */
export function comparisonIn({ path, operator, values, negated }: Test): Comparison | null {
  if (path.at(-1) === 'type' && !negated) return null;
  const trait = traitOf(path);
  if (operator === 'EXISTS') throw new NotUnderstood('asks only whether something is there');
  const strange = values.find((value) => value.kind !== 'text' && !(value.kind === 'number' && trait === 'asn'));
  if (strange !== undefined) throw new NotUnderstood(`compares with ${strange.text.slice(0, 40)}, which is no text`);
  return comparisonOf(
    trait,
    operator,
    values.map((value) => value.text),
    negated,
  );
}
