// People change their names: from some day on the same mailbox and account stand in the logs under another user principal name. The
// last person of the organisation does, from the middle of the time on.
import type { SignIn } from '../journal.js';
import type { Person } from '../organisation.js';
import type { World } from '../world.js';
import type { Defects } from './defect.js';

interface Plan {
  readonly world: World;
  readonly defects: Defects;
}

const changesAt = ({ startAt, endAt }: World): number => startAt + Math.floor((endAt - startAt) / 2);
const whoChanges = ({ org }: World): Person | undefined => org.people.filter(({ shared }) => !shared).at(-1);
const newName = (upn: string): string => upn.replace('@', '.new@');

/** A record's JSON as it is written at that time. */
export function renamedText(json: string, at: number, { world, defects }: Plan): string {
  if (!defects.renamed || at < changesAt(world)) return json;
  const person = whoChanges(world);
  return person === undefined ? json : json.replaceAll(`"${person.upn}"`, `"${newName(person.upn)}"`);
}

export function renamedSignIn(signIn: SignIn, { world, defects }: Plan): SignIn {
  if (!defects.renamed || signIn.at < changesAt(world)) return signIn;
  const { person } = signIn;
  return person === null || person !== whoChanges(world)
    ? signIn
    : { ...signIn, person: { ...person, upn: newName(person.upn) } };
}
