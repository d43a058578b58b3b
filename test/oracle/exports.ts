// How a world leaves the tenant: several exports that overlap, each in its own shape, some rows damaged on the way. What was
// done to each file is kept, so that a ledger can be checked against it and not only against a second reader.
import { Random } from './random.js';
import type { Fields, World } from './world-model.js';
import {
  type AuditShape,
  auditShapes,
  canCut,
  canEmpty,
  type Damage,
  type ExportRow,
  isJson,
  writeAudit,
} from './write-audit.js';

export type ExportFile = { path: string; shape: AuditShape; rows: ExportRow[] };

/** Cuts the audit records into pieces that overlap and writes each in a shape of its own, with the given share of damage. */
export function writeOverlapping(
  folder: string,
  world: World,
  plan: { seed: number; pieces: number; damage: number; gzip?: boolean; shapes?: readonly AuditShape[] },
): ExportFile[] {
  const random = new Random(plan.seed);
  const shapes = random.shuffle(plan.shapes ?? auditShapes);
  const size = Math.ceil(world.audit.length / plan.pieces);
  return Array.from({ length: plan.pieces }, (_, n) => {
    const from = Math.max(0, n * size - Math.floor(size * 0.2));
    const shape = shapes[n % shapes.length] ?? 'portalCsv';
    const rows = damaged(random, world.audit.slice(from, (n + 1) * size), shape, plan.damage);
    const doubled = rows.flatMap((row) => (random.chance(0.05) ? [row, row] : [row]));
    const name = `${String(n).padStart(2, '0')}-${shape}.${isJson(shape) ? 'json' : 'csv'}${plan.gzip && n % 3 === 0 ? '.gz' : ''}`;
    return { path: writeAudit(folder, name, random.shuffle(doubled), shape), shape, rows: doubled };
  });
}

function damaged(random: Random, records: readonly Fields[], shape: AuditShape, share: number): ExportRow[] {
  const kinds: Damage[] = [
    'noTime',
    'noId',
    ...(canCut(shape) ? ['cut' as const] : []),
    ...(canEmpty(shape) ? ['empty' as const] : []),
  ];
  return records.map((data) => ({ data, damage: random.chance(share) ? random.pick(kinds) : undefined }));
}

export const isReject = (row: ExportRow) => row.damage !== undefined && row.damage !== 'noId';
