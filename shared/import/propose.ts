// A found table laid onto a plan's table: what would change, what does not fit, how the printed totals compare.
//
// Nothing is written and nothing is dropped: each value of the file ends as a cell, as a comparison, or in `unmapped` with
// its reason. Totals and other computed cells of the plan are never written; what the file prints there is compared with
// what the plan would compute from the values as they would become.

import { readInput } from '../commands/read-input.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import {
  type FoundTable,
  type ImportFinding,
  type ImportMap,
  type Inspection,
  importMapSchema,
  type MappedColumn,
  type MappedRow,
  type Proposal,
  type ProposedCell,
  type Unmapped,
} from '../contract/import.ts';
import { cellRules } from '../model/cell-rules.ts';
import type { LivePlan, TableShape } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { ColumnKind, ColumnRecord, RowRecord } from '../model/records.ts';
import { areConvertible, convertUnit } from '../model/units.ts';
import { compare, formatExact } from '../values/exact.ts';
import { parseForm, readNumber } from '../values/parse.ts';
import { cellRef } from './cell-ref.ts';
import { findingMessage } from './finding-sentences.ts';
import { mapColumns, valueColumns } from './map-columns.ts';
import { mapRows } from './map-rows.ts';
import { likeness, plainName } from './names.ts';
import { saySuspicious, sayUnits, sayUnmapped } from './proposal-findings.ts';
import { reconcile } from './reconcile.ts';

export interface ProposeRequest {
  inspection: Inspection;
  sheet: string;
  tableIndex: number;
  /** id of the plan's table */
  target: number;
  map?: ImportMap;
}

/** The text that goes into the plan for a printed one: one spelling for plain numbers, every other form and all words as they stand. */
function inputText(printed: string, kind: ColumnKind): string {
  const text = printed.trim();
  if (kind !== 'number') return text.startsWith("'") ? `'${text}` : text;
  const value = parseForm(text);
  return value?.form === 'number' && value.text === undefined ? formatExact(value.num) : text;
}

interface Converted {
  text: string;
  lost: boolean;
}

/** A printed number in the plan's unit; other forms stay as they are. */
function inUnit(text: string, from: string, to: string, decimals: number | null): Converted {
  const num = readNumber(text);
  if (!num) return { text, lost: false };
  const converted = convertUnit(num, from, to, null);
  if (!converted) return { text, lost: false };
  const rounded = decimals === null ? converted : convertUnit(num, from, to, decimals);
  if (rounded && !rounded.lost) return { text: formatExact(rounded.num), lost: false };
  return { text: formatExact(converted.num), lost: true };
}

/** Tries a text in a cell of the plan: its printed form there, or the failure with the rounded figure that would fit. */
export function tryInput(
  live: LivePlan,
  row: RowRecord,
  column: ColumnRecord,
  text: string,
): Pick<ProposedCell, 'new' | 'refused'> {
  const value = readInput(live, row, column, text);
  if (!value.ok) {
    const { code, details } = value.failure;
    return { new: '', refused: { code, details, offer: typeof details.offer === 'string' ? details.offer : null } };
  }
  const v = value.value;
  switch (v.form) {
    case 'number':
      return { new: v.text ?? formatExact(v.num) };
    case 'empty':
    case 'error':
      return { new: '' };
    default:
      return { new: v.text };
  }
}

/** Whether two printed texts say the same: the same figure (51 and 51.00), the same kind of nothing (- and —). */
function saysSame(a: string, b: string, kind: ColumnKind): boolean {
  if (a === b) return true;
  const x = parseForm(a);
  const y = parseForm(b);
  if (!x || !y || x.form !== y.form) return false;
  if (x.form === 'none' || x.form === 'na' || x.form === 'empty') return true;
  if (kind !== 'number') return false;
  return (
    x.form === 'number' && y.form === 'number' && x.marks === undefined && y.marks === undefined && compare(x.num, y.num) === 0
  );
}

/**
 * The proposal for one found table and one table of the plan. Pure: the plan is as before when it returns.
 * Errors: `no-table-found`, `no-such-table`, and those of a map that names what the plan has not.
 */
