// The audit log as it is downloaded: each record goes into the searches that reach over its time, with what goes wrong on
// the way.
import { createHash } from 'node:crypto';
import type { AuditRecord } from '../audit/record.js';
import { dayMs, hourMs, minuteMs } from '../clock.js';
import { mix } from '../random.js';
import type { Damage } from '../truth-schema.js';
import type { World } from '../world.js';
import type { Book } from './book.js';
import { Channel, type Copies } from './channel.js';
import { about, type Defects, fate, lotOf } from './defect.js';
import { renamedText } from './renamed.js';
import { namesOf, type Search } from './search.js';
import type { AuditShape } from './shape.js';
import type { Sheet } from './sheet.js';

export interface AuditPlan {
  readonly world: World;
  readonly searches: readonly Search<AuditShape>[];
  readonly folder: string;
  readonly book: Book;
  readonly defects: Defects;
}

/** Results that the cmdlet gives at a time unless told otherwise. */
const resultsAPage = 100;

/** A record that stands in the exports, under the id by which a reader will know it, with its token's or without. */
export type Told = (record: AuditRecord, id: string, withToken: boolean) => void;

export class AuditExport {
  readonly #plan: AuditPlan;
  /** Rows given by each search. */
  readonly #sent = new Map<number, number>();
  readonly #channels = new Map<string, { readonly search: Search<AuditShape>; readonly channel: Channel }>();

  constructor(plan: AuditPlan) {
    this.#plan = plan;
  }

  get held(): number {
    return [...this.#channels.values()].reduce((sum, { channel }) => sum + channel.held, 0);
  }

  /** The records of a day, by time; those told of have at least one whole copy. */
  write(records: readonly AuditRecord[], tell: Told): void {
    const [first, last] = [records[0], records.at(-1)];
    if (first === undefined || last === undefined) return;
    const near = this.#plan.searches.filter(({ fromAt, untilAt }) => last.at >= fromAt && first.at < untilAt);
    for (const record of records) this.#writeRecord(record, near, tell);
  }

  /** Hands out what the service makes available until an instant. */
  arrive(untilAt: number): void {
    for (const { search, channel } of this.#channels.values()) if (search.shape.byArrival) channel.arrive(untilAt);
  }

  /** The day is over: searches that end before it are closed. */
  endDay(at: number): void {
    for (const [key, { search, channel }] of this.#channels) {
      if (search.untilAt + 2 * hourMs > at) continue;
      channel.close();
      this.#channels.delete(key);
    }
  }

  close(): void {
    for (const { channel } of this.#channels.values()) channel.close();
    this.#channels.clear();
  }

  #writeRecord(record: AuditRecord, near: readonly Search<AuditShape>[], tell: Told): void {
    const found = near.filter(
      (search) =>
        record.at >= search.fromAt &&
        record.at < search.untilAt &&
        (search.shape.holds?.(record) ?? true) &&
        !this.#missing(search, record.at) &&
        !this.#full(search) &&
        !this.#pageLost(search, record),
    );
    const own = found.filter(({ shape }) => shape.ownId !== undefined);
    if (own.length > 0) this.#writeCopies(record, own, tell);
    this.#writeCopies(record, own.length > 0 ? found.filter(({ shape }) => shape.ownId === undefined) : found, tell);
  }

  /** Of one record, as a reader counts them: `found` know it by one id. */
  #writeCopies(record: AuditRecord, found: readonly Search<AuditShape>[], tell: Told): void {
    const [only] = found;
    if (only === undefined) return;
    const lot = lotOf(record.id);
    const withId = found.length > 1 || fate(lot, about.id) >= this.#plan.defects.idMissing;
    const auditData = once(() =>
      renamedText(deface(record.text(withId), lot, this.#plan.defects), record.at, this.#plan),
    );
    const copies: Copies = { files: [], open: 0 };
    const rows = found.flatMap((search) => this.#rowsOf(search, record, lot, auditData, copies));
    copies.open = rows.length;
    if (rows.some(({ damage }) => damage === null)) {
      const own = only.shape.ownId?.(record);
      const id = own ?? (withId || only.shape.repeatsId ? record.id : contentId(auditData()));
      tell(record, id, own === undefined);
    }
    for (const { search, write, damage } of rows)
      this.#send(search, record, lot, { write, id: record.id, damage, copies });
  }

  #missing({ number, shape }: Search<AuditShape>, at: number): boolean {
    const { hourMissing } = this.#plan.defects;
    return (
      hourMissing > 0 && shape.overlaps && mix(Math.floor(at / hourMs), number + 900) / 0x1_0000_0000 < hourMissing
    );
  }

  /** A search that has given as much as it gives at most; later rows are not in the exports. */
  #full({ number, shape }: Search<AuditShape>): boolean {
    const { mostResults } = this.#plan.defects;
    return mostResults !== null && !shape.byArrival && (this.#sent.get(number) ?? 0) >= mostResults;
  }

  /** A page of a search that failed and was not asked for again: its results were counted all the same. */
  #pageLost(search: Search<AuditShape>, record: AuditRecord): boolean {
    const { resultsMissing } = this.#plan.defects;
    if (resultsMissing === 0 || search.shape.byArrival) return false;
    const place = this.#sent.get(search.number) ?? 0;
    const page = Math.floor(place / resultsAPage);
    if (page === 0 || mix(page, search.number + 1500) / 0x1_0000_0000 >= resultsMissing) return false;
    this.#sent.set(search.number, place + 1);
    this.#channelOf(search, record).lose();
    return true;
  }

  #rowsOf(search: Search<AuditShape>, record: AuditRecord, lot: number, auditData: () => string, copies: Copies) {
    const { defects } = this.#plan;
    const { shape, number } = search;
    const damage = damageOf(shape, defects, fate(lot, about.damage, number), auditData);
    const writeRow = (sheet: Sheet, n: number, place: number) =>
      shape.row(sheet, record, spoil(auditData(), damage, defects), n, place);
    const row = { search, copies, damage, write: writeRow };
    // The service repeats itself far more often in its own feed than in a search.
    const rate = shape.byArrival && defects.duplicated > 0 ? Math.max(0.03, defects.duplicated) : defects.duplicated;
    return damage === null && fate(lot, about.duplicate, number) < rate ? [row, row] : [row];
  }

  #send(search: Search<AuditShape>, record: AuditRecord, lot: number, row: Parameters<Channel['write']>[0]): void {
    const channel = this.#channelOf(search, record);
    this.#sent.set(search.number, (this.#sent.get(search.number) ?? 0) + 1);
    const late = fate(lot, about.late, search.number) < this.#plan.defects.late;
    if (!search.shape.byArrival) {
      if (late && search.untilAt - record.at > dayMs) channel.wait(record.at + dayMs, row);
      else channel.write(row);
      return;
    }
    const delay = fate(lot, about.delay, row.copies.open) ** 2 * 90 * minuteMs + (late ? 20 * hourMs : 0);
    channel.wait(record.at + delay, row);
  }

