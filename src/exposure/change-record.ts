// An audit record of a change, as it stands in its export -> what was done with which parameters.
type Fields = Record<string, unknown>;

export interface ChangeRow {
  readonly id: string;
  readonly tenant: string;
  readonly atMs: number;
  readonly user: string | null;
}

const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
};

/** Null where the record cannot be read. */
export function readFields(raw: string): Fields | null {
  const record = parsed(raw);
  return typeof record === 'object' && record !== null ? (record as Fields) : null;
}

/** In lower case, as the kinds of change are named. */
export const operationOf = (record: Fields): string =>
  String(record.Operation ?? record.operation ?? '')
    .trim()
    .toLowerCase();

/** Lists of {Name, Value}, which some connectors store as text and others as one object (elastic/beats#22780). */
export function pairsOf(value: unknown): Map<string, string> {
  const entries = parsed(value);
  if (typeof entries !== 'object' || entries === null) return new Map();
  if (!Array.isArray(entries))
    return new Map(Object.entries(entries).map(([name, text]) => [name, String(text ?? '')]));
  return new Map(entries.map((entry: Fields) => [String(entry?.Name), String(entry?.Value ?? '')]));
}
