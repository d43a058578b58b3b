// Writes zip archives by hand, ordinary and odd: what archives in the wild hold, and what somebody may put into one on purpose.
// After PKWARE's APPNOTE 6.3.10, without the reader that is tested.
import { crc32, deflateRawSync } from 'node:zlib';

export interface Member {
  readonly name: string | Buffer;
  readonly content: string | Buffer;
  /** 8 deflate (default), 0 stored; anything else is only claimed. */
  readonly method?: number;
  readonly encrypted?: boolean;
  /** Sizes and place in the extra field of zip64. */
  readonly zip64?: boolean;
  /** Spoils the checksum. */
  readonly wrongChecksum?: boolean;
  /** Leaves the flag out that says that the name is UTF-8. */
  readonly unflagged?: boolean;
  readonly claimedSize?: number;
}

const numbers = (...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([bytes, value]) => {
      const buffer = Buffer.alloc(8);
      buffer.writeBigUInt64LE(BigInt(value));
      return buffer.subarray(0, bytes);
    }),
  );

const most = 0xffffffff;

function partsOf(member: Member, offset: number): { local: Buffer; central: Buffer } {
  const { method = 8, encrypted = false, zip64 = false } = member;
  const content = Buffer.from(member.content as string);
  const data = method === 8 ? deflateRawSync(content) : content;
  const name = Buffer.from(member.name as string);
  const flags = (encrypted ? 1 : 0) | (member.unflagged ? 0 : 0x800);
  const checksum = (crc32(content) ^ (member.wrongChecksum ? 1 : 0)) >>> 0;
  const size = member.claimedSize ?? content.length;
  const sizes = zip64 ? ([most, most] as const) : ([data.length, size] as const);
  const common = numbers([2, 45], [2, flags], [2, method], [2, 0], [2, 0], [4, checksum], [4, sizes[0]], [4, sizes[1]]);
  const extraLocal = zip64 ? numbers([2, 1], [2, 16], [8, size], [8, data.length]) : Buffer.alloc(0);
  const extra = zip64 ? numbers([2, 1], [2, 24], [8, size], [8, data.length], [8, offset]) : Buffer.alloc(0);
  const lengths = (length: number): Buffer => numbers([2, name.length], [2, length]);
  const rest = numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, zip64 ? most : offset]);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04'), common, lengths(extraLocal.length), name, extraLocal, data]),
    central: Buffer.concat([
      Buffer.from('PK\x01\x02'),
      numbers([2, 45]),
      common,
      lengths(extra.length),
      rest,
      name,
      extra,
    ]),
  };
}

export function zip(members: readonly Member[], zip64 = false): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const { local, central } = partsOf(member, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const list = Buffer.concat(centrals);
  const count = members.length;
  const end64 = Buffer.concat([
    Buffer.from('PK\x06\x06'),
    numbers([8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, list.length], [8, offset]),
    Buffer.from('PK\x06\x07'),
    numbers([4, 0], [8, offset + list.length], [4, 1]),
  ]);
  const end = zip64
    ? numbers([2, 0], [2, 0], [2, 0xffff], [2, 0xffff], [4, most], [4, most], [2, 0])
    : numbers([2, 0], [2, 0], [2, count], [2, count], [4, list.length], [4, offset], [2, 0]);
  return Buffer.concat([...locals, list, ...(zip64 ? [end64] : []), Buffer.from('PK\x05\x06'), end]);
}
