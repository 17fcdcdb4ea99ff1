// How much of a stranger's file is looked at. Everything imported is untrusted: a file over a limit is refused with
// `file-too-large` and the limit it broke, before it can fill memory; what slips through is stopped by the worker's own bounds.

export interface ReadLimits {
  /** bytes of the file */
  bytes: number;
  /** bytes that a zip says it inflates to */
  inflatedBytes: number;
  /** entries of a zip */
  entries: number;
  /** non-empty cells of the whole file */
  cells: number;
  sheets: number;
  /** letters of one cell; longer texts are cut and said */
  cellLetters: number;
}

export const DEFAULT_LIMITS: ReadLimits = {
  bytes: 100 * 1024 * 1024,
  inflatedBytes: 600 * 1024 * 1024,
  entries: 20_000,
  cells: 2_000_000,
  sheets: 500,
  cellLetters: 32_767,
};
