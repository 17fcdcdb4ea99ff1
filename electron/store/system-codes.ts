// What the operating system answers, as failures a person can act on: make room, close the other program, save elsewhere.

import type { FailureCode } from '../../shared/contract/failure.ts';

export const SYSTEM_CODES: Readonly<Record<string, FailureCode>> = {
  ENOENT: 'file-not-found',
  ENOTDIR: 'file-not-found',
  EEXIST: 'file-exists',
  EACCES: 'folder-read-only',
  EPERM: 'folder-read-only',
  EROFS: 'folder-read-only',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EBUSY: 'file-busy',
  ETXTBSY: 'file-busy',
  EFBIG: 'file-too-large',
  ENAMETOOLONG: 'bad-usage',
};

/** A thrown error's own code; '' for one that has none. */
export function systemCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
