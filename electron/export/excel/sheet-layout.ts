// Where everything of a table stands on its sheet: number, title, unit line, header, rows, notes, signatures (rows and columns
// counted from 1). Formulas, styles and print settings all read places from here, so they can't disagree.

import type { ColumnId, RowId, TableId } from '../../../shared/model/ids.ts';
import type { LivePlan, TableShape } from '../../../shared/model/live-plan.ts';
import { columnUnit, shownUnit } from '../../../shared/model/shape.ts';
import { tableNotes } from '../../../shared/outline/table.ts';

export interface SheetLayout {
  table: TableId;
  shape: TableShape;
  name: string;
  columns: number;
  labelRow: number;
  titleRow: number;
  unitRow: number;
  headerFirst: number;
  headerLast: number;
  firstRow: number;
  lastRow: number;
  notes: { row: number; text: string }[];
  signatureRow: number;
  rowOf: Map<RowId, number>;
  columnOf: Map<ColumnId, number>;
  unitLine: string;
}

const FORBIDDEN = /[:\\/?*[\]']/g;

/** 附表1 住房供应总表: at most 31 characters, none that Excel forbids, no two alike. */
function sheetName(shape: TableShape, used: Set<string>): string {
  const whole = `${shape.number} ${shape.title}`.replace(FORBIDDEN, ' ').replace(/\s+/g, ' ').trim() || shape.record.key;
  let name = whole.slice(0, 31).trim();
  for (let n = 2; used.has(name.toLowerCase()); n++) name = `${whole.slice(0, 31 - String(n).length - 1).trim()}_${n}`;
  used.add(name.toLowerCase());
  return name;
}

function unitLine(live: LivePlan, shape: TableShape): string {
  const table = shape.record;
  const unit = shownUnit(table, table.unit);
  if (unit) return `单位：${unit}`;
  const units = new Set(
    shape.leaves.filter((c) => c.role === 'value').flatMap((c) => shownUnit(table, columnUnit(live.state, c)) ?? []),
  );
  return units.size ? `单位：${[...units].join('、')}` : '';
}

/** One layout a table, in the plan's order; hidden tables have none. */
export function sheetLayouts(live: LivePlan): SheetLayout[] {
  const used = new Set<string>();
  return live
    .tables()
    .filter((table) => !table.props.hidden)
    .map((table) => {
      const shape = live.shape(table.id);
      const headerFirst = 4;
      const headerLast = headerFirst + shape.header.length - 1;
      const firstRow = headerLast + 1;
      const lastRow = firstRow + shape.rows.length - 1;
      const notes = tableNotes(live, table.id).map((text, i) => ({ row: lastRow + 1 + i, text }));
      return {
        table: table.id,
        shape,
        name: sheetName(shape, used),
        columns: Math.max(1, shape.leaves.length),
        labelRow: 1,
        titleRow: 2,
        unitRow: 3,
        headerFirst,
        headerLast,
        firstRow,
        lastRow,
        notes,
        signatureRow: lastRow + notes.length + 1,
        rowOf: new Map(shape.rows.map((row, i) => [row.id, firstRow + i])),
        columnOf: new Map(shape.leaves.map((column, i) => [column.id, i + 1])),
        unitLine: unitLine(live, shape),
      };
    });
}

/** 1 → A, 27 → AA. */
export function columnLetters(n: number): string {
  let out = '';
  for (let k = n; k > 0; k = Math.floor((k - 1) / 26)) out = String.fromCharCode(65 + ((k - 1) % 26)) + out;
  return out;
}

export const address = (row: number, column: number): string => `${columnLetters(column)}${row}`;
