// What lies in the mailboxes: folders, and messages with their arrival. A circular lies in several mailboxes under one
// InternetMessageId, so distinct messages and distinct pairs of mailbox and message differ, as in real exposure counts.
import { dayMs, hourMs, isWorkday, minuteMs } from './clock.js';
import type { Organisation, Person } from './organisation.js';
import type { Random } from './random.js';

export interface Folder {
  readonly id: string;
  readonly path: string;
}

export interface Message {
  readonly itemId: string;
  readonly internetMessageId: string;
  readonly bytes: number;
  readonly arrivedAt: number;
  readonly folder: Folder;
}

export interface Mailbox {
  readonly owner: Person;
  readonly folders: readonly Folder[];
  /** By arrival. */
  readonly messages: readonly Message[];
}

const backlogDays = 60;
const senders = ['mail.northgate.example', 'ministry.example', 'mission.partner.example', 'desk.press.example'];
const placement = [0, 0, 0, 0, 0, 0, 1, 1, 2, 3] as const; // six in ten stay in the Inbox

/** One mailbox per person, filled from 60 days before the start to the end. */
export function fillMailboxes(org: Organisation, startAt: number, days: number, random: Random): Mailbox[] {
  const circulars = circularsOf(startAt, days, random.fork('circular'));
  return org.people.map((owner) => {
    const chance = random.fork(`mailbox/${owner.number}`);
    const folders = foldersOf(owner, chance.fork('folder'));
    const messages = ownMessages(folders, startAt, days, chance.fork('own'));
    for (const { id, at, bytes } of circulars) {
      if (!chance.chance(0.35)) continue;
      messages.push({
        itemId: itemId(chance),
        internetMessageId: id,
        bytes,
        arrivedAt: at,
        folder: folders[0] as Folder,
      });
    }
    messages.sort((a, b) => a.arrivedAt - b.arrivedAt || (a.itemId < b.itemId ? -1 : 1));
    return { owner, folders, messages };
  });
}

function foldersOf(owner: Person, random: Random): Folder[] {
  const topic = owner.number <= 4 ? '\\Inbox\\Cables' : '\\Inbox\\Projects';
  return ['\\Inbox', '\\Sent Items', '\\Archive', topic].map((path) => ({
    id: `LgAAAAC${base64(random, 19)}AAAB`,
    path,
  }));
}

function ownMessages(folders: readonly Folder[], startAt: number, days: number, random: Random): Message[] {
  const messages: Message[] = [];
  for (let day = -backlogDays; day < days; day++) {
    const count = isWorkday(startAt + day * dayMs) ? random.int(4, 8) : random.int(0, 2);
    for (let i = 0; i < count; i++) {
      messages.push({
        itemId: itemId(random),
        internetMessageId: messageId(random),
        bytes: sizeOf(random),
        arrivedAt: startAt + day * dayMs + 5 * hourMs + random.int(0, 13 * 60) * minuteMs,
        folder: folders[random.pick(placement)] as Folder,
      });
    }
  }
  return messages;
}

function circularsOf(startAt: number, days: number, random: Random): { id: string; at: number; bytes: number }[] {
  return Array.from({ length: backlogDays + days }, (_, i) => ({
    id: messageId(random),
    at: startAt + (i - backlogDays) * dayMs + random.int(6 * 60, 14 * 60) * minuteMs,
    bytes: sizeOf(random),
  }));
}

// Mostly small, now and then with an attachment.
const sizeOf = (random: Random) => random.int(9_000, 90_000) * (random.chance(0.12) ? random.int(5, 30) : 1);
const messageId = (random: Random) => `<${random.hex(24)}@${random.pick(senders)}>`;
const itemId = (random: Random) => `RgAAAAC${base64(random, 19)}AAAJ`;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const base64 = (random: Random, length: number) => Array.from({ length }, () => random.pick([...letters])).join('');
