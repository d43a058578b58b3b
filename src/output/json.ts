// The result as the JSON document that other programs read. Canonical: keys in the order of the contract, two spaces, a line
// break at the end, so that two runs over the same logs can be compared byte for byte. Large tenants make it a hundred
// megabytes and more, so it is made entry by entry: nothing holds it as a whole unless it is asked to.
import { type Result, resultSchema } from '../record/result.js';
import { LetterlockError } from '../util/error.js';

type Key = keyof Result;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value with the keys of every object in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value).sort();
  // Not by assignment: a key named __proto__ would be lost.
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

/** In the order of the contract. */
export const keys = Object.keys(resultSchema.shape) as Key[];

/** The value of a key with its own keys in the order of the contract, free-form objects sorted. Throws a ZodError when it breaks the contract. */
export function valueInOrder<K extends Key>(key: K, value: Result[K]): Result[K] {
  const ordered = resultSchema.shape[key].parse(value) as unknown;
  if (key === 'run') {
    const run = ordered as Result['run'];
    return { ...run, options: sorted(run.options) } as Result[K];
  }
  if (key === 'reconciliation') {
    const sums = ordered as Result['reconciliation'];
    return { ...sums, byReason: sorted(sums.byReason) } as Result[K];
  }
  return ordered as Result[K];
}

/** The entries of a list, each in order, one at a time. */
export function* entriesInOrder(key: Key, list: readonly unknown[]): Generator<unknown> {
  for (const entry of list) {
    const [ordered] = valueInOrder(key, [entry] as never) as readonly unknown[];
    yield ordered;
  }
}

/** Throws `resultTooLarge` for a single case or session beyond what one text can hold (512 MB in Node). */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value, null, 2);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new LetterlockError({
      code: 'resultTooLarge',
      message: 'the result is too large: one of its cases or sessions does not fit into a text',
      hint: 'ask for a part of it, with --from and --to or --mailbox',
      cause,
    });
  }
}

/** As it stands within `depth` objects or lists. */
function indented(value: unknown, depth: number): string {
  let nest = value;
  for (let i = 0; i < depth; i++) nest = [nest];
  const around = { begin: 0, end: 0 };
  for (let i = 1; i <= depth; i++) {
    // `[`, a line break and the indentation; a line break, the indentation of the level above and `]`.
    around.begin += 2 + 2 * i;
    around.end += 2 + 2 * (i - 1);
  }
  const text = textOf(nest);
  return text.slice(around.begin, text.length - around.end);
}

function* listTexts(key: Key, list: readonly unknown[]): Generator<string> {
  let before = '[\n    ';
  for (const entry of entriesInOrder(key, list)) {
    yield before + indented(entry, 2);
    before = ',\n    ';
  }
  yield '\n  ]';
}

/** The document in pieces. Throws `resultTooLarge`, and a ZodError when the result breaks the contract. */
export function* jsonTexts(result: Result): Generator<string> {
  let before = '{\n  ';
  for (const key of keys) {
    const value = result[key];
    yield `${before}${JSON.stringify(key)}: `;
    if (Array.isArray(value) && value.length > 0) yield* listTexts(key, value);
    else yield indented(valueInOrder(key, value), 1);
    before = ',\n  ';
  }
  yield '\n}\n';
}

/** The document as one text. */
export const renderJson = (result: Result): string => [...jsonTexts(result)].join('');
