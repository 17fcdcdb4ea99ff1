// Reads a template folder's parts and checks what one says about another: a key that must exist, a table that nobody prints, a
// figure typed where a formula stands. Formulas and fields need a plan to look names up and are checked when one is made.
//
// Parts are a plain map, path → parsed JSON (text for anything else), so the same code serves folders, saved parts and tests.

import type { z } from 'zod';
import { ok, type Result } from '../contract/failure.ts';
import { parseForm } from '../values/parse.ts';
import { type FaultCode, faultFailure, faultsOf, isTooDeep, pointerOf, type TemplateFault } from './faults.ts';
import {
  type BlockPart,
  type ColumnPart,
  type Manifest,
  manifestSchema,
  type OutlinePart,
  outlineSchema,
  type RegionPart,
  type RowPart,
  regionsSchema,
  type TablePart,
  tableSchema,
  type ValuesPart,
  valuesSchema,
} from './format.ts';

export type TemplateParts = Readonly<Record<string, unknown>>;

/** A template whose parts fit their schemas and each other. */
export interface Template {
  manifest: Manifest;
  regions: RegionPart[];
  /** in order */
  tables: { key: string; part: TablePart }[];
  outline: OutlinePart;
  values: ValuesPart;
}

/** Files a template may have beside tables/<key>.json; the last four belong to checks, layout and the office's own forms. */
const KNOWN_FILES = new Set([
  'template.json',
  'regions.json',
  'outline.json',
  'values.json',
  'checks.json',
  'layout.json',
  'document.docx',
  'annex.xlsx',
]);

class Collector {
  readonly faults: TemplateFault[] = [];

  add(file: string, path: readonly PropertyKey[], code: FaultCode, details: Record<string, unknown> = {}): void {
    this.faults.push({ file, pointer: pointerOf(path), code, details });
  }

  /** The part by its schema, or null with its faults noted; a part that may be absent gives `absent`. */
  read<T>(parts: TemplateParts, file: string, schema: z.ZodType<T>, absent?: T): T | null {
    const part = parts[file];
    if (part === undefined) {
      if (absent !== undefined) return absent;
      this.add(file, [], 'missing-file');
      return null;
    }
    if (isTooDeep(part)) {
      this.add(file, [], 'too-deep');
      return null;
    }
    const result = schema.safeParse(part);
    if (result.success) return result.data;
    this.faults.push(...faultsOf(file, result.error, part));
    return null;
  }
}

/** The template of a folder's parts, or `template-error` with every fault (details: template, count, faults). */
export function readParts(parts: TemplateParts): Result<Template> {
  const out = new Collector();
  const manifest = out.read(parts, 'template.json', manifestSchema);
  const regions = out.read(parts, 'regions.json', regionsSchema, { regions: [] });
  const outline = out.read(parts, 'outline.json', outlineSchema);
  const values = out.read(parts, 'values.json', valuesSchema, {});
  const tables: Template['tables'] = [];
  const listed = new Set(manifest?.tables ?? []);
  manifest?.tables.forEach((key, i) => {
    if (manifest.tables.indexOf(key) !== i) out.add('template.json', ['tables', i], 'same-key', { key });
    else {
      const part = out.read(parts, `tables/${key}.json`, tableSchema);
      if (part) tables.push({ key, part });
    }
  });
  for (const file of Object.keys(parts)) {
    const table = /^tables\/([^/]+)\.json$/.exec(file);
    if (table ? manifest !== null && !listed.has(table[1] as string) : !KNOWN_FILES.has(file)) out.add(file, [], 'unknown-file');
  }
  if (regions) checkRegions(out, regions.regions, manifest);
  for (const { key, part } of tables) checkTable(out, `tables/${key}.json`, part, regions?.regions ?? []);
  if (outline && tables.length === listed.size) checkOutline(out, outline, tables);
  if (values && tables.length === listed.size)
    checkValues(out, values, tables, dataRegions(regions?.regions ?? [], manifest?.parameters.region));
  if (out.faults.length || !manifest || !regions || !outline || !values) return faultFailure(out.faults, manifest?.id ?? '');
  return ok({ manifest, regions: regions.regions, tables, outline, values });
}

