// A stamp says which sources a build came from: equal sources, equal stamp. It reads contents and not dates, so a fresh checkout,
// a copied folder and a file saved without a change all count as what they are.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.dirname(import.meta.dirname);

/** Every file below a folder of the checkout, as paths from its root with '/', in a fixed order. */
function filesUnder(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

/** 16 hex digits over names and contents of the given files and folders (of the checkout), and of what builds them. */
export function stampOf(sources: readonly { folder?: string; file?: string }[]): string {
  const hash = createHash('sha256');
  const files = sources.flatMap(({ folder, file }) => (folder ? filesUnder(folder) : file ? [file] : []));
  for (const file of [...files, 'package-lock.json'])
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}
