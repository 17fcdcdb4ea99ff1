// Bytes → what the import sees in them, before any plan. Pure: the worker beside this reads the file.

import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import type { InspectedSheet, Inspection } from '../../shared/contract/import.ts';
import { findAllTables } from './find/find-tables.ts';
import { DEFAULT_LIMITS, type ReadLimits } from './read/limits.ts';
import { readBook } from './read/read-book.ts';
import type { Sheet } from './read/sheet.ts';

export interface InspectOptions {
  /** one sheet by name; without it all */
  sheet?: string;
  /** every non-empty cell and the merges of each sheet as well */
  cells?: boolean;
}

/**
 * Reads and finds. `sha256` is the file's, `name` its name without folders.
 * Errors: those of reading (`file-corrupt`, `file-encrypted`, `file-unsupported`, `file-too-large`), and `no-table-found`
 * {sheet, sheets} where the asked sheet does not exist.
 */
export function inspectBytes(
  bytes: Uint8Array,
  name: string,
  sha256: string,
  options: InspectOptions = {},
  limits: ReadLimits = DEFAULT_LIMITS,
): Result<Inspection> {
  const read = readBook(bytes, name, limits);
  if (!read.ok) return read;
  const book = read.value;
  const asked = options.sheet;
  if (asked !== undefined && !book.sheets.some((s) => s.name === asked)) {
    return fail('no-table-found', { sheet: asked, sheets: book.sheets.map((s) => s.name) });
  }
  // All sheets are searched even where one is asked for: what is a total in one tells about the others.
  const tables = findAllTables(book);
  const sheets: InspectedSheet[] = [];
  book.sheets.forEach((sheet, i) => {
    if (asked !== undefined && sheet.name !== asked) return;
    sheets.push({
      name: sheet.name,
      hidden: sheet.hidden,
      hiddenRows: sheet.hiddenRows,
      hiddenColumns: sheet.hiddenColumns,
      rows: sheet.rows,
      columns: sheet.columns,
      tables: tables[i] ?? [],
      ...(options.cells && { cells: allCells(sheet), merges: sheet.merges }),
    });
  });
  return ok({
    format: book.format,
    ...(book.encoding && { encoding: book.encoding }),
    file: { name, bytes: bytes.length, sha256 },
    sheets,
  });
}

function allCells(sheet: Sheet): Record<string, string> {
  const cells: Record<string, string> = {};
  sheet.grid.forEach((line, row) => {
    line?.forEach((cell, column) => {
      if (cell) cells[`${row},${column}`] = cell.text.trim();
    });
  });
  return cells;
}
