// What a kept world says about attribution: for each case the chance that was given to every kind and what is true, and for each
// intruder whether profiles made from the truth name him, and only him.
import { readFileSync } from 'node:fs';
import { attribute, attributeIn } from '../../dist/attribute/attribute.js';
import { itemsOfKind } from '../../dist/attribute/draw.js';
import { fitsOf } from '../../dist/attribute/evidence/indicator.js';
import { judgeKind } from '../../dist/attribute/kind.js';
import { missingOf } from '../../dist/attribute/missing.js';
import { profileSchema } from '../../dist/attribute/profile/profile.js';
import { readProfiles } from '../../dist/attribute/profile/read.js';
import { subjectOf } from '../../dist/attribute/subject.js';
import { kindsOf, matrix } from './matrix.mjs';

const shipped = readProfiles();
const kinds = shipped.profiles.filter(({ question }) => question === 'kind');
const names = shipped.profiles.filter(({ question }) => question === 'name');

/** What is true of a case: one kind, or several where the world does not settle it. */
function truthOf({ scenario, actors }) {
  if (scenario !== null) return kindsOf(scenario);
  const [most] = Object.entries(actors).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  // No access at all: a rule fitted what somebody of the organisation did on purpose.
  return most === undefined ? ['sanctioned', 'owner'] : [matrix.actors[most[0]]];
}

function kindOf(result, id) {
  const subject = subjectOf(result, id);
  const fits = fitsOf(subject, names);
  const { worked } = judgeKind(itemsOfKind(subject, fits), kinds, missingOf(subject).length);
  const attribution = attribute(subject, shipped);
  return {
    chances: Object.fromEntries(worked.ranked.map(({ profile, probability }) => [profile.id, probability])),
    answer: attribution.questions[0].answer,
    confidence: attribution.questions[0].confidence.level,
    name: attribution.questions[1]?.answer ?? null,
  };
}

const invented = (id, addresses, from, until, expects = []) =>
  profileSchema.parse({
    ...{ id, name: id, question: 'name', about: 'made from the truth of a world', date: '2024-01-01' },
    sources: [
      { id: 's', title: 's', url: 'https://example.com/', date: '2024-01-01', reliability: 'A', information: 1 },
    ],
    indicators: addresses.map((value) => ({ type: 'address', value, from, until, source: 's' })),
    expects,
  });

const withProfile = (profile) => ({
  ...shipped,
  profiles: [...shipped.profiles, profile].sort((a, b) => (a.id < b.id ? -1 : 1)),
  own: [profile.id],
});

const ways = [
  'tokenNotIssued',
  'idsAbsent',
  'foreignToken',
  'oddIssuer',
  'deviceCode',
  'stolenSession',
  'passwordGuessed',
];
const further = [
  'passwordAlone',
  'consentGiven',
  'applicationEmpowered',
  'rightsGiven',
  'moneyWords',
  'onePlaceSeveralPeople',
];
const another = [...ways, ...further].map((evidence) => ({
  ...{ evidence, says: 'inconsistent', weight: 2, because: 'it works otherwise' },
}));

/** Who is named, if profiles hold the intruder's own hosts, the same in another year, or one host planted on somebody else. */
function nameOf(result, id, addresses) {
  const ask = (profile) => attributeIn(result, id, withProfile(profile)).questions[1] ?? null;
  const own = ask(invented('truth', addresses, '2020-01-01', '2030-01-01'));
  const old = ask(invented('stale', addresses, '2020-01-01', '2020-12-31'));
  const planted = ask(invented('victim-of-a-false-flag', addresses.slice(0, 1), '2020-01-01', '2030-01-01', another));
  return {
    own: own?.answer ?? null,
    old: old?.answer ?? null,
    planted: planted?.answer ?? null,
    flag: planted?.hypotheses[0]?.id === 'false-flag',
  };
}

/** `path`: a kept world. */
export function judgeWorld(path) {
  const { phase, scenario, seed, result, cases, addresses } = JSON.parse(readFileSync(path, 'utf8'));
  const judged = cases.map((each) => {
    const { level, sessions } = result.cases.find(({ id }) => id === each.id);
    return { ...each, level, sessions: sessions.length, truth: truthOf(each), ...kindOf(result, each.id) };
  });
  const used = (id) => {
    const own = new Set(result.cases.find((each) => each.id === id).sessions);
    const ips = result.sessions
      .filter((each) => own.has(each.id))
      .flatMap((each) => each.addresses.map(({ ip }) => ip));
    return addresses.filter((address) => ips.includes(address));
  };
  const named = judged
    .filter((each) => each.scenario !== null)
    .map(({ id }) => ({ id, hosts: used(id) }))
    .filter(({ hosts }) => hosts.length > 0)
    .map(({ id, hosts }) => ({ id, hosts: hosts.length, ...nameOf(result, id, hosts) }));
  return { phase, scenario, seed, judged, named };
}
