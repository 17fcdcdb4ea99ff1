// A new plan table made from a found one: the header's groups become column groups, the rows keep their regions, total rows
// compute. The figures then come in by the same import as into any table, so their origin is kept.

import type { Command, CommandOf } from '../commands/schema.ts';
import type { FoundTable, Inspection } from '../contract/import.ts';
import type { MintId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { findRegion } from '../model/lookup.ts';
import { parseForm } from '../values/parse.ts';
import { cellRef } from './cell-ref.ts';
import { tableUnit } from './map-columns.ts';
import { withoutBracket } from './names.ts';

type NewColumn = NonNullable<CommandOf<'add-table'>['columns']>[number];
type NewRow = NonNullable<CommandOf<'add-table'>['rows']>[number];

export interface NewTable {
  /** add-table, then import-table: apply both as one step */
  commands: [Command, Command];
  table: number;
  columns: { from: string; fromColumn: number; toId: number }[];
  rows: { from: string; fromRow: number; toId: number }[];
}

/** Heads the label column where the file's own corner is empty. */
const UNNAMED_LABEL = '名称';

/** Printed decimals of a column where all its plain numbers have the same, else null. */
function decimalsOf(table: FoundTable, column: number): number | null {
  let decimals: number | null = null;
  for (const row of table.rows) {
    const value = parseForm(row.shown?.[column] ?? row.cells[column] ?? '');
    if (value?.form !== 'number') continue;
    if (decimals !== null && decimals !== value.num.d) return null;
    decimals = value.num.d;
  }
  return decimals;
}

/** The special forms that a number column has to take: bounds, ranges and words where the file has them. */
function formsOf(table: FoundTable, column: number): NewColumn['forms'] {
  const forms = new Set<'number' | 'none' | 'na' | 'bound' | 'range' | 'text'>(['number', 'none', 'na']);
  for (const row of table.rows) {
    const text = row.cells[column];
    if (text === undefined) continue;
    const form = parseForm(text)?.form ?? 'text';
    if (form !== 'empty' && form !== 'error') forms.add(form);
  }
  return forms.size > 3 ? [...forms] : null;
}

const titleOf = (text: string, unit: string | undefined): string => {
  const flat = text.replace(/\s+/g, '');
  const bare = unit ? withoutBracket(flat.replace(/（/g, '(').replace(/）/g, ')')) : flat;
  return bare === '' || bare === flat ? flat : flat.slice(0, bare.length);
};

/** Commands for a found table; `now` is the ISO time of the source. The table stands after all others. */
export function newTableFrom(
  live: LivePlan,
  inspection: Inspection,
  sheet: string,
  table: FoundTable,
  context: { mint: MintId; now: string },
): NewTable {
  const { mint } = context;
  const tableId = mint<'table'>();
  const columns: NewColumn[] = [];
  const made: NewTable['columns'] = [];
  const labelTitle = titleOf(table.labelPaths?.at(-1)?.at(-1) ?? '', undefined);
  columns.push({ id: mint<'column'>(), title: labelTitle === '' ? UNNAMED_LABEL : labelTitle, role: 'label', kind: 'text' });
  const groups = new Map<string, number>();
  for (const column of table.columns) {
    const path = column.path.length > 0 ? column.path : [`第${made.length + 1}列`];
    let parent: number | null = null;
    let name = '';
    for (const part of path.slice(0, -1)) {
      name += `/${part}`;
      const known = groups.get(name);
      if (known !== undefined && columns[columns.length - 1]) parent = known;
      else {
        const id = mint<'column'>();
        columns.push({ id, title: titleOf(part, undefined), role: 'group', parent });
        groups.set(name, id);
        parent = id;
      }
    }
    const id = mint<'column'>();
    const number = column.kind === 'number';
    const unit = column.unit ?? tableUnit(table.unit) ?? undefined;
    columns.push({
      id,
      title: titleOf(path[path.length - 1] ?? '', column.unit),
      role: column.kind === 'note' ? 'note' : 'value',
      kind: number ? 'number' : 'text',
      unit: number ? (unit ?? null) : null,
      decimals: number ? decimalsOf(table, column.index) : null,
      forms: number ? formsOf(table, column.index) : null,
      parent,
    });
    made.push({ from: column.path.join('/'), fromColumn: column.index, toId: id });
  }
  const rows: NewRow[] = [];
  const mapped: NewTable['rows'] = [];
  const topTotals = table.rows.filter((r) => r.kind === 'total');
  for (const row of table.rows) {
    const id = mint<'row'>();
    const region = row.kind === 'data' ? findRegion(live.state, row.region ?? row.label) : null;
    const isTotal = row.kind === 'total' && topTotals.length === 1;
    rows.push({
      id,
      label: row.label,
      kind: isTotal ? 'total' : row.kind === 'of_which' ? 'of_which' : row.kind === 'section' ? 'group' : 'data',
      ...(isTotal && { place: row === table.rows[0] ? ('first' as const) : ('last' as const) }),
      // 其中 rows and subtotals kept as figures are not counted again.
      counts: row.kind === 'data',
      regionId: region?.id ?? null,
      unit: row.unit ?? null,
    });
    if (!isTotal && row.kind !== 'section') mapped.push({ from: row.label, fromRow: row.row, toId: id });
  }
  const cells: CommandOf<'import-table'>['cells'] = [];
  const byRow = new Map(table.rows.map((r) => [r.row, r]));
  for (const { fromRow, toId: row } of mapped) {
    for (const { fromColumn, toId: col } of made) {
      const found = byRow.get(fromRow);
      const printed = found?.shown?.[fromColumn] ?? found?.cells[fromColumn];
      if (printed === undefined) continue;
      const value = parseForm(printed);
      const text = value?.form === 'none' ? '-' : printed.trim();
      cells.push({ row, col, value: text, ref: cellRef(fromRow, fromColumn), printed });
    }
  }
  const title = table.title ?? inspection.file.name.replace(/\.[^.]*$/, '');
  const add: Command = {
    type: 'add-table',
    table: { id: tableId, title, unit: table.unit, place: 'annex' },
    place: 'last',
    columns,
    rows,
  };
  const fill: Command = {
    type: 'import-table',
    table: tableId,
    source: {
      id: mint<'source'>(),
      kind: 'file',
      name: inspection.file.name,
      sha256: inspection.file.sha256,
      sheet,
      at: context.now,
    },
    cells,
  };
  return { commands: [add, fill], table: tableId, columns: made, rows: mapped };
}
