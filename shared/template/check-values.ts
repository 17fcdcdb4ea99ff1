// A sample's figures against its tables: each has its cell, none stands where something is computed, each reads as its column asks.

import { parseForm } from '../values/parse.ts';
import type { FaultList } from './fault-list.ts';
import type { ColumnPart, RegionPart, RowPart, TablePart, ValuesPart } from './format.ts';
import { roleOf, walkColumns, walkRows } from './part-walks.ts';

/** Tables in `faulty` (by file) are passed over: their own faults come first. */
export function checkValues(
  out: FaultList,
  values: ValuesPart,
  tables: readonly { key: string; part: TablePart }[],
  regions: readonly RegionPart[],
  faulty: ReadonlySet<string>,
): void {
  const file = 'values.json';
  for (const [tableKey, rows] of Object.entries(values)) {
    const table = tables.find(({ key }) => key === tableKey)?.part;
    if (!table) {
      out.add(file, [tableKey], 'no-such-key', { key: tableKey });
      continue;
    }
    if (faulty.has(`tables/${tableKey}.json`)) continue;
    const columns = new Map([...walkColumns(table.columns)].map(({ column }) => [column.key, column]));
    const known = new Map<string, RowPart | null>(table.rowsFrom ? regions.map((region) => [region.key, null]) : []);
    for (const { row } of walkRows(table.rows ?? [])) known.set(row.key, row);
    for (const [rowKey, cells] of Object.entries(rows)) {
      const row = known.get(rowKey);
      if (row === undefined) {
        out.add(file, [tableKey, rowKey], 'no-such-key', { key: rowKey });
        continue;
      }
      for (const [columnKey, printed] of Object.entries(cells)) {
        const column = columns.get(columnKey);
        const where = [tableKey, rowKey, columnKey];
        const single = table.cells?.some((cell) => cell.row === rowKey && cell.column === columnKey);
        if (!column) out.add(file, where, 'no-such-key', { key: columnKey });
        else if (roleOf(column) === 'group' || roleOf(column) === 'label')
          out.add(file, where, 'computed-value', { key: columnKey });
        else if (single || row?.formula !== undefined || isComputedOn(column, row))
          out.add(file, where, 'computed-value', { key: columnKey });
        else if (!fits(column, row, printed)) out.add(file, where, 'bad-figure', { found: printed, key: columnKey });
      }
    }
  }
}

const holdsNumbers = (column: ColumnPart): boolean => (column.kind ?? 'number') === 'number';

function isComputedOn(column: ColumnPart, row: RowPart | null): boolean {
  const isTotal = row?.kind === 'total' || row?.kind === 'subtotal';
  if (!isTotal) return column.formula !== undefined;
  const rule =
    column.total ??
    (column.formula !== undefined ? 'formula' : holdsNumbers(column) && roleOf(column) === 'value' ? 'sum' : 'none');
  return rule !== 'none';
}

/** A figure must read as one of the column's forms, with no more decimals than it prints. */
function fits(column: ColumnPart, row: RowPart | null, printed: string): boolean {
  if (roleOf(column) !== 'value' || !holdsNumbers(column) || (row?.valueKind ?? 'number') !== 'number') return true;
  const value = parseForm(printed);
  const allowed: readonly string[] = row?.forms ?? column.forms ?? ['number', 'none', 'na'];
  if (value === null) return allowed.includes('text');
  if (value.form === 'empty') return false;
  const most = row?.decimals ?? column.decimals;
  if (value.form === 'number' && most !== undefined && value.num.d > most) return false;
  return allowed.includes(value.form);
}
