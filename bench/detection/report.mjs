// The section of bench/RESULTS.md: every figure of both kinds of seeds, the bad ones too.
import { thresholds } from '../../dist/simulate/evaluate/summary.js';
import { minutes, share, sizes } from '../../dist/simulate/evaluate/words.js';
import { agreementOf, byScenario, falseOf, overall, phases, ran, signInsOf, withAllSignIns } from './figures.mjs';
import { cell, machine, sum, table } from './text.mjs';

const fixed = (value) => (value === null ? '-' : value.toFixed(3));
const difference = (a, b, digits) => (a === null || b === null ? '-' : (a - b).toFixed(digits));
const name = (row) => (row.variant === null ? cell(row.scenario) : `&nbsp;&nbsp;${cell(row.variant)}`);

function comparison(worlds) {
  const [development, evaluation] = phases.map((phase) => ran(withAllSignIns(worlds), phase));
  const [recall, falls] = [overall, falseOf].map((figures) => [development, evaluation].map(figures));
  const rows = thresholds.flatMap((level) => {
    const [a, b] = recall.map((figures) => figures.recall[level]);
    const [c, d] = falls.map((figures) => figures.atLeast[level]);
    return [
      [`recall at ${level}`, share(a), share(b), difference(b.share, a.share, 3)],
      [
        `false at ${level}, per 1,000 mailbox-days`,
        ...[c, d].map((rate) => `${rate.cases}: ${fixed(rate.rate)} (< ${fixed(rate.upper)})`),
        difference(d.rate, c.rate, 3),
      ],
    ];
  });
  return table(['figure', 'development seeds', 'evaluation seeds', 'difference'], rows);
}

function scenarios(worlds) {
  const rows = byScenario(ran(withAllSignIns(worlds), 'evaluation')).map((row) => [
    ...[
      name(row),
      share(row.recall.high),
      share(row.recall.medium),
      share(row.exactMailboxes),
      share(row.exactMessages),
    ],
    ...[sizes(row.mailboxes), sizes(row.messages), String(row.inPieces), String(row.mixed)],
  ]);
  const head = ['scenario', 'recall at high', 'recall at medium', 'mailboxes exact', 'messages exact'];
  return table([...head, 'mailboxes right -missing +extra', 'messages', 'in pieces', 'mixed'], rows);
}

function recalls(worlds) {
  const rows = byScenario(ran(withAllSignIns(worlds), 'evaluation')).map((row) => [
    name(row),
    ...thresholds.map((level) => share(row.recall[level])),
  ]);
  return table(['scenario', ...thresholds.map((level) => `${level} and above`)], rows);
}

/** Pairs of intrusions: of one campaign and joined, not joined, of different ones but joined. */
function campaigns(worlds) {
  const rows = phases.map((phase) => {
    const checks = ran(worlds, phase).map((world) => world.evaluation.campaigns);
    const total = (key) => sum(checks.map((check) => check[key]));
    const [right, missed, wrong] = ['right', 'missed', 'wrong'].map(total);
    const joined = right + missed === 0 ? '-' : `${right} of ${right + missed}`;
    return [phase, joined, String(missed), String(wrong), String(total('notFound')), String(total('falseCases'))];
  });
  const head = ['seeds', 'pairs of one campaign joined', 'missed', 'joined wrongly'];
  return table([...head, 'pairs of which one was not found', 'false cases in a campaign'], rows);
}

function times(worlds) {
  const rows = byScenario(ran(withAllSignIns(worlds), 'evaluation')).map((row) => [
    ...[
      name(row),
      String(row.fromFirstAccess.of),
      minutes(row.fromFirstAccess.median),
      minutes(row.fromFirstAccess.p90),
    ],
    ...[minutes(row.afterTruth.median), minutes(row.afterTruth.p90)],
  ]);
  return table(['scenario', 'found', 'from first access: median', 'p90', "after the truth's: median", 'p90'], rows);
}

