// An expected failure is a value: a stable code, the data of its sentence, the place. The Chinese sentence stands in the
// catalogue (`shared/contract/sentences.ts`) by code; a bug is thrown instead.

export const FAILURE_CODES = [
  'bad-usage',
  'file-not-found',
  'file-exists',
  'not-a-plan',
  'plan-newer',
  'plan-damaged',
  'plan-locked',
  'plan-read-only',
  'file-encrypted',
  'file-corrupt',
  'file-unsupported',
  'file-too-large',
  'no-table-found',
  'ambiguous',
  'no-such-table',
  'no-such-row',
  'no-such-column',
  'no-such-block',
  'no-such-record',
  'bad-value',
  'bad-command',
  'formula-cycle',
  'formula-error',
  'disk-full',
  'template-error',
  'nothing-to-undo',
  'nothing-to-redo',
  'in-use',
  'file-busy',
  'findings-open',
  'no-such-mark',
  'no-such-template',
  'no-such-sample',
  'no-such-region',
  'no-such-step',
  'folder-read-only',
  'interrupted',
  'plan-gone',
  'not-ready',
  'computed-cell',
  /** a table's rounded parts can't be made to add up: {why, table, row, column} */
  'cannot-balance',
  /** a bug: logged with `details.log`, nothing was changed */
  'program-error',
  /** the window lost the program it belongs to (it was closed or the machine slept) */
  'program-gone',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

export interface Failure {
  code: FailureCode;
  /** data of the sentence and the place: {table, row, column, value, holder …}; JSON only */
  details: Record<string, unknown>;
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (code: FailureCode, details: Record<string, unknown> = {}): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, details },
});

/** Carries a failure through code that can't return a Result (a library's callback, a command line's top). */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}
