// What a schema cannot say of a profile: that its kinds of evidence are ones that logs give, that every source it names is
// listed, and that an indicator has dates in the right order. Hints are told and the profile stays.
import { parseAddress } from '../../record/address.js';
import type { At, Problem } from '../../util/problem.js';
import { parseTime } from '../../util/time.js';
import { isKind } from '../evidence/catalogue.js';
import { isSourced, type Profile, sourceOf } from './profile.js';

type Place = (path: readonly PropertyKey[]) => At;

function ofExpectations(profile: Profile, place: Place): Problem[] {
  const seen = new Set<string>();
  return profile.expects.flatMap(({ evidence }, i) => {
    const at = place(['expects', i, 'evidence']);
    const say = (code: string, message: string): Problem[] => [{ code, at, message, refused: true }];
    if (!isKind(evidence))
      return say('profileEvidence', `there is no kind of evidence ${evidence}; docs/attribution.md lists them`);
    if (seen.has(evidence)) return say('profileEvidence', `${evidence} is expected twice`);
    seen.add(evidence);
    return [];
  });
}

function ofSources(profile: Profile, place: Place): Problem[] {
  const named: (readonly [string, readonly PropertyKey[]])[] = [
    ...profile.expects.map(({ source }, i) => [source, ['expects', i, 'source']] as const),
    ...profile.indicators.map(({ source }, i) => [source, ['indicators', i, 'source']] as const),
    ...(['attribution', 'hours', 'active'] as const).flatMap((key) => {
      const part = profile[key];
      return part === undefined ? [] : [[part.source, [key, 'source']] as const];
    }),
  ];
  return named
    .filter(([source]) => source !== 'judgement' && sourceOf(profile, source) === null)
    .map(([source, path]) => ({
      code: 'profileSource',
      at: place(path),
      message: `the source ${source} is not among its sources`,
      refused: true,
    }));
}

const ms = (text: string): number => parseTime(text)?.ms ?? Number.NaN;

function ofIndicators(profile: Profile, place: Place): Problem[] {
  return profile.indicators.flatMap(({ type, value, from, until }, i) => {
    const say = (key: string, message: string): Problem[] => [
      { code: 'profileIndicator', at: place(['indicators', i, key]), message, refused: true },
    ];
    if (type === 'address' && parseAddress(value) === null) return say('value', `${value} is no address`);
    if (ms(until) < ms(from)) return say('until', 'it ends before it begins');
    return [];
  });
}

export function checkProfile(profile: Profile, place: Place): Problem[] {
  const unsourced: Problem[] =
    isSourced(profile) || profile.question !== 'name' || profile.role !== 'group'
      ? []
      : [
          {
            code: 'profileUnsourced',
            at: place(['sources']),
            message: `${profile.id} names no source that can be opened: it is compared, and can never name anybody`,
            refused: false,
          },
        ];
  return [
    ...ofExpectations(profile, place),
    ...ofSources(profile, place),
    ...ofIndicators(profile, place),
    ...unsourced,
  ];
}
