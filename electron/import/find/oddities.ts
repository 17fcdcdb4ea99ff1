// What a careful reader would point out about a found table before taking its figures: nothing is silently mended.

import type { FoundRow } from '../../../shared/contract/import.ts';
import { cellRef } from '../../../shared/import/cell-ref.ts';
import type { FoundColumns } from './columns.ts';
import { hidesDigits, isFullWidth } from './figures.ts';
import type { Frame } from './frame.ts';
import type { Segment } from './segments.ts';
import { squash } from './words.ts';

type Say = (code: string, at: { row?: number; column?: number }, details?: Record<string, unknown>) => void;

/** Collects places under one code: said once, with the first place and the number of them. */
class Places {
  private readonly list: { row: number; column: number }[] = [];
  add(row: number, column: number): void {
    this.list.push({ row, column });
  }
  say(say: Say, code: string, details: Record<string, unknown> = {}): void {
    const first = this.list[0];
    if (!first) return;
    const refs = this.list.slice(0, 20).map((p) => cellRef(p.row, p.column));
    say(code, first, { count: this.list.length, refs, ...details });
  }
}

export function findOddities(
  frame: Frame,
  table: { segment: Segment; columns: FoundColumns; rows: readonly FoundRow[] },
  say: Say,
): void {
  const asText = new Places();
  const fullWidth = new Places();
  const separators = new Places();
  const errors = new Places();
  const blank = new Places();
  const words = new Places();
  const cut = new Places();
  const delimited = frame.sheet.grid.every((line) => !line || line.every((cell) => !cell || cell.kind === 'text'));
  const numeric = table.columns.data.filter((c) => c.kind === 'number');
  for (const row of table.rows) {
    if (row.kind === 'section') continue;
    for (const { index } of numeric) {
      const cell = frame.sheet.grid[row.row]?.[index];
      const cls = frame.cls(row.row, index);
      if (cls === 'empty') {
        const merge = frame.merges.at(row.row, index);
        if (!merge || (merge.top === row.row && merge.left === index)) blank.add(row.row, index);
        continue;
      }
      if (!cell) continue;
      if (cls === 'error') errors.add(row.row, index);
      else if (cls === 'text') words.add(row.row, index);
      else if (cls === 'number') {
        if (cell.kind === 'text' && isFullWidth(cell.text)) fullWidth.add(row.row, index);
        else if (cell.kind === 'text' && !delimited) asText.add(row.row, index);
        if (cell.kind === 'text' && /\d[,，]\d{3}/.test(cell.text)) separators.add(row.row, index);
        if (hidesDigits(cell)) cut.add(row.row, index);
      }
    }
  }
  asText.say(say, 'numbers-as-text');
  fullWidth.say(say, 'full-width-digits');
  separators.say(say, 'thousands-separators');
  errors.say(say, 'error-values');
  words.say(say, 'words-among-numbers');
  cut.say(say, 'more-digits-than-printed');
  blank.say(say, 'blank-cells');
  const hiddenInside = table.rows.filter((r) => r.hidden).map((r) => r.row);
  if (hiddenInside.length) say('hidden-rows', { row: hiddenInside[0] as number }, { rows: hiddenInside });
  const hiddenColumns = frame.sheet.hiddenColumns.filter((c) => c >= frame.left && c <= frame.right);
  if (hiddenColumns.length) say('hidden-columns', { column: hiddenColumns[0] as number }, { columns: hiddenColumns });
  for (const column of table.columns.unnamed)
    say('column-without-header', { column }, { ref: cellRef(1, column).replace('1', '') });
  for (const column of table.columns.scratch) say('beside-the-table', { column }, { ref: cellRef(1, column).replace('1', '') });
  if (table.segment.repeatedHeaderRows.length) {
    say('repeated-header', { row: table.segment.repeatedHeaderRows[0] as number }, { rows: table.segment.repeatedHeaderRows });
  }
  sayDuplicates(table.rows, say);
}

function sayDuplicates(rows: readonly FoundRow[], say: Say): void {
  const seen = new Map<string, number>();
  for (const row of rows) {
    if (row.kind !== 'data' || row.label === '') continue;
    const key = squash([...(row.groups ?? []), row.region ?? row.label].join('/'));
    const before = seen.get(key);
    if (before === undefined) seen.set(key, row.row);
    else if (seen.size < 5000) say('duplicate-label', { row: row.row }, { label: row.label, first: before });
  }
}
