// What the picker lists for the words typed into it: cells by table, row and column, or the value of an expression.

import type { Failure } from '../../shared/contract/failure.ts';
import { parseByName } from '../../shared/formulas/parse.ts';
import { writeStored } from '../../shared/formulas/stored.ts';
import { columnName } from '../../shared/formulas/words.ts';
import type { TableId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { rowLabel } from '../../shared/model/lookup.ts';
import type { ColumnRecord, RowRecord } from '../../shared/model/records.ts';
import { halfWidth } from '../../shared/values/parse.ts';
import type { CellRef } from '../plan/session-types.ts';

export interface PickCell extends CellRef {
  tableName: string;
  rowName: string;
  columnName: string;
  text: string;
  unit: string;
}

export const MOST_PICKS = 60;
/** Cells looked at for one search; beyond them the person narrows the words. */
const MOST_LOOKED = 200_000;

/** Rows that can be cited. */
export function pickRows(live: LivePlan, table: TableId): RowRecord[] {
  return live.shape(table).rows.filter((row) => row.kind !== 'group');
}

/** Columns that hold a value to cite. */
export function pickColumns(live: LivePlan, table: TableId): ColumnRecord[] {
  return live.shape(table).leaves.filter((column) => column.role === 'value' || column.role === 'note');
}

export function pickCell(live: LivePlan, cell: CellRef): PickCell {
  const shape = live.shape(cell.table);
  const row = live.state.records.row.get(cell.row);
  return {
    ...cell,
    tableName: shape.number || shape.title,
    rowName: row ? rowLabel(live, row) : '',
    columnName: columnName(live, cell.column, '·'),
    text: live.text(cell.row, cell.column),
    unit: live.shownUnitOf(cell.row, cell.column) ?? '',
  };
}

/** True where the words are meant as a formula: a reference in brackets, a leading =, a sum. */
export function isExpression(query: string): boolean {
  return (
    /[[\]［］]|^[=＝]/.test(query) || /^[\d.\s()（）]*\d[\d.\s()（）]*[-+*/×÷＋－][\d.\s()（）+*/×÷＋－-]*$/.test(query.trim())
  );
}

export type Expressed = { ok: true; expr: string } | { ok: false; failure: Failure };

/** The stored form of an expression written by name, or why it is none. */
export function readExpression(live: LivePlan, query: string): Expressed {
  const parsed = parseByName(query.trim().replace(/^[=＝]/, ''), { live, table: null });
  return parsed.ok ? { ok: true, expr: writeStored(parsed.value) } : { ok: false, failure: parsed.failure };
}

const plain = (text: string): string =>
  halfWidth(text)
    .replace(/[\s·/]+/g, '')
    .toLowerCase();

/** Cells that every word fits: by table, row, column or printed figure. Totals first, then in the tables' order. */
export function searchCells(live: LivePlan, query: string): PickCell[] {
  const words = halfWidth(query)
    .split(/[\s·,，、/]+/)
    .map(plain)
    .filter(Boolean);
  if (!words.length) return [];
  const found: { cell: CellRef; points: number }[] = [];
  let looked = 0;
  for (const record of live.tables()) {
    if (record.props.hidden) continue;
    const shape = live.shape(record.id);
    const tableWords = plain(`${shape.number}${shape.title}`);
    const columns = pickColumns(live, record.id).map((column) => ({ column, words: plain(columnName(live, column.id, '')) }));
    for (const row of pickRows(live, record.id)) {
      const label = plain(rowLabel(live, row));
      for (const { column, words: columnWords } of columns) {
        if (++looked > MOST_LOOKED) break;
        let text: string | null = null;
        let points = 0;
        const fits = words.every((word) => {
          if (label === word) points += 3;
          else if (label.includes(word)) points += 2;
          else if (columnWords.includes(word)) points += 1;
          else if (!tableWords.includes(word)) {
            text ??= plain(live.text(row.id, column.id));
            if (!text.startsWith(word)) return false;
            points += text === word ? 3 : 0;
          }
          return true;
        });
        if (fits)
          found.push({
            cell: { table: record.id, row: row.id, column: column.id },
            points: points + (row.kind === 'total' ? 0.5 : 0),
          });
      }
    }
  }
  return found
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST_PICKS)
    .map(({ cell }) => pickCell(live, cell));
}
