// What lies in the mailboxes: folders, and messages with their arrival. Nothing is kept: a message is a number (day and
// place within the day), and everything about it follows from that number and the mailbox. A circular lies in several
// mailboxes under one InternetMessageId, so distinct messages and distinct pairs of mailbox and message differ.
import { dayMs, hourMs, isWorkday } from './clock.js';
import type { Organisation, Person } from './organisation.js';
import { hexOfWord, mix } from './random.js';

export interface Folder {
  readonly id: string;
  readonly path: string;
}

export interface Message {
  readonly itemId: string;
  readonly internetMessageId: string;
  readonly bytes: number;
}

export interface Attachment {
  readonly id: string;
  readonly bytes: number;
}

/** Messages of nearly two years before the first day may still be opened. */
const backlogDays = 700;
const perDay = 64;
const senders = ['partner.example', 'ministry.example', 'mission.example', 'desk.press.example', 'supplier.example'];
const placement = [0, 0, 0, 0, 0, 0, 1, 1, 2, 3] as const; // six in ten stay in the Inbox
const paths = {
  en: ['\\Inbox', '\\Sent Items', '\\Archive', '\\Inbox\\Projects', '\\Drafts', '\\Deleted Items'],
  fr: ['\\Boîte de réception', '\\Éléments envoyés', '\\Archive', '\\Boîte de réception\\Projets', '\\Brouillons'],
  de: ['\\Posteingang', '\\Gesendete Elemente', '\\Archiv', '\\Posteingang\\Projekte', '\\Entwürfe'],
} as const;

export class Mailbox {
  readonly owner: Person;
  readonly folders: readonly Folder[];
  readonly #startAt: number;
  readonly #tenant: number;
  readonly #attachments: boolean;

  constructor(owner: Person, org: Organisation, startAt: number) {
    this.owner = owner;
    this.#startAt = startAt;
    this.#tenant = org.number;
    this.#attachments = org.profile.attachments;
    const names = paths[org.profile.language];
    this.folders = names.map((path, i) => {
      const cables = org.number === 1 && i === 3 && owner.number <= 4;
      return { id: `LgAAAAC${words(owner.key, i + 9_000_001)}AAAB`, path: cables ? '\\Inbox\\Cables' : path };
    });
  }

  /** The message that is `back`th newest at an instant; null where there are not so many. */
  newest(at: number, back: number): number | null {
    let day = Math.floor((at - this.#startAt) / dayMs);
    let left = back;
    for (; day >= -backlogDays; day--) {
      const count = this.#arrivedOn(day, at);
      if (left < count) return (day + backlogDays) * perDay + count - 1 - left;
      left -= count;
    }
    return null;
  }

  /** Everything that lies there at an instant, newest first. */
  *newestFirst(at: number): Iterable<number> {
    for (let day = Math.floor((at - this.#startAt) / dayMs); day >= -backlogDays; day--) {
      for (let i = this.#arrivedOn(day, at) - 1; i >= 0; i--) yield (day + backlogDays) * perDay + i;
    }
  }

  folderOf = (message: number): number =>
    placement[mix(this.owner.key, message ^ 0x5bd1e995) % placement.length] as number;

  message(message: number): Message {
    const day = Math.floor(message / perDay);
    const drawn = mix(this.owner.key + 31, message);
    const circular = message % perDay === 0 && drawn % 3 === 0;
    const [a, b] = circular ? [this.#tenant, day] : [this.owner.key + 77, message];
    const sender = senders[mix(a, b + 5) % senders.length] as string;
    // Mostly small, now and then with an attachment.
    const bytes = 9_000 + (mix(a, b + 3) % 81_000) * (drawn % 9 === 0 ? 20 : 1);
    return {
      itemId: `RgAAAAC${words(this.owner.key, message)}AAAJ`,
      internetMessageId: `<${words(a, b + 11)}@${sender}>`,
      bytes,
    };
  }

  /** When a message came; those of one day arrive evenly. */
  receivedAt(message: number): number {
    const day = Math.floor(message / perDay) - backlogDays;
    const count = Math.max(1, this.#arrivedOn(day, Number.POSITIVE_INFINITY));
    const share = Math.min(1, ((message % perDay) + 1) / count);
    return this.#startAt + day * dayMs + 4 * hourMs + Math.ceil(share * 18 * hourMs);
  }

  /** Whether a file is attached, in tenants whose log knows of attachments. */
  attached = (message: number): boolean => this.#attachments && mix(this.owner.key + 31, message) % 9 === 0;

  attachment(message: number): Attachment {
    const { bytes } = this.message(message);
    return {
      id: `RgAAAAC${words(this.owner.key, message)}AAAJEA${words(this.owner.key + 3, message)}`,
      bytes: bytes - 4000,
    };
  }

  #arrivedOn(day: number, at: number): number {
    const from = this.#startAt + day * dayMs;
    const mean = isWorkday(from) ? this.owner.mail : this.owner.mail / 6;
    const count = Math.min(perDay - 1, Math.round(mean * (0.6 + (mix(this.owner.key, day + 700) % 1000) / 1250)));
    if (at >= from + dayMs) return count;
    // They arrive evenly from four in the morning until ten in the evening.
    return Math.max(0, Math.min(count, Math.floor(((at - from - 4 * hourMs) / (18 * hourMs)) * count)));
  }
}

const words = (a: number, b: number): string =>
  hexOfWord(mix(a, b)) + hexOfWord(mix(a + 101, b)) + hexOfWord(mix(a + 211, b)).slice(0, 4);
