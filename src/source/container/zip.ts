// The members of a zip archive, one after another, each as a stream. Their names are only ever shown, never used as paths, so
// `../../x` does nothing. Windows packs large files as Deflate64, which nothing here can unpack: that is said, not skipped.
import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { type Entry, getFileNameLowLevel, openPromise, parseExtraFields, type ZipFile } from 'yauzl';

export interface ZipMember {
  /** As the archive has it, decoded; forward slashes. */
  readonly name: string;
  readonly packedBytes: number;
  readonly crc32: number;
  readonly encrypted: boolean;
  /** Why it cannot be unpacked whatever one does; null where it can. */
  readonly refused: string | null;
  open(): Promise<Readable>;
}

const stored = 0;
const deflated = 8;
/** Methods of packing (PKWARE's APPNOTE, 4.4.5), for the message. */
const methods: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
  99: 'AES encryption',
};

/** Names without the flag for UTF-8 are often UTF-8 all the same (macOS writes them so); else they are code page 437. */
function nameOf(entry: Entry): string {
  const bytes = entry.fileNameRaw;
  if (isUtf8(bytes)) return bytes.toString().replaceAll('\\', '/');
  return getFileNameLowLevel(entry.generalPurposeBitFlag, bytes, parseExtraFields(entry.extraFieldRaw), false);
}

function memberOf(archive: ZipFile, entry: Entry): ZipMember {
  const { compressionMethod: method, generalPurposeBitFlag: flags } = entry;
  const known = method === stored || method === deflated;
  return {
    name: nameOf(entry),
    packedBytes: entry.compressedSize,
    crc32: entry.crc32,
    encrypted: (flags & 1) !== 0 || method === 99,
    refused: known ? null : `it is packed with ${methods[method] ?? `method ${method}`}, which cannot be unpacked here`,
    open: () => archive.openReadStreamPromise(entry),
  };
}

/** Throws, besides what the file system throws, where the list of members is missing or damaged. Folders are left out. */
export async function* zipMembers(path: string): AsyncIterable<ZipMember> {
  // No name and no size makes the reader give up the whole archive: names are shown only, sizes are checked by us.
  const archive = await openPromise(path, { decodeStrings: false, validateEntrySizes: false });
  for await (const entry of archive.eachEntry()) {
    const member = memberOf(archive, entry);
    if (!member.name.endsWith('/')) yield member;
  }
}
