// A table as it is printed: header matrix, cells in column order, merged group labels, notes, unit line.
//
// The figures come from the live plan's `text`, so Word, Excel, preview and window print the same characters.

import { cellSpans } from '../model/cell-spans.ts';
import type { ColumnId, RowId, TableId } from '../model/ids.ts';
import type { HeaderCell, LivePlan } from '../model/live-plan.ts';
import type { ColumnRecord, RowRecord, TableRecord } from '../model/records.ts';
import { shownUnit } from '../model/shape.ts';
import { cumulativeNote } from './cumulative-note.ts';
import type { PrintCell, PrintHeaderCell, PrintRow, PrintTable } from './document.ts';
import { roundingNote } from './rounding-note.ts';

/** The table as printed; throws on an id that is no table of the plan. */
export function printTable(live: LivePlan, tableId: TableId): PrintTable {
  const shape = live.shape(tableId);
  const { record } = shape;
  const spans = cellSpans(live.state, shape);
  const rows: PrintRow[] = shape.rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    depth: shape.depth.get(row.id) ?? 0,
    cells: shape.leaves.map((column) => printCell(live, row, column, spans)),
  }));
  const signatures = record.props.signatures;
  return {
    id: tableId,
    key: record.key,
    number: shape.number,
    title: shape.title,
    unitLine: unitLine(record, shape.leaves),
    landscape: record.landscape,
    header: shape.header.map((level) => level.map((cell) => withUnit(live, cell))),
    columns: shape.leaves,
    rows,
    notes: printNotes(tableNotes(live, tableId)),
    ...(signatures && Object.values(signatures).some(Boolean) && { signatures }),
  };
}

/** A header cell with its unit named apart, so that a layout may set it on a line of its own. */
function withUnit(live: LivePlan, cell: HeaderCell): PrintHeaderCell {
  const column = live.state.records.col.get(cell.column);
  const table = column && live.state.records.tbl.get(column.tableId);
  const unit = table && shownUnit(table, column.unit);
  return unit && cell.text.endsWith(`（${unit}）`) ? { ...cell, unit } : cell;
}

function printCell(live: LivePlan, row: RowRecord, column: ColumnRecord, spans: Map<ColumnId, Map<RowId, number>>): PrintCell {
  const rowSpan = spans.get(column.id)?.get(row.id) ?? 1;
  const text = rowSpan === 0 ? '' : live.text(row.id, column.id);
  return { column: column.id, text, align: column.align ?? alignOf(column), rowSpan };
}

/** Numbers right, text left, serial numbers, units, years and choices in the middle. */
function alignOf(column: ColumnRecord): 'left' | 'center' | 'right' {
  if (column.role === 'serial' || column.role === 'unit' || column.role === 'group_label') return 'center';
  switch (column.kind) {
    case 'number':
      return column.role === 'value' ? 'right' : 'left';
    case 'choice':
    case 'date':
    case 'year':
    case 'codes':
      return 'center';
    default:
      return 'left';
  }
}

/** 单位：套、万平方米 above the table; '' where header or unit column carry the units. */
function unitLine(record: TableRecord, leaves: readonly ColumnRecord[]): string {
  if ((record.props.unitPlace ?? 'line') !== 'line') return '';
  const own = shownUnit(record, record.unit);
  const units = own ? [own] : [];
  if (!record.unit && !leaves.some((column) => column.role === 'unit')) {
    for (const column of leaves) {
      const unit = shownUnit(record, column.unit);
      if (unit && !units.includes(unit)) units.push(unit);
    }
  }
  return units.length ? `单位：${units.join('、')}` : '';
}

/** What stands under a table, year tokens replaced: its own notes, the legend of [ ], the word on 舍位平衡 where the table wants it. */
export function tableNotes(live: LivePlan, tableId: TableId): string[] {
  const { props } = live.shape(tableId).record;
  const notes = (props.notes ?? []).map((note) => live.expandYears(note));
  const legend = cumulativeNote(live, tableId, notes);
  const said = props.shown?.note && roundingNote(live, tableId, props.shown.note);
  return [...notes, ...[legend, said ?? ''].filter((note) => note !== '')];
}

/** 注： before a single note; 注：1.… 2.… before several; notes that say 注 or 数据来源 themselves stand as they are. */
function printNotes(notes: readonly string[]): string[] {
  const labelled = (note: string) => /^(?:注|附注|说明|备注|数据来源|资料来源)\s*\d*\s*[：:]/.test(note);
  if (notes.some(labelled)) return [...notes];
  if (notes.length <= 1) return notes.map((note) => `注：${note}`);
  const numbered = notes.every((note) => /^\d+[.．、]/.test(note));
  return notes.map((note, i) => `${i === 0 ? '注：' : ''}${numbered ? '' : `${i + 1}.`}${note}`);
}