  #channelOf(search: Search<AuditShape>, record: AuditRecord): Channel {
    const stream = search.shape.stream(record);
    const key = `${search.number}|${stream}`;
    const known = this.#channels.get(key);
    if (known) return known.channel;
    const { folder, book } = this.#plan;
    const channel = new Channel(search.shape, { ...namesOf(search), stream }, folder, book);
    this.#channels.set(key, { search, channel });
    return channel;
  }
}

/** A cut field still ends in a quote: the CSV is whole, the JSON in it is not. */
const spoil = (json: string, damage: Damage | null, { cutAfter }: Defects): string =>
  damage === null ? json : damage === 'auditDataEmpty' ? '' : json.slice(0, cutAfter ?? Math.floor(json.length * 0.55));

/** Another spelling of the user, a field that nobody knows: the record stays whole, and is the same record. */
function deface(json: string, lot: number, { respelled, newField }: Defects): string {
  const spelled =
    fate(lot, about.spelling) < respelled
      ? json.replace(
          /"UserId":"([^"@]+@[^"]+)"/,
          (_, user: string) => `"UserId":"${lot % 2 === 0 ? `SMTP:${user} ` : user.toUpperCase()}"`,
        )
      : json;
  if (fate(lot, about.field) >= newField) return spelled;
  // A type of tomorrow too, where it is the service's own noise.
  return spelled
    .replace(/"RecordType":1,(?=.*"UserId":"NT AUTHORITY)/, '"RecordType":9901,')
    .replace(/}$/, ',"FieldOfTomorrow":"1"}');
}

/** The text is made when the first row is written: rows that wait would hold it for a day. */
function once(make: () => string): () => string {
  let made: string | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

function damageOf(
  { damages }: AuditShape,
  { cut, empty, cutAfter }: Defects,
  drawn: number,
  auditData: () => string,
): Damage | null {
  const long = cutAfter !== null && auditData().length > cutAfter;
  const tooShort = cutAfter !== null && !long;
  const cutsHere = long || (drawn < cut && !tooShort);
  const damage = cutsHere ? 'auditDataCut' : drawn >= cut && drawn < cut + empty ? 'auditDataEmpty' : null;
  return damage !== null && damages.includes(damage) ? damage : null;
}

/** The id of a record that has none: from its content (design.md, settled points). */
const contentId = (auditData: string): string =>
  `content-${createHash('sha256').update(auditData).digest('hex').slice(0, 32)}`;
