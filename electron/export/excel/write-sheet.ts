// Writes one table as one sheet: number and title, unit line, nested merged header, inputs open and computed cells locked with
// live formulas and their cached values, notes, signature line, print settings.

import type { Cell, CellFormulaValue, DataValidation, Workbook, Worksheet } from 'exceljs';
import { isLabelColumn } from '../../../shared/formulas/table-rules.ts';
import { type CellRules, cellRules } from '../../../shared/model/cell-rules.ts';
import { cellSpans } from '../../../shared/model/cell-spans.ts';
import type { LivePlan } from '../../../shared/model/live-plan.ts';
import type { ColumnRecord } from '../../../shared/model/records.ts';
import { formatExact } from '../../../shared/values/exact.ts';
import { type CellValue, isPlain, printValue } from '../../../shared/values/value.ts';
import { cellFormula } from './cell-formulas.ts';
import { alignmentOf, borderOf, type FontSet, font, fontsOf, frameHeader, RowStyles } from './cell-styles.ts';
import { heightOf, measureSheet, ROW_HEIGHT, type SheetMeasure } from './measure-sheet.ts';
import { address, columnLetters, type SheetLayout } from './sheet-layout.ts';

/** Digits that a double keeps; longer numbers stand as text. */
const SAFE_DIGITS = 15;

const POWERS = Array.from({ length: 16 }, (_, i) => Number(`1e${i}`));

const numberFormat = (decimals: number): string => (decimals > 0 ? `0.${'0'.repeat(decimals)}` : '0');

/** A plain number as a double, where a double holds every digit. */
function asNumber(value: CellValue): number | null {
  if (!isPlain(value)) return null;
  const { n, d } = value.num;
  // A quotient of two exact doubles is the nearest one to the decimal, as reading its digits would give.
  if (typeof n === 'number' && d < POWERS.length && Math.abs(n) < 1e15) return n / (POWERS[d] as number);
  const text = formatExact(value.num);
  return text.replace(/\D/g, '').replace(/^0+/, '').length <= SAFE_DIGITS ? Number(text) : null;
}

/** Writes a value; the format its digits print with, null for what is no number. */
function writeValue(cell: Cell, value: CellValue, formula: string | null): string | null {
  const number = asNumber(value);
  const format = value.form === 'number' && number !== null ? numberFormat(value.num.d) : null;
  if (formula !== null) {
    const result = value.form === 'error' ? { error: '#DIV/0!' as const } : (number ?? printValue(value));
    cell.value = { formula, result } as CellFormulaValue;
    return format;
  }
  if (number !== null) cell.value = number;
  else if (value.form !== 'empty') cell.value = printValue(value);
  return format;
}

interface OpenCell {
  line: number;
  rules: CellRules;
}

/** What a person may type in an open cell; special forms are text, so a plain number rule would refuse them. */
function validationOf(rules: CellRules, at: string): DataValidation | null {
  if (rules.kind === 'choice' && rules.choices?.length && rules.choices.join(',').length < 250) {
    return {
      type: 'list',
      allowBlank: true,
      formulae: [`"${rules.choices.join(',')}"`],
      showErrorMessage: true,
      errorTitle: '请从列表中选择',
      error: `可选：${rules.choices.join('、')}`.slice(0, 220),
    };
  }
  if (rules.kind === 'number') {
    const least = rules.min === null ? '' : `,${at}>=${rules.min}`;
    const most = rules.max === null ? '' : `,${at}<=${rules.max}`;
    const number = least || most ? `AND(ISNUMBER(${at})${least}${most})` : `ISNUMBER(${at})`;
    const special = rules.forms?.some((f) => f === 'bound' || f === 'range' || f === 'text');
    if (special) return null;
    return {
      type: 'custom',
      allowBlank: true,
      formulae: [`OR(${number},${at}="-",${at}="—",${at}="/")`],
      showErrorMessage: true,
      errorTitle: '请填数字',
      error: `这里只填数字，没有的填“-”，不适用的填“/”${rules.min === null ? '' : `，不小于 ${rules.min}`}${rules.max === null ? '' : `，不大于 ${rules.max}`}。`,
    };
  }
  return null;
}

/**
 * One rule for each run of open cells down a column that take the same, written for its first cell: Excel takes few rules, not one
 * a cell. An indicator's row with rules of its own stands alone.
 */
