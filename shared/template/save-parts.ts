// A plan back as the parts of a template folder: make-plan.ts the other way round.
//
// What stays is what another year needs: tables with their columns, rows, formulas and notes, the outline with its fields, the regions
// and the rules. Ids become the keys they already have, formulas and fields are written by key. Typed figures, notes on cells,
// exceptions and history do not go along. What the folder can't hold is listed, never dropped in silence.

import { sameFigureSchema } from '../checks/same-figure.ts';
import type { Expression } from '../formulas/ast.ts';
import { tryReadStored, writeExpression } from '../formulas/stored.ts';
import type { Inline } from '../model/blocks.ts';
import { type ColumnId, keyOf, type TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { byOrder } from '../model/order.ts';
import type { BlockRecord, ColumnRecord, RowRecord, TableRecord } from '../model/records.ts';
import { childrenOf } from '../model/shape.ts';
import { type PeriodRule, periodStart } from '../model/year-tokens.ts';
import { runsOf, textOfRuns } from '../outline/runs.ts';
import type {
  BlockPart,
  ChecksPart,
  ColumnPart,
  ContentPart,
  InlinePart,
  Manifest,
  RegionPart,
  RowPart,
  TablePart,
} from './format.ts';

export interface SavedTemplate {
  /** path → JSON value, as a template folder holds it */
  parts: Record<string, unknown>;
  /** what the folder can't hold: pictures, lists and phrases that follow a table row by row (they stay as printed words) */
  left: { block: string; what: 'figure' | 'each' | 'choose' }[];
}

/** Leaves out what is null, false, or a list without anything. */
function only<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept = Object.entries(fields).filter(
    ([, value]) => value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as { [K in keyof T]?: NonNullable<T[K]> };
}

/** The parts of a template made from a plan; `id` and `title` name it in lists. */
export function savePlanAsTemplate(live: LivePlan, { id, title }: { id: string; title: string }): SavedTemplate {
  return new Saver(live).save(id, title);
}

class Saver {
  private readonly live: LivePlan;
  private readonly left: SavedTemplate['left'] = [];
  /** blocks that something refers to, and so need a key */
  private readonly named = new Set<number>();

  constructor(live: LivePlan) {
    this.live = live;
  }

  save(id: string, title: string): SavedTemplate {
    const { live } = this;
    const { records } = live.state;
    const tables = live.tables();
    const checks = this.checks();
    for (const block of records.block.values()) for (const ref of refsOf(block.content)) this.named.add(ref);
    const parts: Record<string, unknown> = {
      'template.json': this.manifest(id, title, tables),
      'regions.json': { regions: this.regions() },
      'outline.json': { blocks: this.blocks(null) },
      ...(checks.same.length > 0 && { 'checks.json': checks }),
    };
    for (const table of tables) parts[`tables/${table.key}.json`] = this.table(table);
    return { parts, left: this.left };
  }

  private manifest(id: string, title: string, tables: readonly TableRecord[]): Manifest {
    const { state } = this.live;
    const year = state.property('year') ?? 0;
    const from = state.property('period_from');
    const to = state.property('period_to');
    const region = state.property('region_id');
    const own = region === null ? undefined : state.records.region.get(region);
    return {
      format: 1,
      id,
      version: '1.0.0',
      title,
      kind: (state.property('kind') ?? 'annual-plan') as Manifest['kind'],
      minApp: '0.1.0',
      numbering: state.property('numbering') ?? 'official',
      parameters: {
        title: state.property('title') ?? '',
        ...(own && { region: this.regionKey(own.id) }),
        ...(from !== null && to !== null && { period: periodRule(year, from, to) }),
      },
      tables: tables.map((table) => table.key),
    };
  }

  private regionKey(id: number): string {
    return keyOf('g', id);
  }

  private regions(): RegionPart[] {
    return [...this.live.state.records.region.values()].sort(byOrder).map((region) => ({
      key: this.regionKey(region.id),
      code: region.code,
      name: region.name,
      short: region.short,
      aliases: [...region.aliases],
      level: region.level,
      parent: region.parentId === null ? null : this.regionKey(region.parentId),
    }));
  }

  /** A stored formula by key; `table` is where it stands (null in the text and in rules). */
  private formula(stored: string, table: TableId | null): string {
    const read = tryReadStored(stored);
    if (!read.ok) return stored;
    return writeExpression(read.value, (ref) => this.reference(ref, table), {
      sign: (sign) => ` ${sign} `,
      comma: ', ',
      wrapQuote: (text) => `"${text}"`,
    });
  }

  private reference({ column, rows }: Extract<Expression, { op: 'ref' }>, table: TableId | null): string {
    const { records } = this.live.state;
    const record = records.col.get(column);
    const words = { this: '', children: '下级, ', all: '全部, ', total: '总计, ', same: '同行, ' } as const;
    const row = rows.at === 'row' ? `${records.row.get(rows.row)?.key ?? ''}, ` : words[rows.at];
    const other = record && record.tableId !== table ? (records.tbl.get(record.tableId)?.key ?? '') : '';
    return `${other}[${row}${record ? record.key : '本列'}]`;
  }

  private table(table: TableRecord): TablePart {
    const { records } = this.live.state;
    const columns = [...records.col.values()].filter((column) => column.tableId === table.id);
    const rows = [...records.row.values()].filter((row) => row.tableId === table.id);
    const cells = [...records.cell_formula.values()].flatMap(({ id, formula }) => {
      const [row, column] = id.split(':').map(Number) as [number, number];
      const at = rows.find((record) => record.id === row);
      const of = columns.find((record) => record.id === column);
      return at && of ? [{ row: at.key, column: of.key, formula: this.formula(formula, table.id) }] : [];
    });
    const { notes, unitPlace, shown } = table.props;
    return {
      title: table.title,
      ...only({ numberAs: table.numberAs, unit: table.unit, unitPlace }),
      ...(table.role !== 'table' && { role: table.role }),
      ...(table.place !== 'text' && { place: table.place }),
      ...only({ landscape: table.landscape }),
      columns: this.columns(childrenOf(columns), 0),
      ...only({ rows: this.rows(childrenOf(rows), 0, columns), cells, notes, shown }),
    } as TablePart;
  }

  private columns(children: Map<number, ColumnRecord[]>, parent: number): ColumnPart[] {
    return (children.get(parent) ?? []).map((column) => ({
      key: column.key,
      title: column.title,
      ...(column.role !== (children.has(column.id) ? 'group' : 'value') && { role: column.role }),
      ...(column.kind !== (column.role === 'value' ? 'number' : 'text') && { kind: column.kind }),
      ...only({
        unit: column.unit,
        decimals: column.decimals,
        forms: column.forms,
        min: column.min,
        max: column.max,
        required: column.required,
        choices: column.choices,
        width: column.width,
        align: column.align,
        yearOffset: column.yearOffset,
        formula: column.formula === null ? null : this.formula(column.formula, column.tableId),
        total: column.total,
        hidden: column.hidden,
        columns: this.columns(children, column.id),
      }),
      ...(column.precision === 'exact' && { precision: column.precision }),
    }));
  }

  private rows(children: Map<number, RowRecord[]>, parent: number, columns: readonly ColumnRecord[]): RowPart[] {
    const keyOfColumn = (id: ColumnId): string[] => columns.filter((column) => column.id === id).map((column) => column.key);
    return (children.get(parent) ?? []).map((row) => {
      const { valueKind, forms, min, max, choices, joined } = row.props;
      return {
        key: row.key,
        label: row.label,
        ...(row.kind !== 'data' && { kind: row.kind }),
        ...(row.counts !== (row.kind !== 'of_which') && { counts: row.counts }),
        ...only({
          place: row.place,
          region: row.regionId === null ? null : this.regionKey(row.regionId),
          unit: row.unit,
          decimals: row.decimals,
          joined: joined?.flatMap(keyOfColumn),
          valueKind,
          forms,
          min,
          max,
          choices,
          formula: row.formula === null ? null : this.formula(row.formula, row.tableId),
          hidden: row.hidden,
          rows: this.rows(children, row.id, columns),
        }),
      } as RowPart;
    });
  }

  private blocks(parent: number | null): BlockPart[] {
    const { records } = this.live.state;
    const children = childrenOf(records.block.values());
    const walk = (of: number): BlockPart[] => (children.get(of) ?? []).map((block) => this.block(block, walk(block.id)));
    return walk(parent ?? 0);
  }

  private block(block: BlockRecord, blocks: BlockPart[]): BlockPart {
    const { records } = this.live.state;
    const { level, runIn, number, tableId, label, numberAs, landscape, align, alt, assetId } = block.props;
    const table = tableId === undefined ? undefined : records.tbl.get(tableId as TableId)?.key;
    if (assetId !== undefined) this.left.push({ block: keyOf('b', block.id), what: 'figure' });
    const text = this.content(block);
    return {
      ...(this.named.has(block.id) && { key: keyOf('b', block.id) }),
      kind: block.kind,
      ...only({ level, runIn, table, label, numberAs, landscape, align, alt }),
      ...(typeof number === 'object' && { number }),
      ...(text !== '' && { text }),
      ...(blocks.length > 0 && { blocks }),
    } as BlockPart;
  }

  private content(block: BlockRecord): ContentPart {
    const pieces = block.content.flatMap((piece) => this.piece(piece, block));
    // Words side by side are one string; a block of words alone is a string.
    const joined: InlinePart[] = [];
    for (const piece of pieces) {
      const last = joined.at(-1);
      if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
      else joined.push(piece);
    }
    if (joined.length === 0) return '';
    const [first] = joined;
    return joined.length === 1 && typeof first === 'string' ? first : joined;
  }

  private piece(piece: Inline, block: BlockRecord): InlinePart[] {
    switch (piece.t) {
      case 'text':
        return [piece.m?.length ? { text: piece.s, marks: piece.m } : piece.s];
      case 'year':
        return [piece.d === 0 ? '{年}' : `{年${piece.d > 0 ? '+' : ''}${piece.d}}`];
      case 'field':
        return [{ field: this.formula(piece.expr, null), ...(piece.fmt && { fmt: piece.fmt }) }];
      case 'ref': {
        const table = piece.to.table === undefined ? undefined : this.live.state.records.tbl.get(piece.to.table as TableId)?.key;
        const key = table ?? (piece.to.block === undefined ? undefined : keyOf('b', piece.to.block));
        return key === undefined ? [] : [{ ref: key, ...(piece.form !== undefined && { form: piece.form }) }];
      }
      case 'foot':
        return [{ foot: piece.content.flatMap((inner) => this.piece(inner, block)) }];
      case 'br':
        return [{ br: true }];
      case 'each':
      case 'choose':
        this.left.push({ block: keyOf('b', block.id), what: piece.t });
        return [textOfRuns(runsOf(this.live, [piece]))];
    }
  }

  private checks(): ChecksPart {
    const { records } = this.live.state;
    const same = [...records.rule.values()].flatMap((record): ChecksPart['same'] => {
      const rule = sameFigureSchema.safeParse(record.params);
      if (!rule.success || record.off) return [];
      const sides = rule.data.sides.flatMap((side): ChecksPart['same'][number]['sides'] => {
        if ('formula' in side) return [{ ...side, formula: this.formula(side.formula, null) }];
        const { after, unit } = side;
        if ('block' in side) {
          this.named.add(side.block);
          return [{ block: keyOf('b', side.block), after, unit }];
        }
        const row = records.row.get(side.row as RowRecord['id']);
        const column = records.col.get(side.col as ColumnId);
        const table = row && records.tbl.get(row.tableId);
        return row && column && table ? [{ table: table.key, row: row.key, column: column.key, after, unit }] : [];
      });
      const key = record.id.replace(/^same-figure:/, '');
      const severity = record.severity ?? rule.data.severity;
      return sides.length < 2 ? [] : [{ key, title: rule.data.title, ...(severity !== 'warning' && { severity }), sides }];
    });
    return { same };
  }
}

/** A period of five years that starts where such periods start goes on doing so. */
function periodRule(year: number, from: number, to: number): PeriodRule {
  const aligned = to - from === 4 && from === year && periodStart(from) === from;
  return { from: from - year, to: to - year, ...(aligned && { aligned }) };
}

function* refsOf(content: readonly Inline[]): Generator<number> {
  for (const piece of content) {
    if (piece.t === 'ref' && piece.to.block !== undefined) yield piece.to.block;
    if (piece.t === 'foot') yield* refsOf(piece.content);
  }
}
