// What a compiled file is and what it needs from the system that loads it, read from its own bytes.
//
// ELF (Linux): the dynamic section is followed as the loader follows it (program headers, DT_VERNEED, DT_STRTAB), so a stripped file
// reads as well as any. PE (Windows) and Mach-O (macOS): format and architecture only, enough to know a foreign file in a package.
// Nothing of the machine's tools is used, so the check runs wherever a package is made.

export type BinaryArch = 'x64' | 'arm64' | 'other';

export interface Binary {
  format: 'elf' | 'pe' | 'macho' | 'none';
  arch: BinaryArch;
  /** ELF: the libraries it asks for, e.g. libc.so.6 */
  libraries: string[];
  /** ELF: the symbol versions it asks for, e.g. GLIBC_2.28 of libc.so.6 */
  versions: { library: string; version: string }[];
}

/** A file that says it is ELF and then is not laid out like one. */
export class BrokenBinary extends Error {}

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const DT = { needed: 1n, strtab: 5n, verneed: 0x6ffffffen, verneednum: 0x6fffffffn };
const ELF_ARCH: Record<number, BinaryArch> = { 62: 'x64', 183: 'arm64' };
const PE_ARCH: Record<number, BinaryArch> = { 34404: 'x64', 43620: 'arm64' };
const MACHO_ARCH: Record<number, BinaryArch> = { 16777223: 'x64', 16777228: 'arm64' };

/** Reads a file's bytes. A file of another kind answers format `none`; a damaged ELF throws BrokenBinary. */
export function readBinary(bytes: Buffer): Binary {
  const none: Binary = { format: 'none', arch: 'other', libraries: [], versions: [] };
  if (bytes.length < 64) return none;
  if (bytes.readUInt32BE(0) === 0x7f454c46) {
    try {
      return readElf(bytes);
    } catch (error) {
      if (error instanceof RangeError) throw new BrokenBinary(`an ELF file with a place outside itself: ${error.message}`);
      throw error;
    }
  }
  if (bytes.toString('latin1', 0, 2) === 'MZ') {
    const at = bytes.readUInt32LE(60);
    if (at + 6 > bytes.length || bytes.toString('latin1', at, at + 4) !== 'PE\0\0') return none;
    return { ...none, format: 'pe', arch: PE_ARCH[bytes.readUInt16LE(at + 4)] ?? 'other' };
  }
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return { ...none, format: 'macho', arch: MACHO_ARCH[bytes.readUInt32LE(4)] ?? 'other' };
  return none;
}

function readElf(bytes: Buffer): Binary {
  const is64 = bytes[4] === 2;
  const isLittle = bytes[5] === 1;
  if (!is64 || !isLittle) return { format: 'elf', arch: 'other', libraries: [], versions: [] };
  const arch = ELF_ARCH[bytes.readUInt16LE(18)] ?? 'other';
  const segments = programHeaders(bytes);
  const dynamic = dynamicEntries(bytes, segments);
  const strings = dynamic.find((entry) => entry.tag === DT.strtab)?.value;
  if (strings === undefined) return { format: 'elf', arch, libraries: [], versions: [] };
  const textAt = (offset: number) => zeroEnded(bytes, fileOffset(segments, strings) + offset);
  const libraries = dynamic.filter((entry) => entry.tag === DT.needed).map((entry) => textAt(Number(entry.value)));
  const needs = dynamic.find((entry) => entry.tag === DT.verneed)?.value;
  const count = Number(dynamic.find((entry) => entry.tag === DT.verneednum)?.value ?? 0n);
  const versions = needs === undefined ? [] : neededVersions(bytes, fileOffset(segments, needs), count, textAt);
  return { format: 'elf', arch, libraries, versions };
}

interface Segment {
  type: number;
  offset: number;
  address: bigint;
  size: number;
}

function programHeaders(bytes: Buffer): Segment[] {
  const start = Number(bytes.readBigUInt64LE(32));
  const size = bytes.readUInt16LE(54);
  return Array.from({ length: bytes.readUInt16LE(56) }, (_unused, index) => {
    const at = start + index * size;
    return {
      type: bytes.readUInt32LE(at),
      offset: Number(bytes.readBigUInt64LE(at + 8)),
      address: bytes.readBigUInt64LE(at + 16),
      size: Number(bytes.readBigUInt64LE(at + 32)),
    };
  });
}

function dynamicEntries(bytes: Buffer, segments: Segment[]): { tag: bigint; value: bigint }[] {
  const dynamic = segments.find((segment) => segment.type === PT_DYNAMIC);
  const entries: { tag: bigint; value: bigint }[] = [];
  for (let at = dynamic?.offset ?? 0; dynamic && at < dynamic.offset + dynamic.size; at += 16) {
    const tag = bytes.readBigInt64LE(at);
    if (tag === 0n) break;
    entries.push({ tag, value: bytes.readBigUInt64LE(at + 8) });
  }
  return entries;
}

/** Where in the file an address of the running program comes from. */
function fileOffset(segments: Segment[], address: bigint): number {
  const segment = segments.find(
    ({ type, address: start, size }) => type === PT_LOAD && address >= start && address < start + BigInt(size),
  );
  if (!segment) throw new BrokenBinary(`address 0x${address.toString(16)} lies in no part of the file`);
  return segment.offset + Number(address - segment.address);
}

function neededVersions(bytes: Buffer, start: number, count: number, textAt: (offset: number) => string): Binary['versions'] {
  const versions: Binary['versions'] = [];
  for (let at = start, file = 0; file < count; file++) {
    const library = textAt(bytes.readUInt32LE(at + 4));
    for (let aux = at + bytes.readUInt32LE(at + 8), left = bytes.readUInt16LE(at + 2); left > 0; left--) {
      versions.push({ library, version: textAt(bytes.readUInt32LE(aux + 8)) });
      aux += bytes.readUInt32LE(aux + 12);
    }
    at += bytes.readUInt32LE(at + 12);
  }
  return versions;
}

function zeroEnded(bytes: Buffer, start: number): string {
  const end = bytes.indexOf(0, start);
  if (end < 0) throw new BrokenBinary('a name without an end');
  return bytes.toString('latin1', start, end);
}