function validate(sheet: Worksheet, layout: SheetLayout, column: ColumnRecord, open: readonly OpenCell[]): void {
  const at = layout.columnOf.get(column.id) as number;
  for (let i = 0; i < open.length; ) {
    const { line, rules } = open[i] as OpenCell;
    let end = i;
    while (open[end + 1]?.line === (open[end] as OpenCell).line + 1 && open[end + 1]?.rules === rules) end++;
    const first = address(line, at);
    const validation = validationOf(rules, first);
    if (validation) {
      const { dataValidations } = sheet as unknown as { dataValidations: { add(range: string, rule: DataValidation): void } };
      dataValidations.add(end === i ? first : `${first}:${address((open[end] as OpenCell).line, at)}`, validation);
    }
    i = end + 1;
  }
}

function writeHeader(sheet: Worksheet, layout: SheetLayout, measure: SheetMeasure, fonts: ReturnType<typeof fontsOf>): void {
  const { shape } = layout;
  const taken = new Set<string>();
  shape.header.forEach((level, i) => {
    let column = 1;
    for (const head of level) {
      while (taken.has(`${i}:${column}`)) column++;
      for (let r = i; r < i + head.rowSpan; r++) for (let c = column; c < column + head.colSpan; c++) taken.add(`${r}:${c}`);
      const row = layout.headerFirst + i;
      if (head.rowSpan > 1 || head.colSpan > 1) sheet.mergeCells(row, column, row + head.rowSpan - 1, column + head.colSpan - 1);
      sheet.getCell(row, column).value = measure.heads.get(head.column) ?? head.text;
      column += head.colSpan;
    }
  });
  for (let row = layout.headerFirst; row <= layout.headerLast; row++) {
    sheet.getRow(row).height = measure.headHeights[row - layout.headerFirst] as number;
    for (let column = 1; column <= layout.columns; column++) {
      const cell = sheet.getCell(row, column);
      cell.font = font(fonts.head, 11);
      cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    }
  }
}

/** Labels of groups and joined cells are merged down their rows. */
function mergeDown(live: LivePlan, sheet: Worksheet, layout: SheetLayout): void {
  for (const [column, span] of cellSpans(live.state, layout.shape)) {
    const at = layout.columnOf.get(column) as number;
    for (const [row, rows] of span) {
      if (rows < 2) continue;
      const top = layout.rowOf.get(row) as number;
      const bottom = top + rows - 1;
      sheet.mergeCells(top, at, bottom, at);
      const style = { ...sheet.getCell(top, at).style, border: borderOf(layout, bottom, at) };
      for (let line = top; line <= bottom; line++) sheet.getCell(line, at).style = style;
    }
  }
}

function writeRows(
  live: LivePlan,
  sheet: Worksheet,
  layout: SheetLayout,
  layouts: ReadonlyMap<number, SheetLayout>,
  fonts: ReturnType<typeof fontsOf>,
): void {
  const { shape } = layout;
  const styles = new RowStyles(layout, fonts);
  const columns = shape.leaves.map((column) => {
    const isLabel = isLabelColumn(column);
    return {
      column,
      isLabel,
      at: layout.columnOf.get(column.id) as number,
      alignment: alignmentOf(column, isLabel),
      open: [] as OpenCell[],
    };
  });
  for (const row of shape.rows) {
    const at = layout.rowOf.get(row.id) as number;
    const isTotal = row.kind === 'total' || row.kind === 'subtotal';
    let height = ROW_HEIGHT;
    const line = sheet.getRow(at);
    for (const { column, isLabel, at: columnAt, alignment, open } of columns) {
      const cell = line.getCell(columnAt);
      const rule = live.rule(row.id, column.id);
      const value = live.shownValue(row.id, column.id);
      const numFmt = writeValue(cell, value, cellFormula({ live, layouts, row, column }, rule, value));
      const indent = isLabel && column.role !== 'serial' ? (shape.depth.get(row.id) ?? 0) : 0;
      const isOpen = rule.by === 'input' && !isLabel;
      cell.style = styles.of({ row: at, column: columnAt, isTotal, alignment, indent, locked: !isOpen, numFmt });
      if (rule.by === 'exception') {
        const computed = printValue(live.valueBeneath(row.id, column.id));
        cell.note = `例外：按原文保留 ${rule.printed}，自动计算为 ${computed || '空'}。原因：${rule.reason}`;
      }
      if (isOpen) open.push({ line: at, rules: cellRules(row, column) });
      if (alignment.wrapText)
        height = Math.max(height, heightOf(printValue(value), (sheet.getColumn(columnAt).width ?? 10) - indent));
    }
    line.height = height;
  }
  for (const { column, open } of columns) validate(sheet, layout, column, open);
}

function line(
  sheet: Worksheet,
  layout: SheetLayout,
  row: number,
  text: string,
  style: { font: ReturnType<typeof font>; horizontal: 'left' | 'center' | 'right'; height?: number },
): void {
  if (layout.columns > 1) sheet.mergeCells(row, 1, row, layout.columns);
  const cell = sheet.getCell(row, 1);
  cell.value = text;
  cell.font = style.font;
  cell.alignment = { horizontal: style.horizontal, vertical: 'middle', wrapText: true };
  if (style.height) sheet.getRow(row).height = style.height;
}

