// A folder laid out like an unpacked Electron, so that packing can be proved where the real one can't be fetched.
//
// It holds what the packer touches: the program's file, a version, licences, languages, and a default_app.asar that really is an archive.
// Nothing in it runs; what is proved is what goes into a package, not that Electron starts.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** An archive with no file in it: two nested length prefixes and an empty index. */
function emptyAsar(): Buffer {
  const index = Buffer.from(JSON.stringify({ files: {} }));
  const padded = Math.ceil(index.length / 4) * 4;
  const bytes = Buffer.alloc(16 + padded);
  bytes.writeUInt32LE(4, 0);
  bytes.writeUInt32LE(8 + padded, 4);
  bytes.writeUInt32LE(4 + padded, 8);
  bytes.writeUInt32LE(index.length, 12);
  index.copy(bytes, 16);
  return bytes;
}

/** The first bytes of a Windows program for x64: enough to be taken for one. */
function emptyExe(): Buffer {
  const bytes = Buffer.alloc(1024);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(128, 60);
  bytes.write('PE\0\0', 128, 'latin1');
  bytes.writeUInt16LE(0x8664, 132);
  return bytes;
}

/** Writes the folder for a system; answers its path. */
export function standInElectron(folder: string, platform: 'linux' | 'win32', version: string): string {
  mkdirSync(path.join(folder, 'locales'), { recursive: true });
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  const put = (name: string, content: string | Buffer, mode = 0o644) => writeFileSync(path.join(folder, name), content, { mode });
  if (platform === 'linux') {
    // Says how it was called, so that what starts it can be tried.
    put('electron', '#!/bin/sh\necho "as node: $ELECTRON_RUN_AS_NODE"\nfor arg; do echo "$arg"; done\n', 0o755);
    put('chrome-sandbox', '#!/bin/sh\nexit 0\n', 0o755);
  } else put('electron.exe', emptyExe(), 0o755);
  put('version', version);
  put('LICENSE', 'licence of the stand-in\n');
  put('LICENSES.chromium.html', '<p>licences of the stand-in</p>\n');
  for (const language of ['zh-CN', 'en-US', 'de']) put(`locales/${language}.pak`, language);
  put('resources/default_app.asar', emptyAsar());
  return folder;
}