export function propose(live: LivePlan, request: ProposeRequest): Result<Proposal> {
  const { inspection, tableIndex } = request;
  const sheet = inspection.sheets.find((s) => s.name === request.sheet);
  const table = sheet?.tables[tableIndex];
  if (!sheet || !table) return fail('no-table-found', { path: inspection.file.name, sheet: request.sheet });
  if (!live.state.records.tbl.has(request.target)) return fail('no-such-table', { table: request.target });
  const shape = live.shape(request.target);
  const map = importMapSchema.parse(request.map ?? {});
  const columns = mapColumns(live, shape, table, map.columns, map.units);
  if (!columns.ok) return columns;
  const rows = mapRows(live, shape, table, map.rows);
  if (!rows.ok) return rows;
  const findings: ImportFinding[] = [...table.findings];
  const cells = proposedCells(live, table, rows.value, columns.value, findings);
  const reconciliation = reconcile(live, { table, rows: rows.value, columns: columns.value, cells });
  const unmapped = unmappedOf(live, shape, table, rows.value, columns.value, cells);
  sayUnits(columns.value, findings);
  sayUnmapped(unmapped, findings);
  saySuspicious(cells, findings);
  const count = (state: ProposedCell['state']) => cells.filter((c) => c.state === state).length;
  return ok({
    file: inspection.file,
    sheet: sheet.name,
    tableIndex,
    range: table.range,
    title: table.title,
    target: { id: shape.record.id, key: shape.record.key, number: shape.number, title: shape.title },
    mapping: { rows: rows.value, columns: columns.value },
    cells,
    counts: {
      changed: count('changed'),
      filled: count('filled'),
      same: count('same'),
      blank: count('blank'),
      refused: count('refused'),
      differing: reconciliation.filter((r) => !r.agree).length,
    },
    reconciliation,
    unmapped,
    blanks: printsDashes(live, shape) ? 'none' : 'leave',
    findings,
    fit: fitOf(shape, table, rows.value, columns.value),
  });
}

function proposedCells(
  live: LivePlan,
  table: FoundTable,
  rows: readonly MappedRow[],
  columns: readonly MappedColumn[],
  findings: ImportFinding[],
): ProposedCell[] {
  const byRow = new Map(table.rows.map((r) => [r.row, r]));
  const cells: ProposedCell[] = [];
  for (const mapped of rows) {
    const row = mapped.toId === null ? undefined : live.state.records.row.get(mapped.toId);
    const found = byRow.get(mapped.fromRow);
    if (!row || !found) continue;
    for (const target of columns) {
      const column = target.toId === null ? undefined : live.state.records.col.get(target.toId);
      if (!column || live.isComputed(row.id, column.id)) continue;
      // What is shown is what is counted: digits that the format hides stay in the file.
      const printed = found.shown?.[target.fromColumn] ?? found.cells[target.fromColumn] ?? '';
      const old = live.keptText(row.id, column.id);
      const at = { row: row.id, col: column.id, ref: cellRef(found.row, target.fromColumn), printed, old };
      if (printed === '') {
        cells.push({ ...at, new: '', state: 'blank' });
        continue;
      }
      const { kind } = cellRules(row, column);
      let text = inputText(printed, kind);
      const unit = found.unit && areConvertible(found.unit, live.unitOf(row.id, column.id)) ? found.unit : target.unit;
      const toUnit = live.unitOf(row.id, column.id) ?? target.toUnit;
      if (unit && toUnit && kind === 'number' && areConvertible(unit, toUnit)) {
        text = inUnit(text, unit, toUnit, live.decimalsOf(row.id, column.id)).text;
      }
      const tried = tryInput(live, row, column, text);
      if (tried.refused) {
        cells.push({ ...at, ...tried, state: 'refused' });
        findings.push({
          code: 'value-refused',
          message: findingMessage('value-refused', { ref: at.ref, printed, column: target.toLabel }),
          row: found.row,
          column: target.fromColumn,
        });
        continue;
      }
      const state = saysSame(tried.new, old, kind) ? 'same' : old === '' ? 'filled' : 'changed';
      cells.push({ ...at, new: state === 'same' ? old : tried.new, state });
    }
  }
  return cells;
}

