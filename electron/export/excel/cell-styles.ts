// How an annex sheet looks (official-format 4): quiet, black on white, thin grid and a medium frame, fonts by name.

import type { Alignment, Borders, Font, Worksheet } from 'exceljs';
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

export function alignmentOf(column: ColumnRecord, isLabel: boolean): Partial<Alignment> {
  const horizontal =
    column.align ??
    (column.role === 'serial'
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
export function frame(sheet: Worksheet, layout: SheetLayout): void {
  const last = Math.max(layout.lastRow, layout.headerLast);
  for (let row = layout.headerFirst; row <= last; row++) {
    for (let column = 1; column <= layout.columns; column++) {
      const border: Partial<Borders> = {
        top: row === layout.headerFirst ? medium : thin,
        bottom: row === last ? medium : thin,
        left: column === 1 ? medium : thin,
        right: column === layout.columns ? medium : thin,
      };
      sheet.getCell(row, column).border = border;
    }
  }
}
