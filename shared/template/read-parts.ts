// Reads a template folder's parts and checks what one says about another: a key that must exist, a table that nobody prints, a
// figure typed where a formula stands. Formulas and fields need a plan to look names up and are checked when one is made.
//
// Parts are a plain map, path → parsed JSON (text for anything else), so the same code serves folders, saved parts and tests.

import { ok, type Result } from '../contract/failure.ts';
import { checkValues } from './check-values.ts';
import { FaultList, type TemplateParts } from './fault-list.ts';
import { faultFailure } from './faults.ts';
import {
  type BlockPart,
  type ChecksPart,
  checksSchema,
  type Manifest,
  manifestSchema,
  type OutlinePart,
  outlineSchema,
  type RegionPart,
  regionsSchema,
  type TablePart,
  tableSchema,
  type ValuesPart,
  valuesSchema,
} from './format.ts';
import { dataRegions, type Path, roleOf, walkBlocks, walkColumns, walkRows } from './part-walks.ts';

export type { TemplateParts } from './fault-list.ts';

/** A template whose parts fit their schemas and each other. */
export interface Template {
  manifest: Manifest;
  regions: RegionPart[];
  /** in order */
  tables: { key: string; part: TablePart }[];
  outline: OutlinePart;
  checks: ChecksPart;
  values: ValuesPart;
}

/** Files a template may have beside tables/<key>.json; the last three belong to layout and the office's own forms. */
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

/** The tables that a manifest with faults lists, as far as that can be read. */
function listedKeys(manifest: unknown): string[] {
  const tables = typeof manifest === 'object' && manifest !== null ? (manifest as { tables?: unknown }).tables : undefined;
  return Array.isArray(tables) ? tables.filter((key): key is string => typeof key === 'string') : [];
}

/** The template of a folder's parts, or `template-error` with every fault (details: template, count, faults). */
export function readParts(parts: TemplateParts): Result<Template> {
  const out = new FaultList();
  const format = (parts['template.json'] as { format?: unknown } | null | undefined)?.format;
  if (typeof format === 'number' && format > 1) {
    out.add('template.json', ['format'], 'newer-format', { format });
    return faultFailure(out.faults, '');
  }
  const manifest = out.read(parts, 'template.json', manifestSchema);
  const regions = out.read(parts, 'regions.json', regionsSchema, { regions: [] });
  const outline = out.read(parts, 'outline.json', outlineSchema);
  const checks = out.read(parts, 'checks.json', checksSchema, { same: [] });
  const values = out.read(parts, 'values.json', valuesSchema, {});
  const tables: Template['tables'] = [];
  // A faulty manifest hides no fault of the tables it lists.
  const listed = manifest?.tables ?? listedKeys(parts['template.json']);
  listed.forEach((key, i) => {
    if (listed.indexOf(key) !== i) out.add('template.json', ['tables', i], 'same-key', { key });
    else {
      const part = out.read(parts, `tables/${key}.json`, tableSchema);
      if (part) tables.push({ key, part });
    }
  });
  for (const file of Object.keys(parts)) {
    const table = /^tables\/([^/]+)\.json$/.exec(file);
    if (table ? manifest !== null && !listed.includes(table[1] as string) : !KNOWN_FILES.has(file))
      out.add(file, [], 'unknown-file');
  }
  const before = out.faults.length;
  if (regions) checkRegions(out, regions.regions, manifest);
  // What a fault of the regions, or of a table, would bring about elsewhere is not told again.
  const known = regions !== null && out.faults.length === before ? regions.regions : null;
  for (const { key, part } of tables) checkTable(out, `tables/${key}.json`, part, known);
  const faulty = new Set(out.faults.map((fault) => fault.file));
  if (tables.length === new Set(listed).size) {
    if (outline) checkOutline(out, outline, tables);
    if (outline && checks) checkRules(out, checks, outline, tables);
    const rows = known && manifest && dataRegions(known, manifest.parameters.region);
    if (values && rows) checkValues(out, values, tables, rows, faulty);
  }
  if (out.faults.length || !manifest || !regions || !outline || !checks || !values)
    return faultFailure(out.faults, manifest?.id ?? '');
  return ok({ manifest, regions: regions.regions, tables, outline, checks, values });
}

function checkRegions(out: FaultList, regions: readonly RegionPart[], manifest: Manifest | null): void {
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

/** `regions` null: they have faults of their own, so nothing is said about them here. */
function checkTable(out: FaultList, file: string, table: TablePart, regions: readonly RegionPart[] | null): void {
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
  const keys = new Set(regions?.map((region) => region.key));
  const rows = new Set<string>(table.rowsFrom ? keys : []);
  for (const { row, path } of walkRows(table.rows ?? [])) {
    if (rows.has(row.key)) out.add(file, [...path, 'key'], 'same-key', { key: row.key });
    rows.add(row.key);
    if (row.rows && row.kind !== 'group' && row.kind !== undefined && row.kind !== 'data')
      out.add(file, [...path, 'rows'], 'not-for-this-kind', { property: 'rows', kind: row.kind });
    if (row.valueKind === 'choice' && !row.choices) out.add(file, [...path], 'missing-property', { property: 'choices' });
    if (row.place && row.kind !== 'total' && row.kind !== 'subtotal')
      out.add(file, [...path, 'place'], 'not-for-this-kind', { property: 'place', kind: row.kind ?? 'data' });
    row.joined?.forEach((column, i) => {
      if (!columns.has(column)) out.add(file, [...path, 'joined', i], 'no-such-key', { key: column });
    });
    if (regions && row.region !== undefined && !keys.has(row.region))
      out.add(file, [...path, 'region'], 'no-such-key', { key: row.region });
  }
  table.cells?.forEach((cell, i) => {
    if ((regions || !table.rowsFrom) && !rows.has(cell.row)) out.add(file, ['cells', i, 'row'], 'no-such-key', { key: cell.row });
    if (!columns.has(cell.column)) out.add(file, ['cells', i, 'column'], 'no-such-key', { key: cell.column });
  });
}

/** Blocks, tables and columns that a rule names must be there; rows too, unless they may come from a region. */
function checkRules(out: FaultList, checks: ChecksPart, outline: OutlinePart, tables: Template['tables']): void {
  const file = 'checks.json';
  const blocks = new Set([...walkBlocks(outline.blocks)].map(({ block }) => block.key));
  const seen = new Set<string>();
  checks.same.forEach((rule, i) => {
    if (seen.has(rule.key)) out.add(file, ['same', i, 'key'], 'same-key', { key: rule.key });
    seen.add(rule.key);
    for (const [j, side] of rule.sides.entries()) {
      const missing = (property: string, name: string): void =>
        out.add(file, ['same', i, 'sides', j, property], 'no-such-key', { key: name });
      if ('block' in side && !blocks.has(side.block)) missing('block', side.block);
      if (!('table' in side)) continue;
      const part = tables.find((table) => table.key === side.table)?.part;
      if (!part) {
        missing('table', side.table);
        continue;
      }
      if (![...walkColumns(part.columns)].some(({ column }) => column.key === side.column)) missing('column', side.column);
      if (!part.rowsFrom && ![...walkRows(part.rows ?? [])].some(({ row }) => row.key === side.row)) missing('row', side.row);
    }
  });
}

const WITH_TABLE = new Set(['table-ref', 'annex', 'box']);
const WITH_BLOCKS = new Set(['annex', 'box', 'cover', 'glossary', 'imprint', 'signature']);

function checkOutline(out: FaultList, outline: OutlinePart, tables: Template['tables']): void {
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