/** Recall where sign-ins are missing: claims must shrink, and what needs no sign-in must still be found. */
function blindRecall(worlds) {
  const of = (kind) => ran(worlds, 'evaluation').filter((world) => signInsOf(world) === kind);
  const [part, none] = [byScenario(of('part')), byScenario(of('none'))];
  const rows = (part.length > none.length ? part : none).map((row) => {
    const [a, b] = [part, none].map((list) =>
      list.find((other) => other.scenario === row.scenario && other.variant === row.variant),
    );
    const recall = (figures, level) => (figures === undefined ? '-' : share(figures.recall[level]));
    return [name(row), recall(a, 'high'), recall(a, 'medium'), recall(b, 'high'), recall(b, 'medium')];
  });
  if (rows.length === 0) return 'No such worlds in this set.';
  const head = ['scenario', 'some kinds missing: high', 'medium', 'no sign-in log: high', 'medium'];
  return table(head, rows);
}

const signInWords = {
  all: 'all kinds of sign-in exported',
  part: 'some kinds of sign-in missing',
  none: 'no sign-in log at all',
};

/** Issue 6. */
const goalDays = 300_000;

function falseCases(worlds) {
  const evaluated = ran(worlds, 'evaluation');
  const rows = Object.entries(signInWords).flatMap(([kind, words]) => {
    const some = evaluated.filter((world) => signInsOf(world) === kind);
    if (some.length === 0) return [];
    const { atLeast, mailboxDays } = falseOf(some);
    const cells = thresholds.map(
      (level) => `${atLeast[level].cases}: ${fixed(atLeast[level].rate)} (< ${fixed(atLeast[level].upper)})`,
    );
    return [[words, String(mailboxDays), ...cells]];
  });
  const days = sum(withAllSignIns(evaluated).map((world) => world.evaluation.world.mailboxDays));
  const enough = days >= goalDays ? 'reached' : 'not reached: these rates are preliminary';
  const head = ['evaluation worlds', 'mailbox-days', ...thresholds.map((level) => `${level} and above`)];
  return `${table(head, rows)}\n\nThe goal asks for ${goalDays} mailbox-days with all kinds of sign-in: ${enough}.`;
}

function reasons(worlds) {
  const rows = falseOf(ran(worlds)).reasons.map((row) => [
    ...[cell(row.code), String(row.cases)],
    ...['low', 'medium', 'high', 'critical'].map((level) => String(row.byLevel[level] ?? 0)),
  ]);
  if (rows.length === 0) return 'No false case at all.';
  return table(['reason', 'false cases that hold it', 'low', 'medium', 'high', 'critical'], rows);
}

const listed = 40;

const why = (item) =>
  cell(item.reasons.map((reason) => `${reason.code} ${reason.weight}`).join(', ')) || 'nothing spoke against it';

/** Only of development worlds: whoever reads this table may tune by it. */
function worst(worlds) {
  const cases = ran(worlds, 'development').flatMap((world) =>
    world.evaluation.falseCases.list.map((item) => ({ world, item })),
  );
  const heavy = cases.filter(({ item }) => item.level !== 'low' && item.level !== 'informational');
  const missed = ran(worlds, 'development').flatMap((world) =>
    world.evaluation.intrusions
      .filter((check) => check.detectable && (check.level === null || check.level === 'low'))
      .map((item) => ({ world, item })),
  );
  if (heavy.length + missed.length === 0) return '';
  return [
    `${heavy.length} false cases at medium or above and ${missed.length} missed intrusions; of each the first ${listed}:\n`,
    ...heavy.slice(0, listed).map(({ world, item }) => {
      return `- false, ${item.level}: ${[world.name, ...world.scenarios].join(' ')} seed ${world.seed}, ${cell(item.mailboxes.join(', '))} (${Object.keys(item.actors).join(', ')}): ${why(item)}`;
    }),
    ...missed.slice(0, listed).map(({ world, item }) => {
      const variant = item.variant === null ? '' : ` ${item.variant}`;
      return `- missed: ${world.name} (sign-ins: ${signInsOf(world)}) seed ${world.seed}, ${item.scenario}${variant}: ${item.records} hostile records, best level ${item.level ?? 'none'}; ${why(item)}`;
    }),
  ].join('\n');
}

