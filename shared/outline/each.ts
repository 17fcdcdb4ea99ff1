// `each`: a list inside a sentence that follows the rows of a table (喀什市51.00万平方米、经开区2.00万平方米、…).
//
// Its `rows` names the rows by a stored reference: `#c12@all` every counted data row of that column's table, `#c12@r34` the
// counted children of row 34 (or that row itself where it has none), `#c12@children` the rows at the top. Inside the item a reference without rows means
// the row at hand, so the same stored expression is bound to one row after the other and then evaluated like any field.

import type { Expression } from '../formulas/ast.ts';
import { tryReadStored, writeStored } from '../formulas/stored.ts';
import type { RowId, TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { RowRecord } from '../model/records.ts';
import { absolute, compare, sign } from '../values/exact.ts';
import { type CellValue, printValue } from '../values/value.ts';

const MOST_ROWS = 2000;

/** The row of the same thing in another table: same region, else same key, else same label. */
function sameRow(live: LivePlan, row: RowRecord, table: TableId): RowRecord | undefined {
  const rows = live.shape(table).rows;
  return (
    (row.regionId !== null ? rows.find((r) => r.regionId === row.regionId) : undefined) ??
    rows.find((r) => r.key === row.key) ??
    rows.find((r) => r.label === row.label)
  );
}

/** The expression with every reference to "this row" bound to `row`; null where a like row is missing in another table. */
function bindRow(live: LivePlan, expr: Expression, row: RowRecord): Expression | null {
  const tableOf = (column: number) => live.state.records.col.get(column)?.tableId;
  let missing = false;
  const go = (e: Expression): Expression => {
    switch (e.op) {
      case 'ref': {
        const table = tableOf(e.column);
        if (e.rows.at === 'this' && table === row.tableId) return { ...e, rows: { at: 'row', row: row.id } };
        if ((e.rows.at === 'this' || e.rows.at === 'same') && table !== undefined) {
          const like = table === row.tableId ? row : sameRow(live, row, table);
          if (like) return { ...e, rows: { at: 'row', row: like.id } };
          missing = true;
        }
        return e;
      }
      case 'negate':
      case 'percent':
        return { ...e, of: go(e.of) };
      case 'binary':
        return { ...e, left: go(e.left), right: go(e.right) };
      case 'call':
        return { ...e, args: e.args.map(go) };
      default:
        return e;
    }
  };
  const bound = go(expr);
  return missing ? null : bound;
}

/** A stored expression bound to a row, stored again; null as `bindRow`. Text that does not parse comes back as it is. */
export function bindStored(live: LivePlan, expr: string, row: RowRecord): string | null {
  const parsed = tryReadStored(expr);
  if (!parsed.ok) return expr;
  const bound = bindRow(live, parsed.value, row);
  return bound && writeStored(bound);
}

function figureOf(value: CellValue) {
  return value.form === 'number' || value.form === 'bound' || value.form === 'range' ? value.num : null;
}

/** A comparison comes out as 是 or 否; a figure counts as true unless it is 0. */
function isTrue(value: CellValue): boolean {
  const num = figureOf(value);
  return num ? sign(absolute(num)) > 0 : value.form === 'text' && value.text !== '否';
}

/** The rows that `each` walks, filtered and sorted, at most 2000; null where its source is gone. */
export function eachRows(live: LivePlan, rows: string, where?: string, sort?: string): RowRecord[] | null {
  const parsed = tryReadStored(rows);
  if (!parsed.ok || parsed.value.op !== 'ref') return null;
  const { column, rows: part } = parsed.value;
  const record = live.state.records.col.get(column);
  if (!record) return null;
  const shape = live.shape(record.tableId);
  let list = shape.rows.filter((row) => row.kind === 'data' && row.counts);
  if (part.at === 'row') {
    const parent: RowId = part.row;
    const own = shape.rows.find((row) => row.id === parent);
    if (!own) return null;
    const children = list.filter((row) => row.parentId === parent);
    list = children.length || own.kind === 'group' || own.kind === 'subtotal' ? children : [own];
  } else if (part.at === 'children') list = list.filter((row) => row.parentId === null);
  const at = (expr: string, row: RowRecord): CellValue => {
    const bound = bindStored(live, expr, row);
    // Which rows and in which order is asked of the figures as they are kept: a limit does not know the unit that is shown.
    return bound === null ? { form: 'empty' } : live.evaluate(bound, true);
  };
  if (where) list = list.filter((row) => isTrue(at(where, row)));
  if (sort) list = sorted(list, sort, at);
  return list.slice(0, MOST_ROWS);
}

/** `-#c12` sorts from the largest down; rows without a figure stay behind, in their order. */
function sorted(list: RowRecord[], sort: string, at: (expr: string, row: RowRecord) => CellValue): RowRecord[] {
  const down = sort.startsWith('-');
  const expr = down ? sort.slice(1) : sort;
  const keyed = list.map((row) => ({ row, value: at(expr, row) }));
  keyed.sort((a, b) => {
    const x = figureOf(a.value);
    const y = figureOf(b.value);
    if (x && y) return down ? compare(y, x) : compare(x, y);
    if (x || y) return x ? -1 : 1;
    const s = printValue(a.value);
    const t = printValue(b.value);
    return (s < t ? -1 : s > t ? 1 : 0) * (down ? -1 : 1);
  });
  return keyed.map(({ row }) => row);
}
