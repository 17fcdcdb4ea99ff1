// The operating system's refusals as failures with a stable code: what a person can do differs, so the codes do.

import { type Failure, type FailureCode, FailureError } from '../shared/contract/failure.ts';
import { SYSTEM_CODES, systemCodeOf } from './store/system-codes.ts';

const CODES: Readonly<Record<string, FailureCode>> = {
  ...SYSTEM_CODES,
  EISDIR: 'file-unsupported',
  ECONNRESET: 'interrupted',
  ERR_STREAM_PREMATURE_CLOSE: 'interrupted',
  ABORT_ERR: 'interrupted',
};

/** A thrown error's failure: a FailureError's own, a system error's by its code (with `details`), else null: a bug. */
export function knownFailure(error: unknown, details: Record<string, unknown> = {}): Failure | null {
  if (error instanceof FailureError) return error.failure;
  const system = systemCodeOf(error);
  const code = CODES[system];
  return code ? { code, details: { ...details, system } } : null;
}

/** As `knownFailure`; a bug is thrown on. */
export function failureOfSystem(error: unknown, details: Record<string, unknown> = {}): Failure {
  const failure = knownFailure(error, details);
  if (!failure) throw error;
  return failure;
}
