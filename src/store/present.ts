// Which logs' rows a file of several really holds, found in one look over the whole file: its beginning may show only one of
// them, and each shape that is tried costs a reading of the file.
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';
import type { Reading } from '../source/reading.js';
import type { Selection, Shape } from '../source/shape.js';

type Shapes = readonly [Shape, ...Shape[]];

const selects = (selection: Selection, texts: ReadonlySet<string>): boolean =>
  selection.is.some((text) => texts.has(text));

/** Those of some shapes that have rows in the file, in the same order; the first of all where none has. */
export async function presentShapes(database: Database, shapes: Shapes, reading: Reading): Promise<Shapes> {
  const places = new Set(shapes.flatMap(({ only }) => (only === undefined ? [] : [only.place.join('.')])));
  const place = shapes.find(({ only }) => only !== undefined)?.only?.place;
  if (shapes.length < 2 || place === undefined || places.size > 1) return shapes;
  const rows = await database.rows<{ text: string }>(
    sql`SELECT DISTINCT coalesce(lower(trim(${reading.at(place)})), '') AS text FROM ${reading.from(false)}`,
  );
  const texts = new Set(rows.map(({ text }) => text));
  const [first, ...others] = shapes.filter(({ only, except }) => {
    if (only !== undefined) return selects(only, texts);
    return [...texts].some((text) => !(except ?? []).some(({ is }) => is.includes(text)));
  });
  return first === undefined ? [shapes[0]] : [first, ...others];
}