function otherFigures(worlds) {
  const all = ran(worlds);
  const { agreed, decided } = agreementOf(all);
  const files = all.flatMap((world) => world.evaluation.ledger.files);
  const exact = files.filter((file) => file.exact).length;
  const blind = all.filter((world) => signInsOf(world) === 'none');
  return [
    `- Ledger: ${exact} of ${files.length} files exact to the row.`,
    `- Reconciliation: ${agreed} of ${decided} accesses that the exports decide are in the expected class${decided === 0 ? '' : ` (${((100 * agreed) / decided).toFixed(2)} %)`}.`,
    `- Worlds without any sign-in log: ${blind.length}, in which ${sum(blind.map((world) => world.evaluation.reconciliation.unexplained))} accesses are called unexplained (must be 0).`,
  ].join('\n');
}

function disagreements(worlds) {
  const rows = agreementOf(ran(worlds)).disagreements.map((row) => [
    ...[cell(row.expected), cell(row.got), row.actor, cell(row.reason ?? '-'), String(row.accesses)],
  ]);
  if (rows.length === 0) return '';
  return `\n${table(['expected class', 'result', 'whose', 'its reason', 'accesses'], rows.slice(0, listed))}\n`;
}

function worldTable(worlds) {
  const names = [...new Set(worlds.map((world) => world.name))];
  const rows = names.map((world) => {
    const all = worlds.filter((item) => item.name === world);
    const done = ran(all);
    const total = (key) => sum(done.map((item) => item.seconds[key])).toFixed(0);
    const count = (phase) => String(ran(all, phase).length);
    const peak = Math.max(0, ...done.map((item) => item.peakMegabytes));
    const days = sum(done.map((item) => item.evaluation.world.mailboxDays));
    return [
      world,
      count('development'),
      count('evaluation'),
      String(days),
      total('simulate'),
      total('load'),
      total('investigate'),
      String(peak),
    ];
  });
  return table(
    ['worlds', 'development', 'evaluation', 'mailbox-days', 'simulate, s', 'load, s', 'investigate, s', 'peak MB'],
    rows,
  );
}

function notRun(worlds) {
  const failed = worlds.filter((world) => world.failed);
  if (failed.length === 0) return '';
  const lines = failed.map((world) => `- ${world.name} seed ${world.seed}: ${cell(world.failed)}`);
  return `\n### Not run\n\n${lines.join('\n')}\n`;
}

/** Markdown; `run` says how it was called, when, for how long and how many worlds at a time. */
/** How the figures can be had again. */
const runLine = ({ command, date, build, seconds, jobs, worlds }) =>
  `- \`node bench/detection/run.mjs ${cell(command)}\` on ${date}, build ${build}: ${ran(worlds).length} worlds in ${seconds} s, ${jobs} at a time`;

/** `runs`: what was run; `worlds`: all of them together; `of`: how many there are in the set. */
export function report(worlds, runs, of) {
  return `## Detection quality

${ran(worlds).length} of the ${of} worlds of the set:

${runs.map(runLine).join('\n')}

Machine: ${machine()}.
What each figure means: [docs/evaluate.md](../docs/evaluate.md). Shares with Wilson's 95 % interval, rates with the exact Poisson upper 95 % bound.

![Recall by threshold](../docs/detection/recall.svg)
![False cases by threshold](../docs/detection/false-cases.svg)
![Time to detection](../docs/detection/time-to-detection.svg)

### Development seeds against evaluation seeds (all kinds of sign-in exported)

${comparison(worlds)}

### Scenarios (evaluation seeds, all kinds of sign-in exported)

${scenarios(worlds)}

### Recall at each threshold (the same worlds)

${recalls(worlds)}

### Campaigns: pairs of intrusions found at medium or above (all worlds)

${campaigns(worlds)}

### Time to detection (the same worlds, intrusions found at medium or above)

${times(worlds)}

### Recall where sign-ins are missing (evaluation seeds)

${blindRecall(worlds)}

### False cases by what was exported: cases: rate per 1,000 mailbox-days (upper bound)

${falseCases(worlds)}

### Reasons of false cases (all seeds)

${reasons(worlds)}

### Everything else (all seeds)

${otherFigures(worlds)}
${disagreements(worlds)}
### To be worked on (development seeds)

${worst(worlds) || 'Nothing: which says more about the worlds than about the program.'}

### Worlds

${worldTable(worlds)}
${notRun(worlds)}`;
}
