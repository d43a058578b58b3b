// What names one organisation and not the other: in texts that were written over several of them, by the program or by an analyst.
import type { Input, Result } from '../../record/result.js';
import { type Replace, replacerOf } from '../redact/replace.js';
import { domainOf, namesByTenant, tenantsIn } from './tenant.js';

export interface Names {
  readonly own: readonly string[];
  readonly foreign: readonly string[];
  /** Puts `another organisation` in the place of what names one. */
  readonly withoutForeign: Replace;
}

const withDomains = (names: Iterable<string>): string[] =>
  [...names].flatMap((name) => [name, domainOf(name) ?? []].flat());

/** `inputs`: the files that are its own. */
export function namesOf(result: Result, tenant: string, inputs: readonly Pick<Input, 'path'>[]): Names {
  const all = namesByTenant(result);
  const paths = new Set(inputs.map(({ path }) => path));
  const own = new Set([tenant, ...withDomains(all.get(tenant) ?? []), ...paths]);
  const others = [...all].flatMap(([other, names]) => (other === tenant ? [] : withDomains(names)));
  const foreign = new Set(
    [
      ...others,
      ...tenantsIn(result),
      ...result.people.flatMap(({ user, name, otherNames }) => [user, ...otherNames, ...(name === null ? [] : [name])]),
      ...result.inputs.map(({ path }) => path),
    ].filter((text) => text !== '' && !own.has(text)),
  );
  const ownPeople = new Set(
    result.people.flatMap(({ user, name, otherNames }) =>
      own.has(user) ? [...otherNames, ...(name === null ? [] : [name])] : [],
    ),
  );
  const names = [...foreign].filter((text) => !ownPeople.has(text));
  return {
    own: [...own, ...ownPeople],
    foreign: names,
    withoutForeign: replacerOf(names.map((text) => [text, 'another organisation'])),
  };
}

/** Whether a text holds one of the names; case does not count. */
export function mentions(text: string, names: readonly string[]): boolean {
  const small = text.toLowerCase();
  return names.some((name) => small.includes(name.toLowerCase()));
}