function writeAround(sheet: Worksheet, layout: SheetLayout, fonts: ReturnType<typeof fontsOf>): void {
  const { shape } = layout;
  line(sheet, layout, layout.labelRow, shape.number, { font: font(fonts.head, 14), horizontal: 'left', height: 22 });
  line(sheet, layout, layout.titleRow, shape.title, { font: font(fonts.title, 18), horizontal: 'center', height: 38 });
  const reported = shape.record.props.signatures?.reportedBy ?? '';
  const half = Math.max(1, Math.floor(layout.columns / 2));
  const small = font(fonts.body, 12);
  const left = sheet.getCell(layout.unitRow, 1);
  if (layout.columns > 2) {
    sheet.mergeCells(layout.unitRow, 1, layout.unitRow, half);
    if (layout.columns - half > 1) sheet.mergeCells(layout.unitRow, half + 1, layout.unitRow, layout.columns);
  }
  left.value = `填报单位：${reported}`;
  left.font = small;
  left.alignment = { horizontal: 'left', vertical: 'middle' };
  left.protection = { locked: false };
  const right = sheet.getCell(layout.unitRow, layout.columns > 1 ? half + 1 : 1);
  if (layout.columns > 1) {
    right.value = layout.unitLine;
    right.font = small;
    right.alignment = { horizontal: 'right', vertical: 'middle' };
  }
  sheet.getRow(layout.unitRow).height = 20;
  const width = shape.leaves.reduce((n, _, i) => n + (sheet.getColumn(i + 1).width ?? 10), 0);
  for (const [i, note] of layout.notes.entries()) {
    const text = layout.notes.length === 1 ? `注：${note.text}` : `${i === 0 ? '注：' : '　　'}${i + 1}.${note.text}`;
    line(sheet, layout, note.row, text, {
      font: font(fonts.body, 10.5),
      horizontal: 'left',
      height: heightOf(text, width),
    });
  }
  const { preparedBy = '', checkedBy = '', phone = '' } = shape.record.props.signatures ?? {};
  const pad = '　　　　';
  const signatures = `单位负责人：${pad}审核人：${checkedBy || pad}　填表人：${preparedBy || pad}　联系电话：${phone || pad}　填报日期：　　年　月　日`;
  line(sheet, layout, layout.signatureRow, signatures, {
    font: font(fonts.body, 11),
    horizontal: 'left',
    height: heightOf(signatures, width) + 4,
  });
  sheet.getCell(layout.signatureRow, 1).protection = { locked: false };
}

/** Inches of the official page: 28/26/35/37 mm for a landscape annex bound into the document. */
const MARGINS = { top: 1.1, bottom: 1.02, left: 1.38, right: 1.46, header: 0.5, footer: 0.6 };
const PORTRAIT_MARGINS = { top: 1.46, bottom: 1.38, left: 1.1, right: 1.02, header: 0.5, footer: 0.98 };

export async function writeSheet(
  live: LivePlan,
  book: Workbook,
  layout: SheetLayout,
  layouts: ReadonlyMap<number, SheetLayout>,
  fontSet: FontSet,
): Promise<void> {
  const fonts = fontsOf(fontSet);
  const measure = measureSheet(live, layout);
  const { landscape } = measure;
  const sheet = book.addWorksheet(layout.name, {
    views: [
      {
        state: 'frozen',
        xSplit: 1,
        ySplit: layout.headerLast,
        topLeftCell: address(layout.firstRow, 2),
        activeCell: 'A1',
        showGridLines: false,
        zoomScale: 100,
      },
    ],
    pageSetup: {
      paperSize: 9,
      orientation: landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: landscape ? MARGINS : PORTRAIT_MARGINS,
      printTitlesRow: `${layout.headerFirst}:${layout.headerLast}`,
      printArea: `A1:${columnLetters(layout.columns)}${layout.signatureRow}`,
    },
    headerFooter: { oddFooter: '&C&"宋体,常规"&14— &P —' },
  });
  for (const [i, width] of measure.widths.entries()) sheet.getColumn(i + 1).width = width;
  writeHeader(sheet, layout, measure, fonts);
  writeRows(live, sheet, layout, layouts, fonts);
  mergeDown(live, sheet, layout);
  writeAround(sheet, layout, fonts);
  frameHeader(sheet, layout);
  await sheet.protect('', { formatColumns: true, formatRows: true, selectLockedCells: true, selectUnlockedCells: true });
}
