// Which log a file holds and in what shape. Most files hold one; an Event Hub or a union of tables holds rows of several, and
// rows of logs that nobody here knows, which become rejects.
import { auditSource } from './audit/source.js';
import { directorySource } from './directory/source.js';
import { graphActivitySource } from './graph-activity/source.js';
import type { Head } from './head.js';
import { messageTraceSource } from './message-trace/source.js';
import { applicationSource } from './own/application.js';
import { networkSource } from './own/network.js';
import { personSource } from './own/person.js';
import { type Shape, type Source, textsAt } from './shape.js';
import { signInSource } from './sign-in/source.js';
import { stateSource } from './state/source.js';

// The user's own tables of applications and people come first: their columns are particular, a state export's are not.
export const sources: readonly Source[] = [
  applicationSource,
  personSource,
  auditSource,
  stateSource,
  signInSource,
  directorySource,
  graphActivitySource,
  messageTraceSource,
  networkSource,
];

/** The rows that none of the shapes takes, as a shape of its own; nothing where a shape takes all. */
function rest(shapes: readonly Shape[]): Shape[] {
  const [one] = shapes;
  const except = shapes.flatMap((shape) => shape.only ?? []);
  if (one === undefined || except.length < shapes.length) return [];
  const { name, title, log } = one;
  return [{ name, title, log, payload: { kind: 'row' }, wrapper: {}, mapping: {}, except, refused: 'otherLog' }];
}

const isSeen = (head: Head, { only }: Shape): boolean =>
  only?.is.some((text) => textsAt(head, only.place).has(text)) ?? false;

/** The shapes of a file's rows; none where no source knows the file. */
export function recognise(head: Head): readonly Shape[] {
  const shapes: Shape[] = [];
  for (const source of sources) {
    const found = source.recognise(head) ?? [];
    const list = (Array.isArray(found) ? found : [found]) as readonly Shape[];
    // A shape that takes all rows decides the file; shapes that select can share it.
    if (list.some((shape) => shape.only === undefined)) {
      if (shapes.length === 0) return list;
      continue;
    }
    shapes.push(...list);
  }
  // The first one gives the file its name: one of which the beginning of the file has rows.
  const ordered = [...shapes.filter((shape) => isSeen(head, shape)), ...shapes.filter((shape) => !isSeen(head, shape))];
  return [...ordered, ...rest(ordered)];
}
