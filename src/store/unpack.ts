// Archives become their members, one at a time: each is unpacked into the scratch folder, loaded, and removed before the next.
// What an archive holds that cannot be read is told by name, and none of its neighbours suffers for it.
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { isZip } from '../source/container/format.js';
import { type ArchiveLimits, archiveLimits, mostUnpacked } from '../source/container/limit.js';
import { type ZipMember, zipMembers } from '../source/container/zip.js';
import type { FoundFile } from './discover.js';

/** What could not be unpacked, and why. */
export interface Refusal {
  readonly path: string;
  readonly code: 'passwordProtected' | 'archiveLimit' | 'unreadable' | 'notRecognised';
  readonly message: string;
}

export type Unpacked = FoundFile | Refusal;

export const isRefusal = (item: Unpacked): item is Refusal => 'code' in item;

interface Work {
  readonly scratch: string;
  readonly limits: ArchiveLimits;
  /** Members, by their whole path, that are wanted; the way to them is always gone. */
  readonly wanted: (location: string) => boolean;
  members: number;
  bytes: number;
  readonly mostBytes: number;
}

const separator = '!/';
const refusal = (path: string, code: Refusal['code'], message: string): Refusal => ({ path, code, message });

type Outcome = 'whole' | 'cut' | 'tooLarge' | 'lost';

// The file system's errors are ours; those of the archive have none of its codes.
const isSystems = (error: unknown): boolean => /^E[A-Z]+$/.test(String((error as NodeJS.ErrnoException).code ?? ''));

/** Writes a member, as far as it can be read; a checksum that does not fit means that something in it is damaged. */
async function extract(member: ZipMember, to: string, work: Work): Promise<Outcome> {
  let checksum = 0;
  const tooLarge = (): boolean => work.bytes > work.mostBytes;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      checksum = crc32(chunk, checksum);
      work.bytes += chunk.length;
      if (tooLarge()) done(new RangeError('too large'));
      else done(null, chunk);
    },
  });
  const source = await member.open().catch((error: unknown) => {
    if (isSystems(error)) throw error;
    return null;
  });
  if (source === null) return 'lost';
  try {
    await pipeline(source, measure, createWriteStream(to));
    return checksum === member.crc32 ? 'whole' : 'cut';
  } catch (error) {
    if (tooLarge()) return 'tooLarge';
    if (isSystems(error)) throw error;
    return 'cut';
  }
}

const bomb = 'it unpacks to far more than logs ever do, so it was left packed: if it is genuine, unpack it yourself';

/** Names that come twice get a number, so that every member has a path of its own. */
function distinctNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    let distinct = name;
    for (let n = 2; taken.has(distinct); n++) distinct = `${name} (${n})`;
    taken.add(distinct);
    return distinct;
  };
}

type Placed = FoundFile & { readonly location: string };

async function* unpackMember(member: ZipMember, at: Placed, depth: number, work: Work): AsyncIterable<Unpacked> {
  const { path, location } = at;
  if (member.encrypted) {
    yield refusal(
      path,
      'passwordProtected',
      'it is protected by a password: unpack it yourself, and give what is in it',
    );
    return;
  }
  if (member.refused !== null) {
    yield refusal(path, 'unreadable', `${member.refused}: unpack it yourself, and give what is in it`);
    return;
  }
  const to = join(work.scratch, `member-${depth}`);
  try {
    const outcome = await extract(member, to, work);
    if (outcome === 'tooLarge') yield refusal(path, 'archiveLimit', bomb);
    else if (outcome === 'lost')
      yield refusal(path, 'unreadable', 'it is not where the archive says: the archive is damaged');
    else if (isZip(to)) yield* unpackArchive({ path, location, absolute: to }, depth + 1, work);
    else yield { path, location, absolute: to, damaged: outcome === 'cut' };
  } finally {
    await rm(to, { force: true });
  }
}

async function* unpackArchive(archive: FoundFile, depth: number, work: Work): AsyncIterable<Unpacked> {
  if (depth > work.limits.depth) {
    yield refusal(archive.path, 'archiveLimit', `archives within archives are unpacked ${work.limits.depth} deep only`);
    return;
  }
  const distinct = distinctNames();
  let count = 0;
  const { path, location = archive.absolute } = archive;
  try {
    for await (const member of zipMembers(archive.absolute)) {
      count++;
      if (++work.members > work.limits.members) {
        yield refusal(path, 'archiveLimit', `only the first ${work.limits.members} of its members were read`);
        return;
      }
      const name = distinct(member.name);
      const at = { path: path + separator + name, location: location + separator + name, absolute: '' };
      if (work.wanted(at.location)) yield* unpackMember(member, at, depth, work);
      if (work.bytes > work.mostBytes) return;
    }
    if (count === 0) yield refusal(path, 'notRecognised', 'the archive is empty');
  } catch (error) {
    if (isSystems(error)) throw error;
    yield refusal(path, 'unreadable', 'the archive is cut or damaged: its list of members cannot be read to the end');
  }
}

/**
 * The files to load for a file that was found: itself, or the members of an archive. A member lies in `scratch` only until the
 * next one is asked for.
 */
export async function* unpack(
  found: FoundFile,
  scratch: string,
  limits: ArchiveLimits = archiveLimits,
  wanted: Work['wanted'] = () => true,
): AsyncIterable<Unpacked> {
  if (!isZip(found.absolute)) {
    yield found;
    return;
  }
  const { size } = await stat(found.absolute);
  const work: Work = { scratch, limits, wanted, members: 0, bytes: 0, mostBytes: mostUnpacked(size, limits) };
  yield* unpackArchive(found, 1, work);
}

/** Where a member's archive ends and its name begins: folders may be called `x!` too. */
async function archiveOf(location: string): Promise<string | null> {
  for (let at = location.indexOf(separator); at >= 0; at = location.indexOf(separator, at + 1)) {
    const info = await stat(location.slice(0, at)).catch(() => null);
    if (info?.isFile()) return location.slice(0, at);
  }
  return null;
}

/** Runs work on a file that was loaded, unpacked again where it is a member; null where it is not there any more. */
export async function withFile<T>(
  location: string,
  scratch: string,
  work: (absolute: string) => Promise<T>,
): Promise<T | null> {
  const isFile = await stat(location).then(
    (info) => info.isFile(),
    () => false,
  );
  if (isFile) return work(location);
  const archive = await archiveOf(location);
  if (archive === null) return null;
  const onTheWay = (at: string): boolean => at === location || location.startsWith(at + separator);
  for await (const item of unpack({ path: archive, absolute: archive }, scratch, archiveLimits, onTheWay)) {
    if (!isRefusal(item) && item.location === location) return await work(item.absolute);
  }
  return null;
}
