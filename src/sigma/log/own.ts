// Letterlock's own fields: the columns of the store, the same whatever export a record came in. `product: letterlock` with the
// kind of log as service. Everything else of the record is reached by its path, as everywhere.
import { type Catalogue, catalogues, type LogKind } from '../../record/field.js';
import { auditPlace } from './audit.js';
import { type Place, pathsOf, type Target, unmapped } from './place.js';

function ownPlace(log: LogKind, field: string): Place {
  const catalogue: Catalogue = catalogues[log];
  const name = Object.keys(catalogue).find((key) => key.toLowerCase() === field.toLowerCase());
  if (name === undefined) return log === 'audit' ? auditPlace(field) : unmapped(pathsOf(field));
  const { type, form } = catalogue[name] as Catalogue[string];
  const text = type === 'text' || type === 'json';
  const own = form === 'lower' ? 'lower' : text ? 'text' : 'other';
  return { ...unmapped([]), column: { name, form: own } };
}

export const ownTarget = (log: LogKind, title: string): Target => ({
  log,
  title,
  where: null,
  lacks: () => null,
  place: (field) => ownPlace(log, field),
});
