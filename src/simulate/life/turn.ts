// Turns in people's working lives that look like the beginning of an intrusion and are none: somebody becomes a chief's new
// assistant, works on a rented desktop in a data centre from some day on, takes to a VPN, or goes through hundreds of old
// messages in one sitting. Who and when follows from the person's key. The people of the sample have no such turns.
import type { Person } from '../organisation.js';
import { mix } from '../random.js';

/** Turns come in this many days, whatever the length of the log. */
const within = 80;

function turnOf(person: Person, salt: number, oneIn: number): number | null {
  if (person.shared || (person.number <= 12 && person.key < 200_000)) return null;
  return mix(person.key, salt) % oneIn === 0 ? 3 + (mix(person.key, salt + 1) % within) : null;
}

/** The day from which he reads a chief's mail as well, by permission of that day. */
export const newAssistantOn = (person: Person): number | null =>
  person.clients.includes('web') ? turnOf(person, 33, 25) : null;

/** The chief whose new assistant he becomes. */
export function newChiefOf(person: Person, chiefs: readonly Person[]): Person | null {
  const chief = chiefs[mix(person.key, 35) % Math.max(1, chiefs.length)];
  return chief && chief !== person ? chief : null;
}

/** The day from which he works on a desktop in a data centre now and then. */
export const cloudDesktopOn = (person: Person): number | null => turnOf(person, 43, 30);

/** The day from which he is now and then behind a VPN that anybody can buy. */
export const vpnOn = (person: Person): number | null => turnOf(person, 53, 40);

/** The day on which he goes through old mail: a handover, a request for records. */
export const combingOn = (person: Person): number | null =>
  person.clients.some((kind) => kind === 'web' || kind === 'mac') ? turnOf(person, 63, 20) : null;
