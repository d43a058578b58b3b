// What the findings of a case say about who is behind it: how somebody got in, and what he changed. Which finding gives which
// kind of evidence is data, knowledge/evidence.csv; rules of others are read by the techniques that they name.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { levelRank } from '../../detect/weigh.js';
import type { Finding } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { some } from '../../util/words.js';
import type { Subject } from '../subject.js';
import { isKind, type KindCode } from './catalogue.js';
import { type Evidence, item } from './evidence.js';

const path = fileURLToPath(new URL('../../../knowledge/evidence.csv', import.meta.url));

let kept: ReadonlyMap<string, KindCode> | undefined;

/** Kind of evidence by the name of a built-in detection, the folder of a rule, or a technique. */
export function evidenceByFinding(): ReadonlyMap<string, KindCode> {
  const rows: { detection: string; evidence: string }[] =
    kept === undefined ? parse(readFileSync(path), { columns: true }) : [];
  kept ??= new Map(
    rows.flatMap(({ detection, evidence }) => (isKind(evidence) ? [[detection, evidence] as const] : [])),
  );
  return kept;
}

/** What let a reader in stands in the words of the finding, in the record of the change. */
export const preparedBy: readonly (readonly [RegExp, KindCode])[] = [
  [/credential for the application|application role|what the application asks for/, 'applicationEmpowered'],
  [/a consent/, 'consentGiven'],
  [/rights on|reads as everybody/, 'rightsGiven'],
];

function kindsOf(finding: Finding): KindCode[] {
  const { detection, rule, techniques, reason, level } = finding;
  const known = evidenceByFinding();
  if (detection === 'preparedReader') return preparedBy.filter(([words]) => words.test(reason)).map(([, kind]) => kind);
  const own = known.get(rule === null ? detection : (rule.source.split('/').at(-2) ?? ''));
  if (own !== undefined) return [own];
  // A stranger's rule that only hints says little, and names many techniques.
  if (rule === null || levelRank(level) < levelRank('medium')) return [];
  return techniques.flatMap((technique) => known.get(technique) ?? []);
}

/** Words that who is after money looks for, in the conditions of rules; in the languages in which such rules were published. */
const moneyWords =
  /invoice|payment|payroll|wire transfer|\bwire\b|\bbank\b|iban|swift|remittance|facture|rechnung|zahlung|factura|fattura|pagamento/i;

function diverted({ cases }: Subject): Evidence[] {
  const all = cases.flatMap((each) => each.exposure.diverted);
  const money = all.filter(({ condition }) => condition !== null && moneyWords.test(condition));
  const byAdministrators = all.filter(({ by }) => /journal|mail flow/.test(by));
  const others = all.length - byAdministrators.length;
  return [
    ...(money.length > 0
      ? [
          item(
            'moneyWords',
            some(
              money.map(({ condition }) => `"${condition}"`),
              2,
            ),
          ),
        ]
      : []),
    ...(byAdministrators.length > 0 ? [item('mailDivertedByAdministrator', null)] : []),
    ...(others > 0 ? [item('mailDiverted', null)] : []),
  ];
}

/** Evidence by findings, each kind once with all findings that give it. */
export function byFinding(subject: Subject): Evidence[] {
  const pairs = subject.findings.flatMap((finding) => kindsOf(finding).map((kind) => ({ kind, finding })));
  const found = [...groupBy(pairs, ({ kind }) => kind)].map(([kind, group]) => {
    const titles = [...new Set(group.map(({ finding }) => finding.title))];
    const detail = titles.length === 0 ? null : some(titles, 2);
    return item(kind as KindCode, detail, { findings: group.map(({ finding }) => finding.id) });
  });
  const known = new Set(found.map(({ id }) => id));
  return [...found, ...diverted(subject).filter(({ id }) => !known.has(id))];
}
