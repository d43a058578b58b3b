// The traits of every case, in the shape of the contract: all that linking needs beside the cases themselves, so that the
// answers of many organisations can be compared without their logs. No subject, no message, nothing of anybody's mail.

import { levelRank } from '../detect/weigh.js';
import type { Database } from '../query/database.js';
import { parseAddress } from '../record/address.js';
import type { Trait } from '../record/campaign.js';
import type { Knowledge } from '../record/knowledge.js';
import { isExit, isSharedNetwork } from '../record/network-kind.js';
import type { Case, Finding, Person } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { byText } from '../util/order.js';
import { isoTime } from '../util/time.js';
import { type NamedAddress, type RawTrait, readAccessTraits, readRhythms } from './access-trait.js';
import { readChangeTraits } from './change-trait.js';
import { isRented } from './kind.js';
import { type People, peopleOf, readPeople } from './ordinary.js';
import { type Parts, partOf, readParts } from './part.js';

interface Told {
  readonly cases: readonly Case[];
  readonly findings: readonly Finding[];
  readonly people: readonly Person[];
}

interface Placed {
  readonly finding: Finding;
  readonly part: number;
}

interface CaseFindings {
  readonly case: Case;
  /** Above a hint, each with the part of the case to which it belongs. */
  readonly findings: readonly Placed[];
}

function caseFindings({ cases, findings }: Told, parts: ReadonlyMap<string, Parts>): CaseFindings[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return cases.map((item) => ({
    case: item,
    findings: item.findings
      .flatMap((id) => byId.get(id) ?? [])
      .map((finding) => ({ finding, part: partOf(finding, parts.get(item.id)) })),
  }));
}

const isGrave = ({ finding }: Placed): boolean => levelRank(finding.level) >= levelRank('medium');
const isRuled = ({ finding }: Placed): boolean => finding.rule !== null;

/** Addresses of findings that rest on no access, such as of a rule's records; low ones are hints at ordinary life. */
const namedAddresses = ({ case: item, findings }: CaseFindings): NamedAddress[] =>
  findings
    .filter((placed) => isRuled(placed) && isGrave(placed))
    .flatMap(({ finding, part }) =>
      finding.addresses.flatMap((logged) => {
        const ip = parseAddress(logged)?.ip;
        const span = { firstMs: Date.parse(finding.firstAt), lastMs: Date.parse(finding.lastAt) };
        return ip === undefined ? [] : [{ caseId: item.id, part, ip, ...span }];
      }),
    );

/** Of an address: itself, or what is left of it where many come out; and the network of a rented one. */
function ofAddress(trait: RawTrait): RawTrait[] {
  const { about, network } = trait;
  if (isSharedNetwork(about)) return [];
  if (isExit(about)) return [{ ...trait, kind: 'exit' }];
  if (!isRented(about) || network === null) return [trait];
  return [trait, { ...trait, kind: 'network', value: network }];
}

/** An application that was let in belongs to the part in which it reads. */
function besideAccesses(changed: readonly RawTrait[], seen: readonly RawTrait[]): RawTrait[] {
  const partOfApplication = new Map(
    seen.filter(({ kind }) => kind === 'application').map((trait) => [`${trait.caseId} ${trait.value}`, trait.part]),
  );
  return changed.map((trait) =>
    trait.kind === 'application'
      ? { ...trait, part: partOfApplication.get(`${trait.caseId} ${trait.value}`) ?? trait.part }
      : trait,
  );
}

/** How an application came into the case decides what its id says. */
function ofApplication(trait: RawTrait, knowledge: Knowledge): RawTrait {
  if (knowledge.applications.has(trait.value)) return { ...trait, kind: 'commonApplication', about: 'known' };
  return { ...trait, about: trait.about ?? 'named' };
}

/** By which detections a case was found, and what its victims are by the user's own table. */
function ofCase({ case: item, findings }: CaseFindings, people: readonly Person[]): RawTrait[] {
  const found = findings.filter(isGrave).map(({ finding, part }) => ({
    ...{ kind: 'method', value: finding.rule === null ? finding.detection : finding.title, part },
    ...{ firstMs: Date.parse(finding.firstAt), lastMs: Date.parse(finding.lastAt) },
  }));
  const roles = people.filter((person) => item.mailboxes.includes(person.user)).flatMap((person) => person.role ?? []);
  const wanted = found.flatMap((each) =>
    roles.map((role) => ({ ...each, kind: 'targetRole', value: role.toLowerCase() })),
  );
  return [...found, ...wanted].map((each) => ({ caseId: item.id, about: null, network: null, ...each }));
}

/** The same thing seen several times; a right given to an application says more than a token that names it. */
function merged(same: readonly RawTrait[]): RawTrait {
  const [first] = same as readonly [RawTrait];
  return {
    ...first,
    about: same.find((each) => each.about !== null)?.about ?? null,
    firstMs: Math.min(...same.map((each) => each.firstMs)),
    lastMs: Math.max(...same.map((each) => each.lastMs)),
  };
}

const mergedBy = (traits: readonly RawTrait[]): RawTrait[] =>
  [...groupBy(traits, ({ caseId, part, kind, value }) => JSON.stringify([caseId, part, kind, value])).values()].map(
    merged,
  );

const traitOf = (raw: RawTrait, people: People): Trait => ({
  ...{ case: raw.caseId, part: raw.part, kind: raw.kind, value: raw.value, about: raw.about },
  network: raw.kind === 'address' || raw.kind === 'exit' ? raw.network : null,
  ...{ firstAt: isoTime(raw.firstMs), lastAt: isoTime(raw.lastMs) },
  people: peopleOf(people, askedAs(raw.kind), raw.value),
});

/** As which kind ordinary life was asked for it. */
const askedAs = (kind: string): string =>
  kind === 'commonApplication' ? 'application' : kind === 'exit' ? 'address' : kind;

function placed(trait: RawTrait, knowledge: Knowledge): RawTrait[] {
  if (trait.kind === 'address') return ofAddress(trait);
  return trait.kind === 'application' ? [ofApplication(trait, knowledge)] : [trait];
}

/** After the cases were built, whose tables it reads; in the order of the cases, then by kind and value. */
export async function readTraits(database: Database, knowledge: Knowledge, told: Told): Promise<Trait[]> {
  const { cases } = told;
  if (cases.length === 0) return [];
  const findings = caseFindings(told, await readParts(database, knowledge));
  const ruled = findings.map((each) => ({ case: each.case, findings: each.findings.filter(isRuled) }));
  const seen = await readAccessTraits(database, findings.flatMap(namedAddresses));
  const read = mergedBy([
    ...seen,
    ...besideAccesses(await readChangeTraits(database, ruled), seen),
    ...findings.flatMap((each) => ofCase(each, told.people)),
  ]);
  const people = await readPeople(database, cases, read);
  const all = mergedBy([...read, ...(await readRhythms(database))].flatMap((trait) => placed(trait, knowledge)));
  const place = new Map(cases.map((item, i) => [item.id, i]));
  const placeOf = (trait: Trait): number => place.get(trait.case) as number;
  return all
    .filter((trait) => place.has(trait.caseId))
    .map((trait) => traitOf(trait, people))
    .sort((a, b) => placeOf(a) - placeOf(b) || a.part - b.part || byText(a.kind, b.kind) || byText(a.value, b.value));
}
