// The files inside an app.asar with their sizes, read from the archive's own index.
//
// An archive begins with four 32-bit numbers (two nested length prefixes), the last of which is the length of a JSON tree; files that
// stand outside, in app.asar.unpacked, are marked in it.

import { closeSync, openSync, readSync } from 'node:fs';

export interface PackedFile {
  /** from the archive's root, with '/' */
  path: string;
  size: number;
  isUnpacked: boolean;
}

interface Node {
  files?: Record<string, Node>;
  size?: number;
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
    return filesOf(JSON.parse(index.toString('utf8')) as Node, '');
  } finally {
    closeSync(handle);
  }
}

function filesOf(node: Node, folder: string): PackedFile[] {
  return Object.entries(node.files ?? {}).flatMap(([name, child]) => {
    const path = folder ? `${folder}/${name}` : name;
    return child.files ? filesOf(child, path) : [{ path, size: child.size ?? 0, isUnpacked: child.unpacked === true }];
  });
}
