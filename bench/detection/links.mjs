// How well cases are joined, over worlds with several unrelated intruders: `npm run build && node bench/detection/links.mjs`.
// Takes the worlds of matrix.json that have seeds for `links` and writes their section of bench/RESULTS.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { poissonUpper, wilson } from '../../dist/simulate/evaluate/bound.js';
import { share } from '../../dist/simulate/evaluate/words.js';
import { evaluateWorld } from './evaluate-world.mjs';
import { worldsOf } from './matrix.mjs';
import { machine, sum, table, withSection } from './text.mjs';

const { values: options } = parseArgs({
  options: {
    ...{ phase: { type: 'string' }, only: { type: 'string' }, most: { type: 'string' }, date: { type: 'string' } },
    ...{ write: { type: 'boolean' }, json: { type: 'string' } },
  },
});

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const counts = ({ evaluation: { campaigns, mixedCases } }) => ({
  ...{ right: campaigns.cases.right, missed: campaigns.cases.missed, wrong: campaigns.cases.wrong },
  ...{ unrelated: campaigns.cases.unrelated, falseCases: campaigns.falseCases, mixedCases: mixedCases.length },
  ...{ intrusionsRight: campaigns.right, intrusionsMissed: campaigns.missed, intrusionsWrong: campaigns.wrong },
  byMixed: campaigns.mixed,
});

const percent = (value) => `${(100 * value).toFixed(2)} %`;

/** Of pairs that ought not to be joined, those that are, with the exact one-sided Poisson 95 % bound. */
const falseLinks = ({ wrong, unrelated }) =>
  unrelated === 0
    ? '-'
    : `${wrong} of ${unrelated}: ${percent(wrong / unrelated)} (< ${percent(Math.min(1, poissonUpper(wrong) / unrelated))})`;

function rowOf(name, worlds) {
  const all = worlds.map(counts);
  const total = Object.fromEntries(Object.keys(all[0]).map((key) => [key, sum(all.map((each) => each[key]))]));
  return [
    ...[name, String(worlds.length), share(wilson(total.right, total.right + total.missed))],
    ...[share(wilson(total.right, total.right + total.wrong)), falseLinks(total), String(total.falseCases)],
    `${total.intrusionsRight} / ${total.intrusionsMissed} / ${total.intrusionsWrong} / ${total.byMixed}`,
    String(total.mixedCases),
  ];
}

function report(done, seconds) {
  const phases = ['development', 'evaluation'].filter((phase) => done.some((world) => world.phase === phase));
  const head = ['worlds', 'number', 'recall of pairs of cases', 'precision', 'unrelated pairs joined'];
  const parts = phases.map((phase) => {
    const worlds = done.filter((world) => world.phase === phase && !world.failed);
    const names = [...new Set(worlds.map((world) => world.name))];
    const rows = names.map((name) =>
      rowOf(
        name,
        worlds.filter((world) => world.name === name),
      ),
    );
    const all = [...rows, ...(worlds.length > 0 ? [rowOf('all', worlds)] : [])];
    const columns = [
      ...head,
      'false cases in campaigns',
      'pairs of intrusions: right / missed / wrong / by mixed cases',
    ];
    return `### ${phase === 'development' ? 'Development' : 'Evaluation'} seeds\n\n${table([...columns, 'mixed cases'], all)}`;
  });
  const failed = done.filter((world) => world.failed).map((world) => `- ${world.name} ${world.seed}: ${world.failed}`);
  return `## Campaigns: how cases are joined

\`node bench/detection/links.mjs ${process.argv.slice(2).join(' ')}\` on ${options.date ?? 'no date given'}: ${done.length} worlds in ${seconds.toFixed(0)} s, one at a time.
Machine: ${machine()}.
Pairs of cases at medium and above; what each figure means: [docs/evaluate.md](../docs/evaluate.md). Shares with Wilson's 95 % interval, unrelated pairs with the exact
one-sided Poisson 95 % bound. Worlds (bench/detection/matrix.json): \`campaigns-two-each\`, five intruders, each in two of five organisations; \`campaigns-one-vpn\`, five intruders who
all come through one VPN; \`campaigns-one-each\`, eight intruders, each in one of eight organisations, so that nothing ought to be joined; \`campaigns-storm-0558\`, one intruder in
all of six organisations beside two others.

${parts.join('\n\n')}
${failed.length === 0 ? '' : `\nNot run:\n${failed.join('\n')}\n`}`;
}

const began = performance.now();
const wanted = worldsOf('links', Number(options.most ?? Number.POSITIVE_INFINITY)).filter(
  (world) =>
    (options.phase === undefined || world.phase === options.phase) &&
    (options.only === undefined || world.name.includes(options.only)),
);
const done = [];
for (const world of wanted) {
  const result = await evaluateWorld(world);
  done.push(result);
  const text = result.failed ?? JSON.stringify(counts(result));
  console.log(`${done.length}/${wanted.length} ${world.phase} ${world.name} seed ${world.seed}: ${text}`);
}
const text = report(done, (performance.now() - began) / 1000);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(done, null, 1)}\n`);
if (options.write) {
  const results = path('../RESULTS.md');
  writeFileSync(results, withSection(readFileSync(results, 'utf8'), 'campaigns', text));
}
console.log(`\n${text}`);
