// The section of RESULTS.md that the load bench writes.
import { machine, table } from '../detection/text.mjs';

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const thousands = (value) => value.toLocaleString('en');

const titles = {
  alone: 'DuckDB alone, same columns and raw text, one month',
  once: 'complete `investigate`, one month',
  twice: 'complete `investigate`, both months',
  kept: '`investigate --workspace`, one month',
  again: 'the same again, nothing new',
  records: '`records --case` on the kept workspace',
};

/** What is compared, by what, and what it should be at most. */
const ratios = [
  ['one month : DuckDB alone', 'once', 'alone', '2.5'],
  ['both months : one month', 'twice', 'once', '2.2'],
];

/** The order of the program's work. */
const phaseTitles = {
  load: 'load: read, extract, compress',
  store: 'store: remove copies, read addresses',
  reconcile: 'reconcile',
  session: 'access sessions and what is new to them',
  detect: 'detectors',
  rules: 'rules',
  exposure: 'exposure and cases',
  output: 'output',
};
const detection = ['session', 'detect', 'rules'];

function phaseSection(profiles) {
  const of = (name, key) => median(profiles.map(({ phases }) => phases[name]?.[key] ?? 0));
  const sum = (names, key) => names.reduce((all, name) => all + of(name, key), 0);
  const share = (key) => `${((100 * sum(detection, key)) / sum(['load', 'store'], key)).toFixed(0)} %`;
  const rows = Object.entries(phaseTitles).map(([name, title]) => [
    title,
    of(name, 'wall').toFixed(1),
    of(name, 'processor').toFixed(1),
    of(name, 'peak').toFixed(0),
  ]);
  return `Where the time of one month goes (a run of its own, watched from within):

${table(['phase', 'wall, s', 'processor, s', 'peak resident, MB'], rows)}

Detection (sessions, detectors, rules) adds to loading (load, store): ${share('wall')} in wall, ${share('processor')} in processor time; aim: at most 60 %.`;
}

export function report(results, { command, build, engine, format, made, rounds, bytes }) {
  const of = (name, key) => median(results[name].map((result) => result[key]));
  const rows = Object.entries(titles)
    .filter(([name]) => results[name])
    .map(([name, title]) => [
      title,
      of(name, 'wall').toFixed(1),
      of(name, 'processor').toFixed(1),
      of(name, 'megabytes').toFixed(0),
      name === 'alone' ? '' : of(name, 'silence').toFixed(1),
      results[name].map((result) => result.load.toFixed(1)).join(', '),
    ]);
  const compared = ratios
    .filter(([, a, b]) => results[a] && results[b])
    .map(([title, a, b, aim]) => {
      const ratio = (key) => median(results[a].map((result, i) => result[key] / results[b][i][key])).toFixed(2);
      return [title, ratio('wall'), ratio('processor'), ratio('megabytes'), `at most ${aim}`];
    });
  const gigabytes = (size) => (size / 1e9).toFixed(2);
  return `## Speed and memory: ${format === 'json' ? 'JSON lines' : 'Purview CSV'}

\`${command}\` on ${new Date().toISOString().slice(0, 10)}, build ${build}: medians of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ratios within a round.
One month is ${thousands(made.audit[0])} audit records and ${thousands(made.signIns[0])} sign-ins, ${gigabytes(bytes.month)} GB; both months are ${thousands(made.audit[0] + made.audit[1])} and ${thousands(made.signIns[0] + made.signIns[1])}, ${gigabytes(bytes.both)} GB.
Every run's input is read to its end just before it, so that each finds it in the file cache. The load says how many others wanted a core when a run began.
Machine: ${machine()}, @duckdb/node-api ${engine}.

${table(['run', 'wall, s', 'processor, s', 'peak resident, MB', 'longest silence, s', 'load before'], rows)}

Progress goes to a file here, so a line is due every five seconds; on a terminal it is twice a second.

${table(['ratio', 'wall', 'processor', 'memory', 'aim'], compared)}
${results.profile ? `\n${phaseSection(results.profile)}` : ''}`;
}
