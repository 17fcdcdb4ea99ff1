// Who uses a column, a row or a table, so that nothing a formula or a sentence reads disappears silently (`in-use`).

import { references, tryReadStored } from '../formulas/stored.ts';
import type { Inline } from '../model/blocks.ts';
import type { BlockId, ColumnId, RowId } from '../model/ids.ts';
import { splitCellKey } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';

export interface PlaceOfUse {
  kind: 'formula' | 'text';
  /** 表2 小计·套数, or the sentence around the field */
  where: string;
  block?: BlockId;
}

function expressionsOf(content: readonly Inline[]): string[] {
  return content.flatMap((piece): string[] => {
    switch (piece.t) {
      case 'field':
        return [piece.expr];
      case 'foot':
        return expressionsOf(piece.content);
      case 'each':
        return [piece.rows, ...(piece.where ? [piece.where] : []), ...expressionsOf(piece.item)];
      case 'choose':
        return [piece.expr, ...expressionsOf(piece.up), ...expressionsOf(piece.down), ...expressionsOf(piece.flat)];
      default:
        return [];
    }
  });
}

/** Formulas and sentences that read the given columns or rows, except those that go with them. */
export function usesOf(live: LivePlan, columns: ReadonlySet<ColumnId>, rows: ReadonlySet<RowId>): PlaceOfUse[] {
  const out: PlaceOfUse[] = [];
  const hits = (stored: string): boolean => {
    const read = tryReadStored(stored);
    if (!read.ok) return false;
    return references(read.value).some((ref) => columns.has(ref.column) || (ref.rows.at === 'row' && rows.has(ref.rows.row)));
  };
  const tableName = (id: number): string => live.shape(id).number || live.shape(id).title;
  for (const column of live.state.records.col.values()) {
    if (column.formula && !columns.has(column.id) && hits(column.formula)) {
      out.push({ kind: 'formula', where: `${tableName(column.tableId)} ${live.shape(column.tableId).path(column.id).join('·')}` });
    }
  }
  for (const row of live.state.records.row.values()) {
    if (row.formula && !rows.has(row.id) && hits(row.formula))
      out.push({ kind: 'formula', where: `${tableName(row.tableId)} ${rowLabel(live, row)}` });
  }
  for (const record of live.state.records.cell_formula.values()) {
    const { row, column } = splitCellKey(record.id);
    if (columns.has(column) || rows.has(row) || !hits(record.formula)) continue;
    const of = live.state.records.row.get(row);
    if (of)
      out.push({
        kind: 'formula',
        where: `${tableName(of.tableId)} ${rowLabel(live, of)} ${live.shape(of.tableId).path(column).join('·')}`,
      });
  }
  for (const block of live.state.records.block.values()) {
    if (!expressionsOf(block.content).some(hits)) continue;
    const sentence = block.content.map((piece) => (piece.t === 'text' ? piece.s : piece.t === 'field' ? '…' : '')).join('');
    out.push({ kind: 'text', where: sentence.slice(0, 40), block: block.id });
  }
  return out;
}
