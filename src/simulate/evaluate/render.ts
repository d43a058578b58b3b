// The evaluation as lines for a terminal. Names and reasons come from logs: the door escapes them before they come here.
import { count, thousands } from '../../util/words.js';
import type { Agreement, Counts } from './agreement.js';
import { classes } from './agreement.js';
import { wilson } from './bound.js';
import type { Evaluation } from './evaluate.js';
import { type ScenarioFigures, thresholds } from './summary.js';
import { table } from './table.js';
import { hours, minutes, share, sizes } from './words.js';

function ledgerLines({ ledger }: Evaluation): string[] {
  const wrong = ledger.files.filter((file) => !file.exact);
  return [
    `LEDGER  ${ledger.exact} of ${count(ledger.files.length, 'file')} exact to the row`,
    ...wrong.flatMap((file) => [`  ${file.path}`, ...file.differences.map((text) => `    ${text}`)]),
    ...(ledger.surplus.length === 0 ? [] : [`  Not in the truth: ${ledger.surplus.join(', ')}`]),
  ];
}

const cell = (counts: Counts, name: string): string => thousands(counts[name] ?? 0);

function undecidedLines(undecided: Agreement['undecided']): string[] {
  const rows = Object.entries(undecided).sort(([a], [b]) => (a < b ? -1 : 1));
  return rows.map(([reason, counts]) => {
    const got = Object.entries(counts).map(([name, value]) => `${name} ${thousands(value)}`);
    return `  Undecided by the exports (${reason}): ${got.sort().join(', ')}`;
  });
}

const worstShown = 8;

function agreementLines(agreement: Agreement): string[] {
  const columns = [...classes, 'absent'];
  const rows = classes.map((name) => [name, ...columns.map((column) => cell(agreement.confusion[name], column))]);
  const share = agreement.decided === 0 ? '' : ` (${((100 * agreement.agreed) / agreement.decided).toFixed(2)} %)`;
  const worst = agreement.disagreements.slice(0, worstShown);
  return [
    `RECONCILIATION  ${thousands(agreement.agreed)} of ${count(agreement.decided, 'decided access', 'decided accesses')} in the expected class${share}`,
    ...table(['expected \\ result', ...columns], rows),
    ...undecidedLines(agreement.undecided),
    ...(agreement.surplus === 0 ? [] : [`  Accesses that the truth does not know: ${thousands(agreement.surplus)}`]),
    ...worst.map(
      (row) =>
        `  ${thousands(row.accesses)} of ${row.actor}: ${row.expected} expected, ${row.got} (${row.reason ?? 'no reason'}), such as ${row.examples[0]}`,
    ),
  ];
}

function reconciliationLines({ reconciliation }: Evaluation): string[] {
  const { agreement, sums, undecided } = reconciliation;
  if (agreement !== null) return agreementLines(agreement);
  if (sums === null) return ['RECONCILIATION  not compared: no <out>.truth-accesses.jsonl beside the truth'];
  return [
    'RECONCILIATION  sums only (give --records FILE to compare access by access)',
    ...table(
      ['class', 'expected', 'result'],
      sums.map((row) => [row.class, thousands(row.expected), thousands(row.got)]),
    ),
    `  Undecided by the exports: ${thousands(undecided ?? 0)}`,
  ];
}

const name = (row: ScenarioFigures): string => (row.variant === null ? row.scenario : `  ${row.variant}`);

function recallLines({ scenarios, overall, intrusions }: Evaluation): string[] {
  if (intrusions.length === 0) return ['INTRUSIONS  none in this world'];
  const rows = scenarios.length > 1 ? [...scenarios, overall] : scenarios;
  return [
    `INTRUSIONS  recall with Wilson's 95 % interval, time to detection`,
    ...table(
      ['scenario', 'high and above', 'medium and above', 'from first access', 'p90', 'after the truth', 'p90'],
      rows.map((row) => [
        name(row),
        ...[share(row.recall.high), share(row.recall.medium)],
        ...[minutes(row.fromFirstAccess.median), minutes(row.fromFirstAccess.p90)],
        ...[minutes(row.afterTruth.median), minutes(row.afterTruth.p90)],
      ]),
    ),
    ...rows
      .filter((row) => row.undetectable > 0)
      .map(
        (row) => `  ${name(row).trim()}: ${row.undetectable} left nothing in the exports by which it could be noticed`,
      ),
  ];
}

