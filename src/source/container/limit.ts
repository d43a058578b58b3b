// How much a packed file may become when it is unpacked. Logs repeat themselves and shrink to a twentieth, seldom to a
// hundredth; an archive that grows a thousandfold was made to fill a disk. Deflate itself cannot do more than 1,032 to 1.

export interface ArchiveLimits {
  /** Members of one archive, those of archives in it included. */
  readonly members: number;
  /** Archives within archives: 1 is an archive with none in it. */
  readonly depth: number;
  /** Unpacked bytes for each packed byte … */
  readonly ratio: number;
  /** … once more than this has been unpacked. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export const archiveLimits: ArchiveLimits = {
  members: 100_000,
  depth: 3,
  ratio: 250,
  freeBytes: 64_000_000,
  totalBytes: 256_000_000_000,
};

/** Bytes of one row: what is longer is cut there, and so becomes a reject. The engine takes lines of up to 32 MB. */
export const rowBytes = 24_000_000;

/** What unpacking a file of so many bytes may give. */
export const mostUnpacked = (packedBytes: number, limits: ArchiveLimits = archiveLimits): number =>
  Math.min(limits.totalBytes, Math.max(limits.freeBytes, packedBytes * limits.ratio));