/** The regions that get a row: those right below the plan's, or the plan's own where none is below it. */
export function dataRegions<R extends { key: string; parent: string | null }>(regions: readonly R[], own: string | undefined): R[] {
  const below = regions.filter((region) => region.parent === (own ?? null));
  return below.length ? below : regions.filter((region) => region.key === own);
}

function checkRegions(out: Collector, regions: readonly RegionPart[], manifest: Manifest | null): void {
  const byKey = new Map<string, RegionPart>();
  regions.forEach((region, i) => {
    if (byKey.has(region.key)) out.add('regions.json', ['regions', i, 'key'], 'same-key', { key: region.key });
    byKey.set(region.key, region);
  });
  regions.forEach((region, i) => {
    if (region.parent === null) return;
    const where = ['regions', i, 'parent'];
    if (!byKey.has(region.parent)) out.add('regions.json', where, 'no-such-key', { key: region.parent });
    const seen = new Set([region.key]);
    for (let up = byKey.get(region.parent); up; up = up.parent === null ? undefined : byKey.get(up.parent)) {
      if (seen.has(up.key)) {
        out.add('regions.json', where, 'region-cycle', { key: region.key });
        break;
      }
      seen.add(up.key);
    }
  });
  const own = manifest?.parameters.region;
  if (own !== undefined && !byKey.has(own)) out.add('template.json', ['parameters', 'region'], 'no-such-key', { key: own });
}

type Path = PropertyKey[];

/** Every column of a tree with its path, parents before children. */
export function* walkColumns(
  columns: readonly ColumnPart[],
  path: Path = ['columns'],
): Generator<{ column: ColumnPart; path: Path }> {
  for (const [i, column] of columns.entries()) {
    yield { column, path: [...path, i] };
    if (column.columns) yield* walkColumns(column.columns, [...path, i, 'columns']);
  }
}

export function* walkRows(rows: readonly RowPart[], path: Path = ['rows']): Generator<{ row: RowPart; path: Path }> {
  for (const [i, row] of rows.entries()) {
    yield { row, path: [...path, i] };
    if (row.rows) yield* walkRows(row.rows, [...path, i, 'rows']);
  }
}

export function* walkBlocks(blocks: readonly BlockPart[], path: Path = ['blocks']): Generator<{ block: BlockPart; path: Path }> {
  for (const [i, block] of blocks.entries()) {
    yield { block, path: [...path, i] };
    if (block.blocks) yield* walkBlocks(block.blocks, [...path, i, 'blocks']);
  }
}

/** A column's role where the part leaves it out: a column with columns below it is a group, else it holds values. */
export const roleOf = (column: ColumnPart): NonNullable<ColumnPart['role']> => column.role ?? (column.columns ? 'group' : 'value');

function checkTable(out: Collector, file: string, table: TablePart, regions: readonly RegionPart[]): void {
  const columns = new Set<string>();
  for (const { column, path } of walkColumns(table.columns)) {
    if (columns.has(column.key)) out.add(file, [...path, 'key'], 'same-key', { key: column.key });
    columns.add(column.key);
    const isGroup = roleOf(column) === 'group';
    if (isGroup && !column.columns) out.add(file, path, 'group-needs-columns', { key: column.key });
    if (!isGroup && column.columns) out.add(file, [...path, 'columns'], 'only-groups-have-columns', { key: column.key });
    if (isGroup && column.formula !== undefined)
      out.add(file, [...path, 'formula'], 'only-groups-have-columns', { key: column.key });
    if (column.kind === 'choice' && !column.choices) out.add(file, path, 'missing-property', { property: 'choices' });
  }
  const leaves = [...walkColumns(table.columns)].map(({ column }) => column);
  if (table.role !== 'text' && !leaves.some((column) => roleOf(column) === 'label')) out.add(file, ['columns'], 'no-label-column');
  const keys = new Set(regions.map((region) => region.key));
  const rows = new Set<string>(table.rowsFrom ? keys : []);
  for (const { row, path } of walkRows(table.rows ?? [])) {
    if (rows.has(row.key)) out.add(file, [...path, 'key'], 'same-key', { key: row.key });
    rows.add(row.key);
    if (row.rows && row.kind !== 'group' && row.kind !== undefined && row.kind !== 'data')
      out.add(file, [...path, 'rows'], 'not-for-this-kind', { property: 'rows', kind: row.kind });
    if (row.place && row.kind !== 'total' && row.kind !== 'subtotal')
      out.add(file, [...path, 'place'], 'not-for-this-kind', { property: 'place', kind: row.kind ?? 'data' });
    if (row.region !== undefined && !keys.has(row.region)) out.add(file, [...path, 'region'], 'no-such-key', { key: row.region });
  }
  table.cells?.forEach((cell, i) => {
    if (!rows.has(cell.row)) out.add(file, ['cells', i, 'row'], 'no-such-key', { key: cell.row });
    if (!columns.has(cell.column)) out.add(file, ['cells', i, 'column'], 'no-such-key', { key: cell.column });
  });
}

