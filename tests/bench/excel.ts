// Excel files against the libraries alone: writing the annex workbook against exceljs with the same cells, formulas and styles, and
// reading a .xls against the reading library.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import * as XLSX from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { exportXlsx } from '../../electron/export/xlsx.ts';
import { inspectBytes } from '../../electron/import/inspect.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { makePlan, seeded } from '../store/plan-maker.ts';
import { inTurn, type Line } from './report.ts';

interface BareSheet {
  name: string;
  widths: number[];
  merges: string[];
  rows: {
    height: number;
    cells: { value: ExcelJS.CellValue; style: Partial<ExcelJS.Style> }[];
  }[];
}

/**
 * Our own workbook taken apart into values and styles, what a program with only the library would be given to write: equal styles
 * as one object, which the library is quickest with, and without the rules for typing.
 */
async function takenApart(bytes: Uint8Array): Promise<BareSheet[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  const styles = new Map<string, Partial<ExcelJS.Style>>();
  const shared = (style: Partial<ExcelJS.Style>): Partial<ExcelJS.Style> => {
    const key = JSON.stringify(style);
    const known = styles.get(key);
    if (known) return known;
    styles.set(key, style);
    return style;
  };
  return book.worksheets.map((sheet) => {
    const rows: BareSheet['rows'] = [];
    sheet.eachRow({ includeEmpty: true }, (row) => {
      const cells: BareSheet['rows'][number]['cells'] = [];
      row.eachCell({ includeEmpty: true }, (cell) => {
        const { font, alignment, border, protection, numFmt } = cell;
        cells.push({
          value: cell.isMerged && cell.master !== cell ? null : cell.value,
          style: shared({ font, alignment, border, protection, numFmt }),
        });
      });
      rows.push({ height: row.height, cells });
    });
    const merges = (sheet.model as unknown as { merges: string[] }).merges;
    return { name: sheet.name, widths: sheet.columns.map((c) => c.width ?? 10), merges, rows };
  });
}

async function bare(sheets: readonly BareSheet[]): Promise<void> {
  const book = new ExcelJS.Workbook();
  for (const { name, widths, merges, rows } of sheets) {
    const sheet = book.addWorksheet(name);
    widths.forEach((width, i) => {
      sheet.getColumn(i + 1).width = width;
    });
    rows.forEach(({ height, cells }, r) => {
      const row = sheet.getRow(r + 1);
      row.height = height;
      cells.forEach(({ value, style }, c) => {
        const cell = row.getCell(c + 1);
        if (value !== null) cell.value = value;
        cell.style = style;
      });
    });
    for (const merge of merges) sheet.mergeCells(merge);
    await sheet.protect('', {});
  }
  await book.xlsx.writeBuffer();
}

export async function* benchExcelExport(): AsyncGenerator<Line> {
  for (const { rows, runs } of [
    { rows: 50, runs: 60 },
    { rows: 500, runs: 9 },
    { rows: 5_000, runs: 3 },
  ]) {
    const live = openLivePlan(stateOf(makePlan({ rows, columns: 12 })));
    const sheets = await takenApart(await exportXlsx(live));
    const { ours, theirs } = await inTurn(
      runs,
      () => exportXlsx(live),
      () => bare(sheets),
    );
    const size = `${rows * 14} cells`;
    yield { what: 'export .xlsx / exceljs alone', size, ours, theirs, unit: 'ms', aim: { is: 'atMost', times: 1.3 } };
  }
}

/** Made once, kept beside the peers: LibreOffice takes long over the largest. */
const CACHE = path.join(import.meta.dirname, 'node_modules/.cache');

function sheetFile(rows: number): { bytes: Uint8Array; name: string } {
  const random = seeded(rows);
  const head = ['序号', '项目名称', '县市', '套数', '面积', '投资', '开工', '竣工', '去年', '今年'];
  const lines = Array.from({ length: rows }, (_, i) => [
    i + 1,
    `${i + 1}号保障性住房项目`,
    `第${(i % 14) + 1}县`,
    ...Array.from({ length: 7 }, () => Math.floor(random() * 1_000_000) / 100),
  ]);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['保障性住房项目台账'], head, ...lines]), '台账');
  const xlsx = XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Uint8Array;
  const kept = path.join(CACHE, `ledger-${rows}.xls`);
  if (!existsSync(kept)) {
    mkdirSync(CACHE, { recursive: true });
    const source = path.join(CACHE, `ledger-${rows}.xlsx`);
    writeFileSync(source, xlsx);
    const profile = pathToFileURL(path.join(tmpdir(), `anju-bench-office-${process.pid}`)).href;
    try {
      const args = [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', 'xls:MS Excel 97', '--outdir', CACHE, source];
      execFileSync('soffice', args, { stdio: 'ignore', timeout: 300_000 });
    } catch {
      return { bytes: xlsx, name: 'ledger.xlsx' };
    }
  }
  return { bytes: new Uint8Array(readFileSync(kept)), name: 'ledger.xls' };
}

export async function* benchImport(): AsyncGenerator<Line> {
  for (const { rows, runs } of [
    { rows: 500, runs: 15 },
    { rows: 5_000, runs: 5 },
    { rows: 50_000, runs: 3 },
  ]) {
    const { bytes, name } = sheetFile(rows);
    const { ours, theirs } = await inTurn(
      runs,
      () => must(inspectBytes(bytes, name, '')),
      () => void XLSX.read(bytes, { type: 'array', dense: true, cellStyles: true, cellNF: true, cellText: true }),
    );
    yield {
      what: `import ${name.replace('ledger', '')} / the reading library alone`,
      size: `${rows} rows`,
      ours,
      theirs,
      unit: 'ms',
      aim: { is: 'atMost', times: 1.5 },
      ...(name.endsWith('x') && { note: 'no LibreOffice here to make a .xls' }),
    };
  }
}
