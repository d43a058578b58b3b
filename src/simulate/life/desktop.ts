// Outlook on the desktop: it keeps a copy, so the log says only that a folder was synchronised, once per folder, and
// nothing of what is read from the copy later. Its records carry no application and no token id.
import { dayMs, secondMs } from '../clock.js';
import { programOf } from '../device.js';
import type { Context, Journal } from '../journal.js';
import type { Folder } from '../mail.js';
import type { Person } from '../organisation.js';
import { type Client, client, tokenAt } from '../sign-in.js';
import { mailboxOf, type World } from '../world.js';
import { syncSession, visitTimes } from './visit.js';
import { whereabouts } from './whereabouts.js';

export function useDesktop(world: World, journal: Journal, person: Person): void {
  const random = world.random.fork(`desktop/${person.number}`);
  const outlook = client(person, programOf(person, 'desktop'), random.fork('token'), world.startAt - 20 * dayMs);
  for (let day = 0; day < world.days; day++) {
    const { place, offset, working } = whereabouts(world, person, day);
    if (!working) continue;
    const chance = random.fork(`${day}`);
    for (const at of visitTimes(world, person, day, offset, chance)) {
      const token = tokenAt(outlook, at, place, journal);
      const context = syncing(world, outlook, place.address);
      const visit = { ...context, token, sessionId: syncSession(token, chance) };
      synchronise(journal, visit, at, chance.chance(0.3) ? 2 : 1);
    }
  }
}

function syncing(world: World, outlook: Client, address: string): Omit<Context, 'token' | 'sessionId'> {
  const { clientInfo, appId, clientAppId } = outlook.program;
  const mailbox = mailboxOf(world, outlook.person);
  return { actor: 'owner', mailbox, user: outlook.person, address, clientInfo, appId, clientAppId, idsLost: true };
}

function synchronise(journal: Journal, context: Context, at: number, folders: number): void {
  context.mailbox.folders.slice(0, folders).forEach((folder: Folder, i) => {
    journal.accesses.push({ at: at + i * 2 * secondMs, context, folder, message: null });
  });
}
