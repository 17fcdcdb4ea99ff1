// Walks over a template's trees, each node with its path (for a JSON pointer), and what a node is where the part leaves it open.

import type { BlockPart, ColumnPart, RowPart } from './format.ts';

export type Path = PropertyKey[];

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

/** The regions that get a row: those right below the plan's, or the plan's own where none is below it. */
export function dataRegions<R extends { key: string; parent: string | null }>(regions: readonly R[], own: string | undefined): R[] {
  const below = regions.filter((region) => region.parent === (own ?? null));
  return below.length ? below : regions.filter((region) => region.key === own);
}
