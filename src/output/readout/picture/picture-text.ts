// Pictures as lines of text, for formats without them. Not yet escaped.
import { count, thousands } from '../../../util/words.js';
import { dayOf, span, utc } from '../../format.js';
import { padEnd, padStart } from '../../text.js';
import { classWords } from '../../words.js';
import { classes } from './bars.js';
import {
  type Bars,
  type Cell,
  cellWords,
  type Lane,
  type Links,
  type Picture,
  type Strip,
  signInWords,
  stretchKinds,
  stretchWords,
  type Timeline,
} from './picture.js';

/** Of each kind how often, and from when to when: single stretches are for the picture. */
function laneLines({ name, stretches, signIns, findings }: Lane): string[] {
  const kinds = stretchKinds.flatMap((kind) => {
    const all = stretches.filter((it) => it.kind === kind);
    const [first] = all;
    if (first === undefined) return [];
    const to = all.map(({ toAt }) => toAt).reduce((a, b) => (b > a ? b : a));
    return [`  ${thousands(all.length)} × ${stretchWords[kind]}: ${span(first.fromAt, to)}`];
  });
  const [first] = findings;
  const [signIn] = signIns ?? [];
  const until = signIns?.at(-1)?.toAt;
  return [
    name,
    ...kinds,
    ...(signIn === undefined || until === undefined
      ? []
      : [`  ${count(signIns?.length ?? 0, 'span')} with ${signInWords}: ${span(signIn.fromAt, until)}`]),
    ...(first === undefined
      ? []
      : [`  ${count(findings.length, 'other finding')}: ${findings.length > 1 ? 'the first ' : ''}${utc(first)}`]),
  ];
}

const timelineLines = ({ lanes, marks }: Timeline): string[] => [
  ...marks.map(({ at, label }) => `${utc(at)}  ${label}`),
  ...lanes.flatMap(laneLines),
];

const barLines = ({ rows }: Bars): string[] =>
  rows.flatMap(({ name, total, parts }, i) => [
    name,
    // Of a single mailbox what there is none of is left out; the sum shows all four.
    ...classes.flatMap((each) => {
      if (i > 0 && parts[each] === 0) return [];
      const length = total === 0 ? 0 : Math.round((parts[each] / total) * 30);
      return `  ${padEnd(classWords[each], 24)}${padStart(thousands(parts[each]), 10)}  ${'#'.repeat(length)}`.trimEnd();
    }),
    `  ${padEnd('Total', 24)}${padStart(thousands(total), 10)}`,
  ]);

const linkLines = ({ left, right, links }: Links): string[] =>
  left.flatMap((name, i) => [name, ...links.filter(([from]) => from === i).map(([, to]) => `  - ${right[to] ?? ''}`)]);

const signs: Readonly<Record<Cell, string>> = { seen: '.', case: '#', gap: '!', none: ' ' };

const stripLines = ({ rows, days }: Strip): string[] => [
  ...Object.entries(signs).map(([cell, sign]) => `"${sign}" ${cellWords[cell as Cell]}`),
  `from ${dayOf(days[0] ?? '')}, to ${dayOf(days.at(-1) ?? '')}`,
  ...rows.map(({ name, cells }) => `|${cells.map((cell) => signs[cell]).join('')}| ${name}`),
];

const linesOf = (picture: Picture): string[] => {
  switch (picture.kind) {
    case 'timeline':
      return timelineLines(picture);
    case 'bars':
      return barLines(picture);
    case 'links':
      return linkLines(picture);
    case 'strip':
      return stripLines(picture);
  }
};

/** The picture without its title and description. */
export const pictureLines = (picture: Picture): string[] => [
  ...linesOf(picture),
  ...(picture.more === null ? [] : [picture.more]),
];