function unmappedOf(
  live: LivePlan,
  shape: TableShape,
  table: FoundTable,
  rows: readonly MappedRow[],
  columns: readonly MappedColumn[],
  cells: readonly ProposedCell[],
): Unmapped {
  const values: Unmapped['values'] = [];
  const mostValues = 2000;
  const openRows = new Set(rows.filter((r) => r.toId === null).map((r) => r.fromRow));
  const openColumns = new Set(columns.filter((c) => c.toId === null).map((c) => c.fromColumn));
  for (const row of table.rows) {
    for (const column of table.columns) {
      const printed = row.shown?.[column.index] ?? row.cells[column.index];
      if (printed === undefined || values.length >= mostValues) continue;
      if (openRows.has(row.row)) values.push({ ref: cellRef(row.row, column.index), printed, reason: 'row' });
      else if (openColumns.has(column.index)) values.push({ ref: cellRef(row.row, column.index), printed, reason: 'column' });
    }
  }
  for (const cell of cells) if (cell.state === 'refused') values.push({ ref: cell.ref, printed: cell.printed, reason: 'refused' });
  const usedRows = new Set(rows.map((r) => r.toId));
  const usedColumns = new Set(columns.map((c) => c.toId));
  const labelOf = new Map(table.rows.map((r) => [r.row, r.label]));
  const labels = new Map<string, number>();
  for (const row of table.rows) labels.set(plainName(row.label), (labels.get(plainName(row.label)) ?? 0) + 1);
  return {
    rows: rows
      .filter((r) => r.toId === null)
      .map((r) => {
        const label = labelOf.get(r.fromRow) ?? '';
        const twice = (labels.get(plainName(label)) ?? 0) > 1;
        return { row: r.fromRow, label: r.from, reason: r.how === 'map' ? 'left-out' : twice ? 'taken' : 'no-place' };
      }),
    columns: columns
      .filter((c) => c.toId === null)
      .map((c) => {
        const kind = table.columns.find((x) => x.index === c.fromColumn)?.kind;
        return { column: c.fromColumn, path: c.from, reason: c.how === 'map' ? 'left-out' : kind === 'unit' ? 'unit' : 'no-place' };
      }),
    values,
    targetRows: shape.rows
      .filter((r) => !usedRows.has(r.id) && r.kind !== 'group' && !(r.kind === 'total' || r.kind === 'subtotal'))
      .map((r) => ({ id: r.id, key: r.key, label: rowLabel(live, r) })),
    targetColumns: valueColumns(shape)
      .filter((c) => !usedColumns.has(c.id))
      .map((c) => ({ id: c.id, key: c.key, label: shape.path(c.id).join('/') })),
  };
}

/** Does the plan's table print a dash for nothing? Then a blank of the file means the same. */
function printsDashes(live: LivePlan, shape: TableShape): boolean {
  let dashes = 0;
  let empties = 0;
  for (const column of valueColumns(shape)) {
    for (const row of shape.rows.slice(0, 300)) {
      if (live.isComputed(row.id, column.id)) continue;
      const form = live.value(row.id, column.id).form;
      if (form === 'none') dashes++;
      else if (form === 'empty') empties++;
    }
  }
  return dashes > empties;
}

/** How well a found table and a plan's table go together: rows and columns that found a place, and the title. */
export function fitOf(shape: TableShape, table: FoundTable, rows: readonly MappedRow[], columns: readonly MappedColumn[]): number {
  const weight: Record<string, number> = { order: 0.5, similar: 0.7 };
  const sure = (list: readonly { toId: number | null; how: string | null }[]) =>
    list.reduce((n, m) => n + (m.toId === null ? 0 : (weight[m.how ?? ''] ?? 1)), 0);
  const dataRows = rows.filter((r) => !r.computed);
  const targets = valueColumns(shape).length;
  const columnFit = columns.length + targets === 0 ? 0 : (2 * sure(columns)) / (columns.length + targets);
  const targetRows = shape.rows.filter((r) => r.kind === 'data' || r.kind === 'of_which').length;
  const rowFit = dataRows.length + targetRows === 0 ? 0 : (2 * sure(dataRows)) / (dataRows.length + targetRows);
  const title = table.title ? likeness(plainName(table.title), plainName(shape.number + shape.title)) : 0;
  return Math.round((columnFit * 0.5 + rowFit * 0.25 + title * 0.25) * 1000) / 1000;
}
