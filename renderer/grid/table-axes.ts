// Where a table's rows stand on the screen: totals that begin or end the table are pinned, everything else scrolls.

import type { TableShape } from '../../shared/model/live-plan.ts';
import type { RowRecord } from '../../shared/model/records.ts';
import { type Axes, axesOf } from './axes.ts';

export interface TableAxes {
  axes: Axes;
  top: RowRecord[];
  body: RowRecord[];
  bottom: RowRecord[];
}

const isOuterTotal = (row: RowRecord): boolean => row.kind === 'total' && row.parentId === null;

const known = new WeakMap<TableShape, TableAxes>();

/** Rows by place and the axes over all of them, from a table's shape; made once for each shape. */
export function axesOfTable(shape: TableShape): TableAxes {
  const there = known.get(shape);
  if (there) return there;
  const made = makeAxes(shape);
  known.set(shape, made);
  return made;
}

function makeAxes(shape: TableShape): TableAxes {
  const { rows } = shape;
  let first = 0;
  while (first < rows.length && isOuterTotal(rows[first] as RowRecord) && rows[first]?.place === 'first') first++;
  let last = rows.length;
  while (last > first && isOuterTotal(rows[last - 1] as RowRecord)) last--;
  return {
    axes: axesOf(
      rows.map((row) => row.id),
      shape.leaves.map((column) => column.id),
    ),
    top: rows.slice(0, first),
    body: rows.slice(first, last),
    bottom: rows.slice(last),
  };
}