const WITH_TABLE = new Set(['table-ref', 'annex', 'box']);
const WITH_BLOCKS = new Set(['annex', 'box', 'cover', 'glossary', 'imprint', 'signature']);

function checkOutline(out: Collector, outline: OutlinePart, tables: Template['tables']): void {
  const file = 'outline.json';
  const tableKeys = new Set(tables.map((table) => table.key));
  const blockKeys = new Set<string>();
  const placed = new Set<string>();
  for (const { block, path } of walkBlocks(outline.blocks)) {
    if (block.key !== undefined) {
      if (blockKeys.has(block.key) || tableKeys.has(block.key)) out.add(file, [...path, 'key'], 'same-key', { key: block.key });
      blockKeys.add(block.key);
    }
    if (block.kind === 'heading' && block.level === undefined) out.add(file, path, 'missing-property', { property: 'level' });
    if (block.kind === 'table-ref' && block.table === undefined) out.add(file, path, 'missing-property', { property: 'table' });
    for (const property of ['level', 'runIn', 'number'] as const) {
      if (block[property] !== undefined && block.kind !== 'heading')
        out.add(file, [...path, property], 'not-for-this-kind', { property, kind: block.kind });
    }
    if (block.blocks && !WITH_BLOCKS.has(block.kind))
      out.add(file, [...path, 'blocks'], 'not-for-this-kind', { property: 'blocks', kind: block.kind });
    if (block.table === undefined) continue;
    const where = [...path, 'table'];
    if (!WITH_TABLE.has(block.kind)) out.add(file, where, 'not-for-this-kind', { property: 'table', kind: block.kind });
    else if (!tableKeys.has(block.table)) out.add(file, where, 'no-such-key', { key: block.table });
    else if (placed.has(block.table)) out.add(file, where, 'table-placed-twice', { key: block.table });
    placed.add(block.table);
  }
  for (const { key, part } of tables) {
    const place = part.place ?? 'text';
    if (place !== 'none' && !placed.has(key)) out.add(`tables/${key}.json`, ['place'], 'table-not-placed', { key, place });
  }
  for (const { block, path } of walkBlocks(outline.blocks)) {
    for (const { ref, at } of refsOf(block.text, [...path, 'text'])) {
      if (!tableKeys.has(ref) && !blockKeys.has(ref)) out.add(file, [...at, 'ref'], 'no-such-key', { key: ref });
    }
  }
}

function* refsOf(content: BlockPart['text'], at: Path): Generator<{ ref: string; at: Path }> {
  if (content === undefined || typeof content === 'string') return;
  for (const [i, piece] of content.entries()) {
    if (typeof piece === 'string') continue;
    if ('ref' in piece) yield { ref: piece.ref, at: [...at, i] };
    if ('foot' in piece) yield* refsOf(piece.foot, [...at, i, 'foot']);
  }
}

function checkValues(out: Collector, values: ValuesPart, tables: Template['tables'], regions: readonly RegionPart[]): void {
  const file = 'values.json';
  for (const [tableKey, rows] of Object.entries(values)) {
    const table = tables.find(({ key }) => key === tableKey)?.part;
    if (!table) {
      out.add(file, [tableKey], 'no-such-key', { key: tableKey });
      continue;
    }
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
  if (roleOf(column) !== 'value' || !holdsNumbers(column)) return true;
  const value = parseForm(printed);
  const allowed: readonly string[] = column.forms ?? ['number', 'none', 'na'];
  if (value === null) return allowed.includes('text');
  if (value.form === 'empty') return false;
  const most = row?.decimals ?? column.decimals;
  if (value.form === 'number' && most !== undefined && value.num.d > most) return false;
  return allowed.includes(value.form);
}
