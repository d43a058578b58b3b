// Logs that lie beside the audit log and the sign-ins: changes in the directory, calls of Graph. Nothing is lost or damaged
// on their way; where searches overlap, a row stands in both.
import type { World } from '../world.js';
import type { Book } from './book.js';
import { Channel, type Copies } from './channel.js';
import { namesOf, type Search } from './search.js';
import type { Frame } from './shape.js';
import type { Sheet } from './sheet.js';

export interface SideShape<T> extends Frame {
  row(sheet: Sheet, world: World, item: T): void;
}

export interface SidePlan<T> {
  readonly world: World;
  /** None where the log was not exported. */
  readonly searches: readonly Search<SideShape<T>>[];
  readonly folder: string;
  readonly book: Book;
}

export class SideExport<T extends { readonly id: string; readonly at: number }> {
  readonly #plan: SidePlan<T>;
  readonly #channels = new Map<Search<SideShape<T>>, Channel>();

  constructor(plan: SidePlan<T>) {
    this.#plan = plan;
  }

  get wanted(): boolean {
    return this.#plan.searches.length > 0;
  }

  /** By time. */
  write(items: readonly T[]): void {
    const { world, searches } = this.#plan;
    for (const item of items) {
      const found = searches.filter(({ fromAt, untilAt }) => item.at >= fromAt && item.at < untilAt);
      const copies: Copies = { files: [], open: found.length };
      for (const search of found) {
        const write = (sheet: Sheet) => search.shape.row(sheet, world, item);
        this.#channelOf(search).write({ write, id: item.id, damage: null, copies });
      }
    }
  }

  endDay(at: number): void {
    for (const [search, channel] of this.#channels) {
      if (search.untilAt > at) continue;
      channel.close();
      this.#channels.delete(search);
    }
  }

  close(): void {
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
  }

  #channelOf(search: Search<SideShape<T>>): Channel {
    const known = this.#channels.get(search);
    if (known) return known;
    const { folder, book } = this.#plan;
    const channel = new Channel(search.shape, { ...namesOf(search), stream: '' }, folder, book);
    this.#channels.set(search, channel);
    return channel;
  }
}
