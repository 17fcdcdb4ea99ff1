// A template's tables as records: keys become ids, columns and rows get their order, regions give rows.
//
// Formulas are left empty and listed; make-plan.ts writes them by id once every name they may use exists.

import { cellData } from '../model/cell-data.ts';
import { cellRules } from '../model/cell-rules.ts';
import type { CellData } from '../model/change.ts';
import type { ColumnId, MintId, RegionId, RowId, TableId } from '../model/ids.ts';
import { keysBetween } from '../model/order.ts';
import type { ColumnRecord, RowProps, RowRecord, TableRecord } from '../model/records.ts';
import { parseValue } from '../values/parse.ts';
import { textValue } from '../values/value.ts';
import type { ColumnPart, RegionPart, RowPart, TablePart } from './format.ts';
import { roleOf } from './part-walks.ts';

/** A formula by name and where its stored text goes. */
export interface OpenFormula {
  /** the table it stands in; null in the text and in rules */
  table: TableId | null;
  formula: string;
  file: string;
  path: PropertyKey[];
  set(stored: string): void;
}

export interface MadeTable {
  table: TableRecord;
  columns: ColumnRecord[];
  rows: RowRecord[];
  cellFormulas: { id: string; formula: string }[];
  cells: { col: ColumnId; rows: RowId[]; values: CellData[] }[];
  formulas: OpenFormula[];
}

interface Setting {
  mint: MintId;
  regionIds: ReadonlyMap<string, RegionId>;
  /** regions that get a row, in order */
  dataRegions: readonly RegionPart[];
  /** replaces {地区} */
  named(text: string): string;
}

/** One table with its columns, rows, cells and open formulas; `values` by row and column key. */
export function makeTable(
  key: string,
  part: TablePart,
  ord: string,
  values: Readonly<Record<string, Readonly<Record<string, string>>>>,
  setting: Setting,
): MadeTable {
  const { mint, named } = setting;
  const file = `tables/${key}.json`;
  const tableId = mint<'table'>();
  const table: TableRecord = {
    id: tableId,
    key,
    numberAs: part.numberAs ?? null,
    title: named(part.title),
    unit: part.unit ?? null,
    role: part.role ?? 'table',
    place: part.place ?? 'text',
    boxId: null,
    ord,
    landscape: part.landscape ?? false,
    props: {
      ...(part.unitPlace && { unitPlace: part.unitPlace }),
      ...(part.notes && { notes: part.notes.map(named) }),
      ...(part.shown && { shown: { units: part.shown.units, ...(part.shown.note && { note: part.shown.note }) } }),
    },
  };
  const formulas: OpenFormula[] = [];
  const columns: ColumnRecord[] = [];
  const walkColumns = (list: readonly ColumnPart[], parentId: ColumnId | null, path: PropertyKey[]): void => {
    const order = keysBetween(null, null, list.length);
    list.forEach((column, i) => {
      const record = columnRecord(column, tableId, parentId, order[i] as string, setting);
      columns.push(record);
      if (column.formula !== undefined) {
        const set = (stored: string): void => {
          record.formula = stored;
        };
        formulas.push({ table: tableId, formula: column.formula, file, path: [...path, i, 'formula'], set });
      }
      if (column.columns) walkColumns(column.columns, record.id, [...path, i, 'columns']);
    });
  };
  walkColumns(part.columns, null, ['columns']);

  const columnByKey = new Map(columns.map((column) => [column.key, column]));
  const rows: RowRecord[] = [];
  const walkRows = (list: readonly RowPart[], parentId: RowId | null, path: PropertyKey[], before: readonly RowPart[]): void => {
    const order = keysBetween(null, null, before.length + list.length);
    [...before, ...list].forEach((row, i) => {
      const record = rowRecord(row, tableId, parentId, order[i] as string, setting);
      if (row.joined) record.props.joined = row.joined.map((column) => (columnByKey.get(column) as ColumnRecord).id);
      rows.push(record);
      const at = i - before.length;
      if (row.formula !== undefined) {
        const set = (stored: string): void => {
          record.formula = stored;
        };
        formulas.push({ table: tableId, formula: row.formula, file, path: [...path, at, 'formula'], set });
      }
      if (row.rows) walkRows(row.rows, record.id, [...path, at, 'rows'], []);
    });
  };
  const fromRegions = part.rowsFrom
    ? setting.dataRegions.map((region) => ({ key: region.key, label: region.name, region: region.key }))
    : [];
  walkRows(part.rows ?? [], null, ['rows'], fromRegions);

  const rowByKey = new Map(rows.map((row) => [row.key, row]));
  const cellFormulas: MadeTable['cellFormulas'] = [];
  part.cells?.forEach((cell, i) => {
    const row = rowByKey.get(cell.row);
    const column = columnByKey.get(cell.column);
    // A row that comes from a region exists only where the plan has that region.
    if (!row || !column) return;
    const record = { id: `${row.id}:${column.id}`, formula: '' };
    cellFormulas.push(record);
    const set = (stored: string): void => {
      record.formula = stored;
    };
    formulas.push({ table: tableId, formula: cell.formula, file, path: ['cells', i, 'formula'], set });
  });
  return { table, columns, rows, cellFormulas, cells: makeCells(columns, rows, values), formulas };
}

