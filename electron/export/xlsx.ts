// The annex workbook: one sheet a table, live formulas with cached values that equal ours, ready to print.

import type { XlsxWriteOptions } from 'exceljs';
import { FailureError, fail } from '../../shared/contract/failure.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { FontSet } from './excel/cell-styles.ts';
import { settlePackage } from './excel/settle-package.ts';
import { sheetLayouts } from './excel/sheet-layout.ts';
import { writeSheet } from './excel/write-sheet.ts';

export interface XlsxOptions {
  fonts?: FontSet;
  /** keep only these tables; formulas still reach the sheets that are there */
  tables?: readonly number[];
  /** 0…1 and what is being done */
  onProgress?: (done: number, word: string) => void;
  signal?: AbortSignal;
}

/** A date of the file itself would make two equal plans differ. */
const FIXED_DATE = new Date('2000-01-01T00:00:00Z');

/** The workbook's bytes. `no-such-table` for a plan without tables, `interrupted` when the signal aborts. */
export async function exportXlsx(live: LivePlan, options: XlsxOptions = {}): Promise<Uint8Array> {
  const layouts = sheetLayouts(live).filter((layout) => !options.tables || options.tables.includes(layout.table));
  if (!layouts.length) throw new FailureError(fail('no-such-table', { table: '', tables: [] }).failure);
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.creator = '';
  book.created = FIXED_DATE;
  book.modified = FIXED_DATE;
  book.title = live.expandYears(live.state.property('title') ?? '');
  book.calcProperties.fullCalcOnLoad = true;
  const byTable = new Map(layouts.map((layout) => [layout.table as number, layout]));
  for (const [i, layout] of layouts.entries()) {
    if (options.signal?.aborted) throw new FailureError(fail('interrupted').failure);
    options.onProgress?.(i / (layouts.length + 1), layout.shape.number || layout.shape.title);
    await writeSheet(live, book, layout, byTable, options.fonts ?? 'gov');
    // A turn of the loop lets a cancel arrive.
    await new Promise((resolve) => setImmediate(resolve));
  }
  // Packed once, by settlePackage: compressing here would only be undone there.
  const stored = { zip: { compression: 'STORE' } } as unknown as Partial<XlsxWriteOptions>;
  const bytes = new Uint8Array(await book.xlsx.writeBuffer(stored));
  if (options.signal?.aborted) throw new FailureError(fail('interrupted').failure);
  options.onProgress?.(layouts.length / (layouts.length + 1), '写入文件');
  return settlePackage(bytes);
}
