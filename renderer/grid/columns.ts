// A table's header matrix as the grid's column definitions: groups nest as in the plan, the unit stands on a second line.
//
// A label column that stands at the left edge is pinned there, after the row numbers. A column whose cells compute themselves
// says 自动 in its head; where all columns under a group do, the group says it once. Units stand in the heads only where the
// table has more than one (else the line above the table says it), at the record that carries them. The last column of a top
// group closes it with a heavier line.

import type { ColDef, ColGroupDef } from 'ag-grid-community';
import type { ColumnId } from '../../shared/model/ids.ts';
import type { LivePlan, TableShape } from '../../shared/model/live-plan.ts';
import type { ColumnRecord } from '../../shared/model/records.ts';
import { shownUnit } from '../../shared/model/shape.ts';
import { gridWords } from '../words/grid.ts';
import { isLabelColumn } from './look.ts';
import { neededWidth, ROW_NUMBER_WIDTH } from './measure.ts';

export const ROW_NUMBER_ID = 'row-number';
export const colIdOf = (column: ColumnId): string => `c${column}`;

/** What a header component shows and selects. */
export interface HeadInfo {
  title: string;
  unit: string;
  automatic: boolean;
  /** leaves that a click selects; empty = the whole table (the corner) */
  leaves: ColumnId[];
  isGroup: boolean;
  /** groups above it */
  level: number;
}

export interface RowItem {
  readonly id: number;
}

type Definition = ColDef<RowItem> | ColGroupDef<RowItem>;

export interface ColumnPlan {
  defs: Definition[];
  heads: HeadInfo[];
  /** what each leaf needs */
  widths: Map<ColumnId, { least: number; natural: number }>;
  pinned: Set<ColumnId>;
  closing: Set<ColumnId>;
  /** rows of groups above the leaves */
  groupLevels: number;
  rowNumberWidth: number;
  /** changes whenever the definitions must be made again */
  signature: string;
}

/** Leaves at the left edge that name the row. */
function pinnedLeaves(leaves: readonly ColumnRecord[]): Set<ColumnId> {
  const pinned = new Set<ColumnId>();
  for (const leaf of leaves) {
    if (leaf.parentId !== null || !isLabelColumn(leaf)) break;
    pinned.add(leaf.id);
  }
  return pinned;
}

/** `compact`: heads without their unit line, where the caption's unit line is enough. */
export function columnPlan(live: LivePlan, shape: TableShape, compact: boolean): ColumnPlan {
  const { leaves } = shape;
  const sample = shape.rows.find((row) => row.kind === 'data');
  const computed = new Set(
    leaves.filter((leaf) => leaf.role === 'value' && sample && live.isComputed(sample.id, leaf.id)).map((leaf) => leaf.id),
  );
  const pinned = pinnedLeaves(leaves);
  const widths = new Map(leaves.map((leaf) => [leaf.id, neededWidth(live, shape, leaf)]));
  const showUnits = !compact && unitsOf(shape).includes('、');
  const visible = new Set(leaves.map((leaf) => leaf.id));
  const childrenOf = (parent: ColumnId | null): ColumnRecord[] =>
    shape.columns.filter((column) => column.parentId === parent && !column.hidden);
  const leavesUnder = (column: ColumnRecord): ColumnId[] =>
    column.role === 'group' ? childrenOf(column.id).flatMap(leavesUnder) : visible.has(column.id) ? [column.id] : [];
  const closing = new Set<ColumnId>();
  const heads: HeadInfo[] = [];
  let groupLevels = 0;

  const build = (column: ColumnRecord, level: number, above: { automatic: boolean; unit: boolean }): Definition | null => {
    const own = leavesUnder(column);
    if (own.length === 0) return null;
    const isGroup = column.role === 'group';
    const automatic = !above.automatic && own.every((leaf) => computed.has(leaf));
    const unit = showUnits && !above.unit ? (shownUnit(shape.record, column.unit) ?? '') : '';
    const head: HeadInfo = { title: live.expandYears(column.title), unit, automatic, leaves: own, isGroup, level };
    heads.push(head);
    if (isGroup) {
      groupLevels = Math.max(groupLevels, level + 1);
      const last = own.at(-1);
      if (level === 0 && last !== undefined) closing.add(last);
      const inherited = { automatic: above.automatic || automatic, unit: above.unit || column.unit !== null };
      return {
        groupId: `g${column.id}`,
        headerName: head.title,
        marryChildren: true,
        headerGroupComponentParams: { head },
        children: childrenOf(column.id)
          .map((child) => build(child, level + 1, inherited))
          .filter((def) => def !== null),
      };
    }
    return {
      colId: colIdOf(column.id),
      headerName: head.title,
      headerComponentParams: { head },
      minWidth: 40,
      pinned: pinned.has(column.id) ? 'left' : undefined,
      lockPinned: true,
    };
  };
  const tree = childrenOf(null)
    .map((column) => build(column, 0, { automatic: false, unit: false }))
    .filter((def) => def !== null);
  const rowNumberWidth = shape.rows.length > 9999 ? ROW_NUMBER_WIDTH + 20 : ROW_NUMBER_WIDTH;
  const corner: HeadInfo = { title: gridWords.rowNumber, unit: '', automatic: false, leaves: [], isGroup: false, level: 0 };
  const numbers: ColDef<RowItem> = {
    colId: ROW_NUMBER_ID,
    headerName: gridWords.rowNumber,
    headerComponentParams: { head: corner },
    width: rowNumberWidth,
    resizable: false,
    pinned: 'left',
    lockPinned: true,
  };
  const defs = [numbers, ...tree];
  return { defs, heads, widths, pinned, closing, groupLevels, rowNumberWidth, signature: JSON.stringify(defs) };
}

/** Distinct units of a table, left to right: 套、万平方米. */
export function unitsOf(shape: TableShape): string {
  const table = shape.record;
  if (table.unit) return shownUnit(table, table.unit) as string;
  const units = new Set<string>();
  for (const column of shape.columns)
    if (column.unit && !column.hidden && column.role !== 'unit') units.add(shownUnit(table, column.unit) as string);
  return [...units].join('、');
}