function makeCells(
  columns: readonly ColumnRecord[],
  rows: readonly RowRecord[],
  values: Readonly<Record<string, Readonly<Record<string, string>>>>,
): MadeTable['cells'] {
  const out: MadeTable['cells'] = [];
  for (const column of columns) {
    const filled: RowId[] = [];
    const data: CellData[] = [];
    for (const row of rows) {
      const printed = values[row.key]?.[column.key];
      if (printed === undefined) continue;
      const asText = column.role !== 'value' || cellRules(row, column).kind !== 'number';
      filled.push(row.id);
      data.push(cellData(asText ? textValue(printed) : parseValue(printed)));
    }
    if (filled.length) out.push({ col: column.id, rows: filled, values: data });
  }
  return out;
}

function columnRecord(
  part: ColumnPart,
  tableId: TableId,
  parentId: ColumnId | null,
  ord: string,
  { mint, named }: Setting,
): ColumnRecord {
  const role = roleOf(part);
  return {
    id: mint<'column'>(),
    tableId,
    parentId,
    key: part.key,
    title: named(part.title),
    ord,
    role,
    kind: part.kind ?? (role === 'value' ? 'number' : 'text'),
    unit: part.unit ?? null,
    decimals: part.decimals ?? null,
    forms: part.forms ?? null,
    min: part.min ?? null,
    max: part.max ?? null,
    required: part.required ?? false,
    choices: part.choices ?? null,
    width: part.width ?? null,
    align: part.align ?? null,
    yearOffset: part.yearOffset ?? null,
    formula: null,
    total: part.total ?? null,
    precision: part.precision ?? 'printed',
    hidden: part.hidden ?? false,
    props: {},
  };
}

function rowRecord(
  part: Omit<RowPart, 'rows'>,
  tableId: TableId,
  parentId: RowId | null,
  ord: string,
  { mint, named, regionIds }: Setting,
): RowRecord {
  const kind = part.kind ?? 'data';
  return {
    id: mint<'row'>(),
    tableId,
    parentId,
    key: part.key,
    label: named(part.label),
    ord,
    kind,
    place: part.place ?? null,
    counts: part.counts ?? kind !== 'of_which',
    regionId: part.region === undefined ? null : (regionIds.get(part.region) ?? null),
    unit: part.unit ?? null,
    decimals: part.decimals ?? null,
    formula: null,
    hidden: part.hidden ?? false,
    props: rowProps(part),
  };
}

function rowProps({ valueKind, forms, min, max, choices }: Omit<RowPart, 'rows'>): RowProps {
  return {
    ...(valueKind && { valueKind }),
    ...(forms && { forms }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(choices && { choices }),
  };
}
