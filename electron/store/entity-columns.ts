// Which table and columns keep a kind of record: fields are camelCase in memory, columns snake_case in the file.
//
// Booleans are stored as 0 and 1, lists and objects as JSON. Records of one cell (`id` = "row:column") spread it over two columns.
// Bytes (an asset's, a mark's state) are no part of a record: the store writes them itself.

import { cellKey, splitCellKey } from '../../shared/model/ids.ts';
import type { Entity } from '../../shared/model/records.ts';

export type FieldKind = 'plain' | 'json' | 'bool';

export interface FieldColumn {
  field: string;
  column: string;
  kind: FieldKind;
}

export interface EntityTable {
  entity: Entity;
  table: string;
  /** primary key columns; two for a record of one cell */
  key: readonly string[];
  fields: readonly FieldColumn[];
  /** a record that is taken back keeps its row without a name, so that its bytes are there for a redo */
  parks: boolean;
}

const snake = (field: string): string => field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** "aliases:json" → column aliases, kind json. */
function entity(name: Entity, key: string, fields: string, more: { table?: string; parks?: boolean } = {}): EntityTable {
  return {
    entity: name,
    table: more.table ?? name,
    key: key.split(' '),
    fields: fields.split(' ').map((word) => {
      const [field = '', kind = 'plain'] = word.split(':');
      return { field, column: snake(field), kind: kind as FieldKind };
    }),
    parks: more.parks ?? false,
  };
}

export const ENTITY_TABLES: { readonly [E in Entity]: EntityTable } = {
  plan: entity('plan', 'name', 'value:json'),
  region: entity('region', 'id', 'code name short aliases:json level parentId ord'),
  tbl: entity('tbl', 'id', 'key numberAs title unit role place boxId ord landscape:bool props:json'),
  col: entity(
    'col',
    'id',
    'tableId parentId key title ord role kind unit decimals forms:json min max required:bool choices:json width align yearOffset formula total precision hidden:bool props:json',
  ),
  row: entity(
    'row',
    'id',
    'tableId parentId key label ord kind place counts:bool regionId unit decimals formula hidden:bool props:json',
  ),
  exception: entity('exception', 'row_id col_id', 'printed reason by at'),
  cell_formula: entity('cell_formula', 'row_id col_id', 'formula'),
  block: entity('block', 'id', 'parentId ord kind props:json content:json'),
  note: entity('note', 'id', 'rowId colId blockId kind text assetId by at done:bool'),
  asset: entity('asset', 'sha256', 'name mime size', { parks: true }),
  rule: entity('rule', 'code', 'off:bool severity params:json'),
  answer: entity('answer', 'finding', 'code seen reason by at'),
  opinion: entity('opinion', 'id', 'blockId unit text decision reason ord'),
  mark: entity('mark', 'id', 'name stage seq at by', { parks: true }),
  source: entity('source', 'id', 'kind name sha256 sheet at assetSha256'),
  cell_origin: entity('cell_origin', 'row_id col_id', 'sourceId ref printed'),
  dispatch: entity('dispatch', 'region_id', 'due sentAt sentSha256 state returned:json'),
};

/** Quoted: `by` and `row` are words of SQL. */
export const quoted = (name: string): string => `"${name}"`;

/** The primary key's values of a record's id. */
export function keyValues(spec: EntityTable, id: number | string): (number | string)[] {
  if (spec.key.length === 1) return [id];
  const { row, column } = splitCellKey(String(id));
  return [row, column];
}

/** A field's value as its column stores it. */
export function toColumn(kind: FieldKind, value: unknown): number | string | null {
  if (kind === 'json' && value !== undefined && value !== null) return JSON.stringify(value);
  if (value === undefined || value === null) return null;
  if (kind === 'bool') return value ? 1 : 0;
  if (typeof value === 'number' || typeof value === 'string') return value;
  throw new Error(`a field that is no text and no number: ${JSON.stringify(value)?.slice(0, 100)}`);
}

/** A column's value as the record has it. Throws a SyntaxError on JSON that is none. */
export function fromColumn(kind: FieldKind, value: unknown): unknown {
  if (kind === 'bool') return value === 1;
  return kind === 'json' && value !== null ? JSON.parse(value as string) : value;
}

/** The id of a record from its primary key's values. */
export function idOf(spec: EntityTable, values: readonly unknown[]): number | string {
  return spec.key.length === 1 ? (values[0] as number | string) : cellKey(values[0] as number, values[1] as number);
}
