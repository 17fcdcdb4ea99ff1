// The cells that a few words name, for the name box: 疏附 公租房 套数, 表2 喀什, 12 (a row of this table), B5.
//
// Every word must be found in the row's name, in the column's heads or in the table's number and title; what is not said stays
// as it is: the column (or row) of the active cell. The table at hand comes first, exact names before parts of names.

import { columnName } from '../../shared/formulas/words.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { squash } from '../../shared/model/lookup.ts';
import type { CellRef } from '../plan/session-types.ts';
import type { Axes } from './axes.ts';
import { cellName, rowName } from './names.ts';
import { axesOfTable } from './table-axes.ts';

export interface NamedCell {
  cell: CellRef;
  name: string;
}

const SEPARATORS = /[\s·,，、/]+/;

/** At most `most` cells, the likeliest first. */
export function findCells(live: LivePlan, typed: string, from: CellRef, most = 8): NamedCell[] {
  const words = typed.split(SEPARATORS).map(squash).filter(Boolean);
  if (words.length === 0 || words.length > 12) return [];
  const byPlace = words.length === 1 ? cellByPlace(live, words[0] as string, from) : null;
  const found: CellRef[] = byPlace ? [byPlace] : [];
  const tables = live.tables().map((table) => table.id);
  for (const table of [from.table, ...tables.filter((id) => id !== from.table)]) {
    if (found.length >= most) break;
    found.push(...cellsIn(live, table, words, from, most - found.length));
  }
  return found.map((cell) => ({
    cell,
    name: cellName(live, { row: cell.row, col: cell.column }, cell.table !== from.table),
  }));
}

/** A row's number as the grid shows it, with the letters of a column before it or without. */
function cellByPlace(live: LivePlan, word: string, from: CellRef): CellRef | null {
  const place = /^([a-z]{0,3})(\d{1,7})$/i.exec(word);
  if (!place) return null;
  const { axes } = axesOfTable(live.shape(from.table));
  const row = axes.rows[Number(place[2]) - 1];
  const letters = (place[1] ?? '').toUpperCase();
  const at = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const column = letters ? axes.cols[at] : from.column;
  return row === undefined || column === undefined ? null : { table: from.table, row, column };
}

interface Hit {
  id: number;
  /** which words it has, as bits */
  words: number;
  /** how many of them are a whole name */
  exact: number;
}

function hit(id: number, words: readonly string[], names: readonly string[]): Hit {
  const made: Hit = { id, words: 0, exact: 0 };
  words.forEach((word, bit) => {
    if (names.some((name) => name.includes(word))) made.words |= 1 << bit;
    if (names.includes(word)) made.exact++;
  });
  return made;
}

/** Enough to choose the likeliest from; nobody reads further down. */
const MOST_LOOKED_AT = 400;

function cellsIn(live: LivePlan, table: number, words: readonly string[], from: CellRef, most: number): CellRef[] {
  const shape = live.shape(table);
  const { axes } = axesOfTable(shape);
  const all = 2 ** words.length - 1;
  const ofTable = hit(0, words, [squash(shape.number), squash(shape.title)]).words;
  const columns = axes.cols.map((id) => hit(id, words, columnName(live, id, SPLIT).split(SPLIT).map(squash)));
  const stay = table === from.table ? from : { row: axes.rows[0], column: firstFigure(live, axes) };
  const found: { row: number; column: number; exact: number }[] = [];
  const take = (row: Hit): void => {
    const rest = all & ~row.words & ~ofTable;
    for (const column of columns) {
      if (rest ? (column.words & rest) !== rest : column.id !== stay.column) continue;
      found.push({
        row: row.id,
        column: column.id,
        exact: row.exact + (rest ? column.exact : 0) + (column.id === stay.column ? AT_HAND : 0),
      });
    }
  };
  for (const id of axes.rows) {
    if (found.length > MOST_LOOKED_AT) break;
    const row = hit(id, words, [squash(rowName(live, id))]);
    if (row.words) take(row);
  }
  // Nothing said of the row: the one at hand.
  if (found.length === 0 && stay.row !== undefined) take({ id: stay.row, words: 0, exact: 0 });
  found.sort((a, b) => b.exact - a.exact);
  return found.slice(0, most).map(({ row, column }) => ({ table, row, column }));
}

const SPLIT = '\n';
/** between equals the column at hand */
const AT_HAND = 0.5;

function firstFigure(live: LivePlan, axes: Axes): number | undefined {
  return axes.cols.find((id) => live.state.records.col.get(id)?.role === 'value') ?? axes.cols[0];
}
