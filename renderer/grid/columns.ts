// A table's header matrix as the grid's column definitions: groups nest as in the plan, the unit stands on a second line.
//
// A label column that stands at the left edge is pinned there, after the row numbers. A column whose cells compute themselves
// says 自动 in its head; where all columns under a group do, the group says it once. The last column of a top group closes it
// with a heavier line.

import type { ColDef, ColGroupDef } from 'ag-grid-community';
import type { ColumnId } from '../../shared/model/ids.ts';
import type { LivePlan, TableShape } from '../../shared/model/live-plan.ts';
import type { ColumnRecord } from '../../shared/model/records.ts';
import { gridWords } from '../words/grid.ts';
import { isLabelColumn } from './look.ts';
import { linesOf, naturalWidth, ROW_NUMBER_WIDTH } from './measure.ts';

export const ROW_NUMBER_ID = 'row-number';
export const colIdOf = (column: ColumnId): string => `c${column}`;

/** What a header component shows and selects. */
export interface HeadInfo {
  title: string;
  unit: string;
  automatic: boolean;
  /** leaves that a click selects; empty = the whole table (the corner) */
  leaves: ColumnId[];
}

export interface RowItem {
  readonly id: number;
}

export interface ColumnPlan {
  defs: (ColDef<RowItem> | ColGroupDef<RowItem>)[];
  /** natural widths by leaf */
  widths: Map<ColumnId, number>;
  pinned: Set<ColumnId>;
  closing: Set<ColumnId>;
  groupHeaderHeight: number;
  headerHeight: number;
  /** rows of groups above the leaves */
  groupLevels: number;
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
  const { columns, leaves } = shape;
  const sample = shape.rows.find((row) => row.kind === 'data');
  const computed = new Set(
    leaves.filter((leaf) => leaf.role === 'value' && sample && live.isComputed(sample.id, leaf.id)).map((leaf) => leaf.id),
  );
  const pinned = pinnedLeaves(leaves);
  const widths = new Map(leaves.map((leaf) => [leaf.id, naturalWidth(live, shape, leaf)]));
  const visible = new Set(leaves.map((leaf) => leaf.id));
  const childrenOf = (parent: ColumnId | null): ColumnRecord[] =>
    columns.filter((column) => column.parentId === parent && !column.hidden);
  const leavesUnder = (column: ColumnRecord): ColumnId[] =>
    column.role === 'group' ? childrenOf(column.id).flatMap(leavesUnder) : visible.has(column.id) ? [column.id] : [];
  const closing = new Set<ColumnId>();
  const topGroups = childrenOf(null).filter((column) => column.role === 'group');
  for (const group of topGroups) {
    const last = leavesUnder(group).at(-1);
    if (last !== undefined) closing.add(last);
  }
  for (const leaf of leaves) if (pinned.has(leaf.id)) closing.delete(leaf.id);

  let groupLevels = 0;
  let headLines = 1;
  let groupLines = 1;
  let anyUnit = false;
  const build = (column: ColumnRecord, level: number, marked: boolean): ColDef<RowItem> | ColGroupDef<RowItem> | null => {
    const own = leavesUnder(column);
    if (own.length === 0) return null;
    const title = live.expandYears(column.title);
    const automatic = !marked && own.every((leaf) => computed.has(leaf));
    const unit = compact ? '' : (column.unit ?? '');
    const head: HeadInfo = { title, unit, automatic, leaves: own };
    if (column.role === 'group') {
      groupLevels = Math.max(groupLevels, level + 1);
      const width = own.reduce((sum, leaf) => sum + (widths.get(leaf) ?? 0), 0);
      groupLines = Math.max(groupLines, linesOf(title + (unit ? `（${unit}）` : '') + (automatic ? '  自动' : ''), width, 13));
      return {
        groupId: `g${column.id}`,
        headerName: title,
        marryChildren: true,
        headerGroupComponentParams: { head },
        children: childrenOf(column.id)
          .map((child) => build(child, level + 1, marked || automatic))
          .filter((def) => def !== null),
      };
    }
    const width = widths.get(column.id) ?? 96;
    headLines = Math.max(headLines, level === 0 && topGroups.length ? 1 : Math.min(4, linesOf(title, width, 13)));
    if (unit) anyUnit = true;
    return {
      colId: colIdOf(column.id),
      headerName: title,
      headerComponentParams: { head },
      width,
      minWidth: 40,
      pinned: pinned.has(column.id) ? 'left' : undefined,
      lockPinned: true,
    };
  };
  const tree = childrenOf(null)
    .map((column) => build(column, 0, false))
    .filter((def) => def !== null);
  const numbers: ColDef<RowItem> = {
    colId: ROW_NUMBER_ID,
    headerName: gridWords.rowNumber,
    headerComponentParams: { head: { title: gridWords.rowNumber, unit: '', automatic: false, leaves: [] } satisfies HeadInfo },
    width: shape.rows.length > 9999 ? ROW_NUMBER_WIDTH + 20 : ROW_NUMBER_WIDTH,
    resizable: false,
    pinned: 'left',
    lockPinned: true,
  };
  const defs = [numbers, ...tree];
  return {
    defs,
    widths,
    pinned,
    closing,
    groupLevels,
    groupHeaderHeight: 28 + (Math.min(3, groupLines) - 1) * 18,
    headerHeight: 28 + (headLines - 1) * 18 + (anyUnit ? 16 : 0),
    signature: JSON.stringify([defs, shape.rows.length > 9999]),
  };
}

/** Distinct units of a table, left to right: 套、万平方米. */
export function unitsOf(shape: TableShape): string {
  const units: string[] = [];
  const add = (unit: string | null): void => {
    if (unit && !units.includes(unit)) units.push(unit);
  };
  if (shape.record.unit) return shape.record.unit;
  for (const column of shape.columns) if (!column.hidden && column.role !== 'unit') add(column.unit);
  return units.join('、');
}
