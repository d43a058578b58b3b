// The timeline: a lane a mailbox. Reading without a sign-in is full, other suspect reading hollow, what cannot be decided and what the log
// could not tell are hatched, findings are diamonds, sign-ins of the owner a thin line at the bottom: the shapes tell it without colours.
import { utc } from '../../format.js';
import { element, joined, type Markup, textElement } from '../html/element.js';
import { type Span, type Stretch, signInWords, stretchKinds, stretchWords, type Timeline } from '../picture/picture.js';
import { scaleOf } from './axis.js';
import { frame, type Key, legend, letter, n, nameWidth, svgName, svgText, width } from './frame.js';

const laneHeight = 24;

function bar(id: string, { kind, fromAt, toAt }: Stretch, x: number, y: number, length: number): Markup {
  const tip = fromAt === '' ? [] : [textElement('title', {}, `${utc(fromAt)} to ${utc(toAt)}: ${stretchWords[kind]}`)];
  const place = {
    x: n(x),
    y: n(kind === 'blind' ? y + 2 : y + 6),
    width: n(Math.max(3, length)),
    height: kind === 'blind' ? 20 : 12,
  };
  const fill = kind === 'blind' ? `url(#${id}-hatch)` : kind === 'undecided' ? `url(#${id}-cross)` : null;
  return element('rect', { ...place, class: `stretch ${kind}`, fill }, tip);
}

const diamond = (x: number, y: number): Markup =>
  element('path', { d: `M${n(x)} ${n(y - 5)}l5 5l-5 5l-5 -5z`, class: 'finding' });

/** One line for all of them; nearer to each other than can be seen is one, so that years of them fit into a document. */
function signInLine(spans: readonly Span[], at: (time: string) => number, y: number): Markup[] {
  const parts: { from: number; to: number }[] = [];
  for (const { fromAt, toAt } of spans) {
    const [from, to] = [at(fromAt), Math.max(at(toAt), at(fromAt) + 1)];
    const last = parts.at(-1);
    if (last !== undefined && from - last.to < 1) last.to = Math.max(last.to, to);
    else parts.push({ from, to });
  }
  if (parts.length === 0) return [];
  const d = parts.map(({ from, to }) => `M${n(from)} ${n(y)}H${n(to)}`).join('');
  return [element('path', { d, class: 'sign-ins' })];
}

/** Marks whose labels would lie on each other stand in rows of their own. */
function markParts(
  { marks }: Timeline,
  at: (time: string) => number,
  bottom: number,
): { parts: Markup[]; top: number } {
  const ends: number[] = [];
  const placed = marks.map(({ at: time, label }) => {
    const x = at(time);
    const room = label.length * letter + 10;
    const left = x + room > width ? x - room : x;
    const found = ends.findIndex((end) => end <= left);
    const row = found < 0 ? ends.length : found;
    ends[row] = left + room;
    return { x, label, row, atEnd: left < x, time };
  });
  const top = ends.length * 14 + 4;
  const parts = placed.flatMap(({ x, label, row, atEnd, time }) => [
    element('line', { x1: n(x), x2: n(x), y1: row * 14 + 4, y2: n(top + bottom), class: 'mark' }),
    element(
      'g',
      {},
      textElement('title', {}, utc(time)),
      svgText(atEnd ? x - 4 : x + 4, row * 14 + 12, label, { class: 'small', 'text-anchor': atEnd ? 'end' : 'start' }),
    ),
  ]);
  return { parts, top };
}

export function timelineSvg(id: string, picture: Timeline): Markup {
  const scale = scaleOf(picture.fromAt, picture.toAt);
  const bottom = picture.lanes.length * laneHeight;
  const { parts: marks, top } = markParts(picture, scale.at, bottom);
  const lanes = picture.lanes.flatMap(({ name, stretches, signIns, findings }, i) => {
    const y = top + i * laneHeight;
    return [
      element('rect', {
        x: nameWidth,
        y: n(y + 1),
        width: width - nameWidth - 10,
        height: laneHeight - 2,
        class: 'lane',
      }),
      svgName(0, y + 16, name, nameWidth - 8),
      ...stretches.map((each) => bar(id, each, scale.at(each.fromAt), y, scale.at(each.toAt) - scale.at(each.fromAt))),
      ...signInLine(signIns ?? [], scale.at, y + 20.5),
      ...findings.map((time) => diamond(scale.at(time), y + 12)),
    ];
  });
  const ticks = scale.ticks.map(({ x, text }) =>
    joined([
      element('line', { x1: n(x), x2: n(x), y1: n(top), y2: n(top + bottom + 4), class: 'tick' }),
      svgText(x, top + bottom + 16, text, {
        class: 'small',
        'text-anchor': x > width - 40 ? 'end' : 'middle',
      }),
    ]),
  );
  const used = new Set(picture.lanes.flatMap(({ stretches }) => stretches.map(({ kind }) => kind)));
  const keys: Key[] = stretchKinds
    .filter((kind) => used.has(kind))
    .map((kind) => ({
      text: stretchWords[kind],
      draw: (x, y) => bar(id, { kind, fromAt: '', toAt: '' }, x, y - 6, 16),
    }));
  if (picture.lanes.some(({ findings }) => findings.length > 0))
    keys.push({ text: 'another finding', draw: (x, y) => diamond(x + 8, y + 6) });
  if (picture.lanes.some(({ signIns }) => (signIns ?? []).length > 0))
    keys.push({
      text: signInWords,
      draw: (x, y) => element('path', { d: `M${n(x)} ${n(y + 6)}H${n(x + 16)}`, class: 'sign-ins' }),
    });
  const key = legend(top + bottom + 28, keys);
  return frame(id, top + bottom + 28 + key.height, picture.title, picture.description, [
    ...ticks,
    ...lanes,
    ...marks,
    ...key.parts,
  ]);
}
