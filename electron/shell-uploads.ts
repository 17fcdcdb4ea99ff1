// Files a person drops on a browser page or picks there: the page may read them but not tell where they lie, so their bytes come over
// and stand in a temporary folder of this run, one folder a file so that the file keeps its name.

import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FailureError, fail, ok, type Result } from '../shared/contract/failure.ts';
import { failureOfSystem } from './system-failure.ts';

export const UPLOAD_BYTES = 256 * 1024 * 1024;

/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name that is one plain file name on every system; the ending stays. */
export function plainFileName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go
  const plain = name.replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_').replace(/^[. ]+|[. ]+$/g, '');
  const safe = DEVICE.test(plain) ? `_${plain}` : plain;
  const ending = path.extname(safe).slice(0, 16);
  return `${[...path.basename(safe, path.extname(safe))].slice(0, 80).join('') || '文件'}${ending}`;
}

export interface Uploads {
  /** Streams a request's body into a file. `file-too-large`, `disk-full`, `interrupted`. */
  take(request: IncomingMessage, name: string): Promise<Result<{ path: string }>>;
  close(): Promise<void>;
}

export function openUploads(limit = UPLOAD_BYTES): Uploads {
  let folder: Promise<string> | null = null;
  let count = 0;
  return {
    async take(request, name) {
      const tooLarge = fail('file-too-large', { path: name, limit: `${Math.floor(limit / 1024 / 1024)} MB` });
      if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge;
      folder ??= mkdtemp(path.join(tmpdir(), 'anju-'));
      const own = path.join(await folder, String(++count));
      const target = path.join(own, plainFileName(name));
      let bytes = 0;
      const bounded = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length;
          if (bytes > limit) done(new FailureError(tooLarge.failure));
          else done(null, chunk);
        },
      });
      try {
        await mkdir(own);
        await pipeline(request, bounded, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
        return ok({ path: target });
      } catch (error) {
        await rm(own, { recursive: true, force: true });
        return { ok: false, failure: failureOfSystem(error, { path: name }) };
      }
    },
    async close() {
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}