function scopeLines({ scenarios, intrusions }: Evaluation): string[] {
  if (!intrusions.some((check) => check.scope !== null)) return [];
  return [
    'SCOPE  of intrusions found at medium and above: right -missing +extra; blind time in hours: covered/true +extra',
    ...table(
      [
        'scenario',
        'mailboxes',
        'messages',
        'folders',
        'diverted',
        'blind hours',
        'in pieces',
        'mixed',
        'ordinary records',
      ],
      scenarios.map((row) => [
        ...[name(row), sizes(row.mailboxes), sizes(row.messages), sizes(row.folders), sizes(row.diverted)],
        `${hours(row.unknown.rightMs)}/${hours(row.unknown.truthMs)} +${hours(row.unknown.extraMs)}`,
        ...[String(row.inPieces), String(row.mixed), thousands(row.ordinary)],
      ]),
    ),
  ];
}

const missedShown = 20;

function missedLines({ intrusions }: Evaluation): string[] {
  const missed = intrusions.filter((check) => check.detectable && (check.level ?? 'low') === 'low');
  return missed.slice(0, missedShown).flatMap((check) => {
    const variant = check.variant === null ? '' : `, ${check.variant}`;
    const head = `  Missed: ${check.id} (${check.scenario}${variant}), ${count(check.records, 'hostile record')}, best level ${check.level ?? 'none'}`;
    return [head, ...check.reasons.map((reason) => `    ${reason.code} ${reason.weight}: ${reason.message}`)];
  });
}

const falseShown = 20;

function falseLines({ falseCases }: Evaluation): string[] {
  const { atLeast, mailboxDays, list, reasons } = falseCases;
  return [
    `FALSE CASES  per 1,000 of ${count(mailboxDays, 'mailbox-day')}, with the upper 95 % bound (Poisson, exact)`,
    ...table(
      ['level', 'cases', 'rate', 'upper bound'],
      thresholds.map((level) => {
        const { cases, rate, upper } = atLeast[level];
        return [`${level} and above`, thousands(cases), rate?.toFixed(3) ?? '-', upper?.toFixed(3) ?? '-'];
      }),
    ),
    ...reasons.map((row) => `  ${row.code}: in ${count(row.cases, 'case')}`),
    ...list
      .slice(0, falseShown)
      .flatMap((item) => [
        `  ${item.level} ${item.id} ${item.mailboxes.join(', ')} (${Object.keys(item.actors).join(', ') || 'actor unknown'})`,
        ...item.reasons.map((reason) => `    ${reason.code} ${reason.weight}: ${reason.message}`),
      ]),
    ...(list.length > falseShown ? [`  and ${count(list.length - falseShown, 'more')}; --json lists them all`] : []),
  ];
}

function campaignLines({ campaigns, mixedCases }: Evaluation): string[] {
  const { right, missed, wrong, mixed, notFound, falseCases, cases } = campaigns;
  return [
    `CAMPAIGNS  pairs of intrusions joined rightly ${right}, missed ${missed}, wrongly ${wrong}, by a mixed case ${mixed}, not found ${notFound}; false cases in campaigns ${falseCases}`,
    `  Pairs of cases: right ${cases.right}, missed ${cases.missed}, wrong ${cases.wrong} of ${thousands(cases.unrelated)} unrelated`,
    `  Precision ${share(wilson(cases.right, cases.right + cases.wrong))}, recall ${share(wilson(cases.right, cases.right + cases.missed))}`,
    ...mixedCases.map((item) => `  Case ${item.id} mixes up ${item.intrusions.join(' and ')}`),
  ];
}

/** The whole evaluation, line by line. */
export function renderEvaluation(evaluation: Evaluation): string[] {
  const parts = [
    ledgerLines(evaluation),
    reconciliationLines(evaluation),
    [...recallLines(evaluation), ...missedLines(evaluation)],
    scopeLines(evaluation),
    falseLines(evaluation),
    campaignLines(evaluation),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ['', ...part]));
}
