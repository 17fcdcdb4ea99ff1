// The files inside an app.asar, with their places and sizes, read from the archive's own index.
//
// An archive begins with four 32-bit numbers (two nested length prefixes), the last of which is the length of a JSON tree of files with
// their offsets in what follows; files that stand outside, in app.asar.unpacked, are marked in it.

import { closeSync, openSync, readSync } from 'node:fs';

export interface PackedFile {
  /** from the archive's root, with '/' */
  path: string;
  size: number;
  /** it stands in app.asar.unpacked, where the system can load it */
  isUnpacked: boolean;
  /** where its bytes begin in the archive; -1 for an unpacked one */
  start: number;
}

interface Node {
  files?: Record<string, Node>;
  size?: number;
  offset?: string;
  unpacked?: boolean;
}

/** Every file of an archive, in the archive's order. Throws where it is not one. */
export function listAsar(archive: string): PackedFile[] {
  const handle = openSync(archive, 'r');
  try {
    const head = Buffer.alloc(16);
    if (readSync(handle, head, 0, 16, 0) < 16 || head.readUInt32LE(0) !== 4) throw new Error(`${archive} is not an asar archive`);
    const index = Buffer.alloc(head.readUInt32LE(12));
    readSync(handle, index, 0, index.length, 16);
    return filesOf(JSON.parse(index.toString('utf8')) as Node, '', 8 + head.readUInt32LE(4));
  } finally {
    closeSync(handle);
  }
}

function filesOf(node: Node, folder: string, dataStart: number): PackedFile[] {
  return Object.entries(node.files ?? {}).flatMap(([name, child]) => {
    const path = folder ? `${folder}/${name}` : name;
    if (child.files) return filesOf(child, path, dataStart);
    const isUnpacked = child.unpacked === true;
    return [{ path, size: child.size ?? 0, isUnpacked, start: isUnpacked ? -1 : dataStart + Number(child.offset ?? 0) }];
  });
}
