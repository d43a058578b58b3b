// What a file that is no text is, by its first bytes: so that a person reads "an Excel workbook, save it as CSV" and not "not
// text". Signatures: PKWARE's APPNOTE, ISO/IEC 29500, and the formats' own descriptions.
import { closeSync, openSync, readSync } from 'node:fs';

const signatures: readonly (readonly [at: number, bytes: string, what: string])[] = [
  [0, '377abcaf271c', 'a 7z archive: unpack it first'],
  [0, '526172211a07', 'a rar archive: unpack it first'],
  [0, '425a68', 'packed with bzip2: unpack it first'],
  [0, 'fd377a585a00', 'packed with xz: unpack it first'],
  [0, '28b52ffd', 'packed with Zstandard: unpack it first'],
  [257, '7573746172', 'a tar archive: unpack it first'],
  [0, '504b0304', 'an Office document: save the sheet as CSV'],
  [0, 'd0cf11e0a1b11ae1', 'an Office document: save the sheet as CSV'],
  [0, '50415231', 'a Parquet file: export it as CSV or JSON'],
  [0, '53514c69746520666f726d61742033', 'an SQLite database: export it as CSV or JSON'],
  [0, '456c6646696c6500', 'a Windows event log (evtx)'],
  [0, '25504446', 'a PDF'],
];

/** What the bytes begin; null where the signature is none of those. */
export function formatOf(bytes: Buffer): string | null {
  const hit = signatures.find(([at, hex]) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex);
  return hit?.[2] ?? null;
}

const contentTypes = '[Content_Types].xml';

/** Office documents are zip archives too, and begin with the list of their parts. */
function isZipArchive(bytes: Buffer): boolean {
  const mark = bytes.subarray(0, 4).toString('latin1');
  if (mark === 'PK\x05\x06' || mark === 'PK\x07\x08') return true;
  return mark === 'PK\x03\x04' && bytes.subarray(30, 30 + contentTypes.length).toString('latin1') !== contentTypes;
}

/** Whether a file is a zip archive that may hold logs. A file that cannot be opened is none. */
export function isZip(path: string): boolean {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(64);
      return isZipArchive(bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0)));
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
