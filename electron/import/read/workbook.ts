// Binary and XML workbooks through the reading library, into our own model.
//
// The library is asked for everything it leaves out by default (hidden rows, number formats) and told nothing it would do
// wrongly (dates, csv guessing). Numbers come out as printed, see printed-number.ts; formulas by their cached value.

import * as XLSX from '@e965/xlsx';
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { FailureError, fail, ok, type Result } from '../../../shared/contract/failure.ts';
import type { ReadLimits } from './limits.ts';
import { plainDecimal, printedNumber } from './printed-number.ts';
import { type Book, type BookFormat, emptySheet, type Merge, putCell, type Sheet, type SheetCell } from './sheet.ts';

// Without the code page tables the Chinese of old BIFF5 files is mojibake.
XLSX.set_cptable(codepages);

interface DenseSheet {
  '!data'?: (XLSX.CellObject | undefined)[][];
  '!merges'?: XLSX.Range[];
  '!rows'?: ({ hidden?: boolean } | undefined)[];
  '!cols'?: ({ hidden?: boolean } | undefined)[];
  '!type'?: string;
}

/**
 * Reads a workbook that sniffing has already recognised.
 * Errors: `file-encrypted`, `file-corrupt`, `file-too-large` {cells, limit}.
 */
export function readWorkbook(data: Uint8Array | string, format: BookFormat, limits: ReadLimits): Result<Book> {
  let book: XLSX.WorkBook;
  try {
    // A fresh options object every time: the library writes into it.
    book = XLSX.read(data, {
      type: typeof data === 'string' ? 'string' : 'array',
      dense: true,
      cellStyles: true,
      cellNF: true,
      cellText: true,
      cellHTML: false,
      cellDates: false,
      dateNF: 'yyyy/m/d',
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (/password|encrypt/i.test(said)) return fail('file-encrypted', {});
    return fail('file-corrupt', { reason: 'unreadable' });
  }
  if (book.SheetNames.length > limits.sheets)
    return fail('file-too-large', { sheets: book.SheetNames.length, limit: limits.sheets });
  try {
    const count = { cells: 0 };
    const remarks: Book['remarks'] = [];
    const sheets = book.SheetNames.map((name, i) => {
      const hidden = (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0;
      const source = book.Sheets[name] as DenseSheet | undefined;
      return source ? takeSheet(name, hidden, source, limits, count, remarks) : emptySheet(name, hidden);
    });
    return ok({ format, sheets, remarks });
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, failure: error.failure };
    throw error;
  }
}

function takeSheet(
  name: string,
  hidden: boolean,
  source: DenseSheet,
  limits: ReadLimits,
  count: { cells: number },
  remarks: Book['remarks'],
): Sheet {
  const sheet = emptySheet(name, hidden);
  const data = source['!data'] ?? [];
  for (let r = 0; r < data.length; r++) {
    const line = data[r];
    if (!line) continue;
    for (let c = 0; c < line.length; c++) {
      const cell = line[c];
      if (!cell) continue;
      const taken = takeCell(cell, limits);
      if (!taken) continue;
      if (++count.cells > limits.cells) {
        throw new FailureError({ code: 'file-too-large', details: { cells: count.cells, limit: limits.cells } });
      }
      if (taken.kind === 'text' && taken.text.length >= limits.cellLetters) {
        remarks.push({ code: 'text-cut', sheet: name, row: r + 1, column: c + 1 });
      }
      putCell(sheet, r + 1, c + 1, taken);
    }
  }
  sheet.merges = boundMerges(source['!merges'] ?? [], sheet);
  source['!rows']?.forEach((row, i) => {
    if (row?.hidden && i < sheet.rows) sheet.hiddenRows.push(i + 1);
  });
  source['!cols']?.forEach((column, i) => {
    if (column?.hidden && i < sheet.columns) sheet.hiddenColumns.push(i + 1);
  });
  return sheet;
}

/** Merges of the used range only; one that reaches to the sheet's last column is cut at the used range. */
function boundMerges(ranges: readonly XLSX.Range[], sheet: Sheet): Merge[] {
  const merges: Merge[] = [];
  for (const { s, e } of ranges) {
    if (s.r >= sheet.rows || s.c >= sheet.columns) continue;
    const merge = { top: s.r + 1, left: s.c + 1, bottom: Math.min(e.r + 1, sheet.rows), right: Math.min(e.c + 1, sheet.columns) };
    if (merge.bottom > merge.top || merge.right > merge.left) merges.push(merge);
  }
  return merges;
}

function takeCell(cell: XLSX.CellObject, limits: ReadLimits): SheetCell | null {
  const format = typeof cell.z === 'string' ? cell.z : null;
  const formula = typeof cell.f === 'string' && cell.f !== '' ? cell.f : null;
  switch (cell.t) {
    case 'n': {
      const number = cell.v as number;
      if (format && XLSX.SSF.is_date(format)) return dateCell(cell, format, formula);
      return { text: printedNumber(number, cell.w, format), kind: 'number', value: plainDecimal(number), format, formula };
    }
    case 'd':
      return dateCell(cell, format, formula);
    case 's': {
      const text = String(cell.v ?? '')
        .replace(/\r\n?/g, '\n')
        .slice(0, limits.cellLetters);
      return text.trim() === '' ? null : { text, kind: 'text', value: null, format, formula };
    }
    case 'b':
      return { text: cell.v ? 'TRUE' : 'FALSE', kind: 'boolean', value: null, format, formula };
    case 'e':
      return { text: String(cell.w ?? '#ERR'), kind: 'error', value: null, format, formula };
    default:
      return null;
  }
}

function dateCell(cell: XLSX.CellObject, format: string | null, formula: string | null): SheetCell | null {
  const text = (cell.w ?? String(cell.v ?? '')).trim();
  const value = typeof cell.v === 'number' ? plainDecimal(cell.v) : null;
  return text === '' ? null : { text, kind: 'date', value, format, formula };
}
