// Three plots: recall by scenario and threshold, false cases by threshold, time to detection by scenario. Evaluation seeds;
// where development seeds are shown too they are orange.
import { thresholds } from '../../dist/simulate/evaluate/summary.js';
import { minutes } from '../../dist/simulate/evaluate/words.js';
import { byScenario, falseOf, ran, withAllSignIns } from './figures.mjs';
import { box, dot, line, picture, text } from './svg.mjs';

const row = 24;
const left = 190;
/** Names of the rows: scenarios, and their variants set in. */
const namesOf = (rows) =>
  rows.map(({ scenario, variant }, j) =>
    variant === null ? text(12, 74 + j * row, scenario) : text(26, 74 + j * row, variant, 'quiet'),
  );

/** A column of shares for each threshold, with Wilson's interval as a whisker. */
export function recallPlot(worlds) {
  const rows = byScenario(ran(withAllSignIns(worlds), 'evaluation'));
  const [column, width] = [175, 110];
  const bottom = 62 + rows.length * row;
  const marks = thresholds.flatMap((level, i) => {
    const x = left + i * column;
    const ticks = [0, 0.5, 1].flatMap((tick) => [
      line(x + tick * width, 54, x + tick * width, bottom, 'grid'),
      text(x + tick * width, bottom + 16, `${100 * tick} %`, 'quiet middle'),
    ]);
    const bars = rows.flatMap(({ recall }, j) => {
      const { share, low, high } = recall[level];
      const y = 62 + j * row;
      if (share === null) return [text(x + 6, y + 12, 'none', 'quiet')];
      return [
        box(x, y + 3, share * width, 12, 'a hollow'),
        line(x + low * width, y + 9, x + high * width, y + 9, 'wa'),
        dot(x + share * width, y + 9, 'a'),
      ];
    });
    return [text(x, 46, `${level} and above`), ...ticks, ...bars];
  });
  const names = namesOf(rows);
  const title = 'Recall by scenario and threshold (evaluation seeds, 95 % interval)';
  return picture(left + 4 * column, bottom + 30, title, [...names, ...marks]);
}

/** Powers of ten from `least` to `most` as [value, x]. */
function logarithmic(least, most, x, width) {
  const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  const at = (value) => x + (width * (Math.log10(Math.max(value, 10 ** from)) - from)) / Math.max(1, to - from);
  return { at, ticks: Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i)) };
}

/** Issue 6: at most so many per 1,000 mailbox-days. */
const goals = { medium: 0.5, high: 0.02 };

export function falseCasesPlot(worlds) {
  const groups = [
    ['a', falseOf(ran(withAllSignIns(worlds), 'evaluation'))],
    ['b', falseOf(ran(withAllSignIns(worlds), 'development'))],
  ].filter(([, figures]) => figures.mailboxDays > 0);
  const rates = groups.flatMap(([, figures]) =>
    thresholds.flatMap((level) => [figures.atLeast[level].rate, figures.atLeast[level].upper]),
  );
  const scale = logarithmic(Math.min(0.01, ...rates.filter((rate) => rate > 0)), Math.max(1, ...rates), 150, 500);
  const bottom = 62 + thresholds.length * 40;
  const grid = scale.ticks.flatMap((tick) => [
    line(scale.at(tick), 54, scale.at(tick), bottom, 'grid'),
    text(scale.at(tick), bottom + 16, String(Number(tick.toPrecision(1))), 'quiet middle'),
  ]);
  const marks = thresholds.flatMap((level, i) => {
    const y = 70 + i * 40;
    const goal =
      goals[level] === undefined ? [] : [line(scale.at(goals[level]), y - 12, scale.at(goals[level]), y + 22, 'goal')];
    const figures = groups.flatMap(([kind, { atLeast }], j) => {
      const { cases, rate, upper } = atLeast[level];
      const at = y + j * 12;
      return [
        line(scale.at(rate), at, scale.at(upper), at, `w${kind}`),
        dot(scale.at(rate), at, cases === 0 ? `${kind} hollow` : kind),
      ];
    });
    return [text(12, y + 6, `${level} and above`), ...goal, ...figures];
  });
  const words = [
    'Dot: measured (pale: none at all); line: to the upper 95 % bound; dashed: goal',
    'Blue: evaluation seeds; orange: development seeds; all kinds of sign-in exported',
  ];
  const legend = words.map((line, i) => text(12, bottom + 44 + 18 * i, line, 'quiet'));
  return picture(760, bottom + 76, 'False cases per 1,000 mailbox-days by threshold', [...legend, ...grid, ...marks]);
}

const dayTicks = [1, 10, 60, 360, 1440, 14400, 144000];

/** One panel: median as a dot, p90 as the end of the line. Minutes on a logarithmic scale; what is not positive stands at its left edge. */
function timePanel(rows, key, heading, x, width, bottom) {
  const most = Math.max(14_400, ...rows.map((item) => item[key].p90 ?? 0));
  const scale = logarithmic(1, most, x, width);
  const end = scale.ticks.at(-1);
  const grid = dayTicks
    .filter((tick) => tick <= end)
    .flatMap((tick) => [
      line(scale.at(tick), 54, scale.at(tick), bottom, 'grid'),
      text(scale.at(tick), bottom + 16, minutes(tick).replace('.0', ''), 'quiet middle'),
    ]);
  const marks = rows.flatMap((item, j) => {
    const { median, p90 } = item[key];
    const y = 71 + j * row;
    if (median === null) return [text(x + 6, y + 4, 'not found', 'quiet')];
    return [
      line(scale.at(median), y, scale.at(p90), y, 'wa'),
      dot(scale.at(median), y, 'a'),
      text(scale.at(p90) + 8, y + 4, minutes(median), 'quiet'),
    ];
  });
  return [text(x, 46, heading), ...grid, ...marks];
}

export function timePlot(worlds) {
  const rows = byScenario(ran(withAllSignIns(worlds), 'evaluation'));
  const bottom = 62 + rows.length * row;
  const names = namesOf(rows);
  const title = 'Time to detection (evaluation seeds; dot: median, line: to the 90th percentile)';
  return picture(left + 700, bottom + 30, title, [
    ...names,
    ...timePanel(rows, 'fromFirstAccess', 'from first access to our detectableAt', left, 280, bottom),
    ...timePanel(rows, 'afterTruth', "from the truth's detectableAt to ours", left + 350, 280, bottom),
  ]);
}
