// The result as the JSON document that other programs read. Canonical: keys in the order of the contract, two spaces, a line
// break at the end, so that two runs over the same logs can be compared byte for byte.
import { type Result, resultSchema } from '../record/result.js';
import { LetterlockError } from '../util/error.js';

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

/** The result with its keys in the order of the contract, free-form objects sorted. Throws a ZodError when it breaks the contract. */
export function inContractOrder(result: Result): Result {
  const ordered = resultSchema.parse(result);
  return {
    ...ordered,
    run: { ...ordered.run, options: sorted(ordered.run.options) as Result['run']['options'] },
    reconciliation: {
      ...ordered.reconciliation,
      byReason: sorted(ordered.reconciliation.byReason) as Result['reconciliation']['byReason'],
    },
    campaigns: ordered.campaigns.map((each) => ({ ...each, judgements: each.judgements.map(sorted) })),
  };
}

/** Throws `resultTooLarge` beyond what one text can hold (512 MB in Node): then write it in parts. */
export function renderJson(result: Result): string {
  const ordered = inContractOrder(result);
  try {
    return `${JSON.stringify(ordered, null, 2)}\n`;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new LetterlockError({
      code: 'resultTooLarge',
      message: 'The result is too large for one JSON document.',
      hint: 'Write it in parts with --out DIR.',
      cause,
    });
  }
}
