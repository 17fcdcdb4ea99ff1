// How an annex sheet looks: quiet, black on white, thin grid and a medium frame, fonts by name.

import type { Alignment, Borders, Font, Style, Worksheet } from 'exceljs';
import type { ColumnRecord } from '../../../shared/model/records.ts';
import type { SheetLayout } from './sheet-layout.ts';

export type FontSet = 'gov' | 'windows' | 'gbk';

const FONTS: Record<FontSet, { title: string; head: string; body: string }> = {
  gov: { title: '方正小标宋简体', head: '黑体', body: '仿宋_GB2312' },
  windows: { title: '宋体', head: '黑体', body: '仿宋' },
  gbk: { title: '方正小标宋_GBK', head: '方正黑体_GBK', body: '方正仿宋_GBK' },
};

export const fontsOf = (set: FontSet): { title: string; head: string; body: string } => FONTS[set];

export const font = (name: string, size: number, bold = false): Partial<Font> => ({
  name,
  size,
  ...(bold && { bold }),
  family: 3,
  charset: 134,
});

const CENTRED: ReadonlySet<ColumnRecord['role']> = new Set(['serial', 'group_label', 'unit']);

export function alignmentOf(column: ColumnRecord, isLabel: boolean): Partial<Alignment> {
  const horizontal =
    column.align ??
    (CENTRED.has(column.role)
      ? 'center'
      : !isLabel && column.kind === 'number'
        ? 'right'
        : column.kind === 'number'
          ? 'right'
          : 'left');
  return { horizontal, vertical: 'middle', wrapText: horizontal !== 'right' };
}

const thin = { style: 'thin' as const };
const medium = { style: 'medium' as const };

/** Thin lines inside, a medium frame around header and rows. */
export function borderOf(layout: SheetLayout, row: number, column: number): Partial<Borders> {
  const last = Math.max(layout.lastRow, layout.headerLast);
  return {
    top: row === layout.headerFirst ? medium : thin,
    bottom: row === last ? medium : thin,
    left: column === 1 ? medium : thin,
    right: column === layout.columns ? medium : thin,
  };
}

/** Draws the frame of the header; the rows' cells carry it in their style. */
export function frameHeader(sheet: Worksheet, layout: SheetLayout): void {
  for (let row = layout.headerFirst; row <= layout.headerLast; row++) {
    for (let column = 1; column <= layout.columns; column++) sheet.getCell(row, column).border = borderOf(layout, row, column);
  }
}

/**
 * The styles of a table's cells, each made once: the library compares styles by object before it compares them by content, and a
 * long table has a dozen styles for all its cells.
 */
export class RowStyles {
  /** by format and alignment, then by what the place asks for */
  private readonly made = new Map<string, Map<number, Partial<Style>>>();
  private readonly layout: SheetLayout;
  private readonly fonts: ReturnType<typeof fontsOf>;

  constructor(layout: SheetLayout, fonts: ReturnType<typeof fontsOf>) {
    this.layout = layout;
    this.fonts = fonts;
  }

  of(cell: {
    row: number;
    column: number;
    isTotal: boolean;
    alignment: Partial<Alignment>;
    indent: number;
    locked: boolean;
    numFmt: string | null;
  }): Partial<Style> {
    const { row, column, isTotal, alignment, indent, locked, numFmt } = cell;
    const { layout } = this;
    const edge =
      (row === layout.headerFirst ? 1 : 0) +
      (row === Math.max(layout.lastRow, layout.headerLast) ? 2 : 0) +
      (column === 1 ? 4 : 0) +
      (column === layout.columns ? 8 : 0);
    const key = `${numFmt ?? ''}|${alignment.horizontal}`;
    const place = indent * 64 + edge * 4 + (isTotal ? 2 : 0) + (locked ? 1 : 0);
    let places = this.made.get(key);
    if (!places) {
      places = new Map();
      this.made.set(key, places);
    }
    let style = places.get(place);
    if (!style) {
      style = {
        ...(numFmt !== null && { numFmt }),
        font: font(isTotal ? this.fonts.head : this.fonts.body, 11),
        alignment: { ...alignment, ...(indent && { indent }) },
        protection: { locked },
        border: borderOf(layout, row, column),
      };
      places.set(place, style);
    }
    return style;
  }
}
