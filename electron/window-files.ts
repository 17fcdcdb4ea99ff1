// The window's built files as answers: which file a path means, its type, and the first page with its nonce filled in.
//
// Both shells serve through this: Electron under app://anju, the browser shell over loopback. A path is looked up in a list made once
// from the folder, never joined to it, so no path can lead outside.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { newNonce, policyHeaders } from './content-policy.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

export interface ServedFile {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface WindowFiles {
  /** The answer for a URL's path ('/', '/assets/main-….js'); null = no such file. */
  serve(urlPath: string): Promise<ServedFile | null>;
}

/** Lists a folder of built window files. `bridge`: the page loads the browser shell's bridge script before anything else. */
export function windowFiles(folder: string, { bridge }: { bridge: boolean }): WindowFiles {
  const known = new Map(filesIn(folder, ''));
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8').replace(
    '<!--bridge-->',
    bridge ? '<script src="./bridge.js"></script>' : '',
  );

  return {
    async serve(urlPath) {
      const nonce = newNonce();
      if (urlPath === '/' || urlPath === '/index.html') {
        return {
          status: 200,
          headers: { ...policyHeaders(nonce), 'Content-Type': TYPES['.html'] as string, 'Cache-Control': 'no-store' },
          body: Buffer.from(page.replace('__CSP_NONCE__', nonce)),
        };
      }
      const file = known.get(urlPath);
      if (!file) return null;
      const hashed = urlPath.startsWith('/assets/');
      return {
        status: 200,
        headers: {
          ...policyHeaders(nonce),
          'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream',
          'Cache-Control': hashed ? 'private, max-age=31536000, immutable' : 'no-cache',
        },
        body: await readFile(file),
      };
    },
  };
}

/** Every file below a folder by its URL path. Step by step: inside a packed program a listing in depth is not to be had. */
function filesIn(folder: string, prefix: string): [string, string][] {
  return readdirSync(folder).flatMap((name): [string, string][] => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? filesIn(file, `${prefix}/${name}`) : [[`${prefix}/${name}`, file]];
  });
}
