// Are a zip's parts whole? Each is inflated once by the system's own zlib, bounded, and held against its size and checksum.
//
// The reading library trusts a zip: a damaged one can keep it busy for ever, and a bomb fills memory. What passes here can be
// handed on.

import { crc32, inflateRawSync } from 'node:zlib';
import { fail, ok, type Result } from '../../../shared/contract/failure.ts';
import type { ReadLimits } from './limits.ts';

const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** Errors: `file-corrupt` {reason: 'broken-part', part}; `file-too-large` where the parts inflate beyond the limit. */
export function checkZipParts(bytes: Uint8Array, directory: number, entries: number, limits: ReadLimits): Result<null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = directory;
  let room = limits.inflatedBytes;
  for (let n = 0; n < entries; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
      return fail('file-corrupt', { reason: 'broken-part', part: n });
    const method = view.getUint16(at + 10, true);
    const checksum = view.getUint32(at + 16, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const local = view.getUint32(at + 42, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL)
      return fail('file-corrupt', { reason: 'broken-part', part: n });
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + packed > bytes.length) return fail('file-corrupt', { reason: 'cut-off' });
    if (size > room) return fail('file-too-large', { bytes: size, limit: limits.inflatedBytes });
    const part = partOf(bytes.subarray(start, start + packed), method, size);
    if (!part || part.length !== size || crc32(part) !== checksum) return fail('file-corrupt', { reason: 'broken-part', part: n });
    room -= size;
  }
  return ok(null);
}

/** A part's bytes, null where it does not inflate to what it says. */
function partOf(packed: Uint8Array, method: number, size: number): Uint8Array | null {
  if (method === STORED) return packed;
  if (method !== DEFLATED) return null;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    return null;
  }
}
