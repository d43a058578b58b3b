// The section of bench/RESULTS.md, and the reliability diagram.

import { dot, line, picture, text } from '../detection/svg.mjs';
import { machine, table } from '../detection/text.mjs';
import { figures, names, reliability } from './figures.mjs';

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const shareText = ({ hits, of, share, low, high }) =>
  of === 0 ? 'none' : `${hits}/${of} ${percent(share)} (${(100 * low).toFixed(1)}-${(100 * high).toFixed(1)})`;
const number = (value) => (value === null ? '' : value.toFixed(3));

const phases = ['evaluation', 'development'];
const of = (worlds, phase) => worlds.filter((world) => world.phase === phase);
const casesOf = (worlds) => worlds.flatMap(({ judged }) => judged);
const isGrave = ({ level }) => level === 'high' || level === 'critical';

function kindRows(worlds) {
  return phases.flatMap((phase) => {
    const cases = casesOf(of(worlds, phase));
    const groups = [
      ['all cases', cases],
      ['high and above', cases.filter(isGrave)],
      ['of intruders', cases.filter(({ scenario }) => scenario !== null)],
      ['of ordinary life', cases.filter(({ scenario }) => scenario === null)],
    ];
    return groups.map(([name, group]) => {
      const { cases: many, brier, blind, leads, answered, right } = figures(group);
      return [`${phase}, ${name}`, many, number(brier), number(blind), shareText(leads), answered, shareText(right)];
    });
  });
}

const nameRows = (worlds) =>
  phases.map((phase) => {
    const all = names(of(worlds, phase));
    return [
      ...[
        phase,
        `${all.shippedWrong} of ${all.cases}`,
        shareText(all.several),
        shareText(all.single),
        `${all.ownWrong} of ${all.of}`,
      ],
      ...[`${all.staleWrong} of ${all.of}`, `${all.plantedWrong} of ${all.of}`, shareText(all.flag)],
    ];
  });

const bandRows = (worlds) =>
  phases.flatMap((phase) =>
    reliability(casesOf(of(worlds, phase))).map(({ term, from, to, said, came }) => [
      ...[`${phase}, ${term}`, `${from} to ${to} %`, said === null ? '' : percent(said), shareText(came)],
    ]),
  );

/** Common mistakes: what was answered and what was true, on evaluation seeds. */
function wrongRows(worlds) {
  const wrong = casesOf(of(worlds, 'evaluation')).filter(
    ({ answer, truth }) => answer !== null && !truth.includes(answer),
  );
  const counts = new Map();
  for (const { scenario, level, answer, truth } of wrong) {
    const key = JSON.stringify([scenario ?? 'ordinary life', level, truth.join(' or '), answer]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, many]) => [...JSON.parse(key), many]);
}

export function report(worlds, { command, date, seconds }) {
  const wrong = wrongRows(worlds);
  return `## Attribution

\`node bench/attribution/run.mjs${command === '' ? '' : ` ${command}`}\` on ${date}: ${worlds.length} worlds, judged in ${seconds.toFixed(0)} s beside their making.
Machine: ${machine()}.
Weights and the discount were chosen on development seeds alone. The truth of a case is that of the intrusion behind it, else of whose accesses it holds; where a
world does not say what its intruder is after, several kinds are true together. No actor of these worlds is in any profile. Shares with Wilson's 95 % interval. All of it is about invented organisations.

![How often what was said came true](../docs/attribution/reliability.svg)

### Kind

Brier score: 0 is perfect; *blind* is what equal chances for all kinds would get. *Answered*: a kind stood at "likely" or above.

${table(['cases', 'number', 'Brier', 'blind', 'the true kind leads', 'answered', 'answered right'], kindRows(worlds))}

### What was said, and how often it came true

${table(['word', 'band', 'said on average', 'came true'], bandRows(worlds))}
${wrong.length === 0 ? '' : `\n### Wrong answers (evaluation seeds)\n\n${table(['what', 'level', 'truth', 'answered', 'cases'], wrong)}\n`}
### Name

*Shipped*: some group was named with the profiles that come along; always wrong here. *Own hosts*: a profile made from the truth, with several of the case's hosts or a
single one; *another named* beside it is wrong. *Stale*: the same hosts, dated years before. *Planted*: one of the hosts in the profile of an actor who is known to work otherwise; *flag*: then the false flag leads.

${table(['seeds', 'shipped', 'own hosts, several', 'own host, one', 'another named', 'stale named', 'planted named', 'flag leads'], nameRows(worlds))}
`;
}

/** Said against came true; on the dashed line both are the same. */
export function diagram(worlds) {
  const [left, top, size] = [70, 50, 400];
  const x = (share) => left + share * size;
  const y = (share) => top + (1 - share) * size;
  const ticks = [0, 0.2, 0.45, 0.55, 0.8, 0.95].flatMap((tick) => [
    line(x(tick), top, x(tick), top + size, 'grid'),
    line(left, y(tick), left + size, y(tick), 'grid'),
    text(x(tick), top + size + 18, `${Math.round(100 * tick)}`, 'quiet middle'),
    text(left - 8, y(tick) + 4, `${Math.round(100 * tick)} %`, 'quiet right'),
  ]);
  const marks = [
    ['development', 'b'],
    ['evaluation', 'a'],
  ].flatMap(([phase, kind]) =>
    reliability(casesOf(of(worlds, phase)))
      .filter(({ came }) => came.of > 0)
      .flatMap(({ said, came }) => [
        line(x(said), y(came.low), x(said), y(came.high), `w${kind}`),
        dot(x(said), y(came.share), kind),
      ]),
  );
  const words = [
    'Across: what was said, in percent. Up: how often it came true, with 95 % interval.',
    'Blue: evaluation seeds; orange: development seeds; dashed: as it should be.',
  ];
  return picture(
    left + size + 40,
    top + size + 80,
    'Likelihoods of kinds of explanation, and how often they came true',
    [
      ...ticks,
      line(x(0), y(0), x(1), y(1), 'goal'),
      ...marks,
      ...words.map((each, i) => text(12, top + size + 46 + 18 * i, each, 'quiet')),
    ],
  );
}
