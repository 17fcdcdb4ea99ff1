// Digits typed in a sentence that are a cell's figure: found by value, weighed by what the sentence says around them.
//
// Two parts. `PrintedNumbers` is an index of what the tables print, by value. `typedNumbers` reads the figures of a text and leaves
// out what is no quantity: years, dates, document numbers, ordinals, and numbers too small to mean one cell. `matchNumber` joins them:
// a unit that contradicts the cell's rules a cell out; a row or column named in the same sentence speaks for it.

import type { ColumnId, RowId, TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';

export interface PrintedNumber {
  table: TableId;
  row: RowId;
  column: ColumnId;
  /** as the cell prints it */
  text: string;
  unit: string;
  total: boolean;
}

/** More cells than this are not indexed one by one: of larger tables only the totals are. */
const MOST_CELLS = 100_000;

const bareUnit = (unit: string): string => unit.replace(/[（(／/].*$/, '').trim();

/** One spelling for one value: no separators, no zeros that carry nothing. 1,335 → 1335; 51.00 → 51. */
export function figureKey(text: string): string {
  const [whole = '', part = ''] = text.replace(/,/g, '').split('.');
  const head = whole.replace(/^0+(?=\d)/, '') || '0';
  const tail = part.replace(/0+$/, '');
  return tail ? `${head}.${tail}` : head;
}

export class PrintedNumbers {
  private readonly byFigure = new Map<string, PrintedNumber[]>();

  constructor(live: LivePlan) {
    let left = MOST_CELLS;
    for (const table of live.tables()) {
      if (table.props.hidden) continue;
      const shape = live.shape(table.id);
      const columns = shape.leaves.filter((column) => column.role === 'value' && column.kind === 'number');
      const all = table.role === 'table' && shape.rows.length * columns.length <= left;
      const rows = all ? shape.rows : shape.rows.filter((row) => row.kind === 'total' || row.kind === 'subtotal');
      left -= rows.length * columns.length;
      if (left < 0) break;
      for (const row of rows) {
        if (row.kind === 'group') continue;
        for (const column of columns) {
          const value = live.value(row.id, column.id);
          if (value.form !== 'number') continue;
          const text = live.text(row.id, column.id);
          if (!/^\d[\d,]*(?:\.\d+)?$/.test(text)) continue;
          const key = figureKey(text);
          if (key === '0') continue;
          const found: PrintedNumber = {
            table: table.id,
            row: row.id,
            column: column.id,
            text,
            unit: bareUnit(live.shownUnitOf(row.id, column.id) ?? ''),
            total: row.kind === 'total',
          };
          const list = this.byFigure.get(key);
          if (list) list.push(found);
          else this.byFigure.set(key, [found]);
        }
      }
    }
  }

  find(figure: string): readonly PrintedNumber[] {
    return this.byFigure.get(figureKey(figure)) ?? [];
  }
}

export interface TypedNumber {
  /** place of the figure in the text, letters */
  from: number;
  to: number;
  figure: string;
  /** '' where none stands behind the figure; `to + unit.length` is its end */
  unit: string;
}

/** Units that may stand behind a figure, longest first. */
const UNITS = [
  '万平方米',
  '平方公里',
  '平方米',
  '万公顷',
  '公顷',
  '万亩',
  '万套',
  '万户',
  '万人',
  '万元',
  '亿元',
  '万间',
  '万个',
  '个',
  '套',
  '户',
  '亩',
  '元',
  '人',
  '间',
  '栋',
  '处',
  '家',
  '项',
  '%',
  '％',
];

/** What makes a figure no quantity of a table, by what stands behind or in front of it. */
const NO_QUANTITY_BEHIND = /^\s*(?:年|月|日|号|时|分钟|条|款|章|节|期|楼|岁|[—–～~-]\s*\d|[./]\d|[A-Za-z])/;
const NO_QUANTITY_BEFORE = /(?:第|〔|\[|No\.?|[A-Za-z]|\d[—–～~-]\s*|[.．/])$/;
const YEAR = /^(?:19|20)\d\d$/;

export function typedNumbers(text: string): TypedNumber[] {
  const found: TypedNumber[] = [];
  for (const match of text.matchAll(/\d[\d,]*(?:\.\d+)?/g)) {
    const figure = match[0].replace(/,+$/, '');
    const from = match.index;
    const to = from + figure.length;
    const behind = text.slice(to);
    if (NO_QUANTITY_BEFORE.test(text.slice(Math.max(0, from - 4), from)) || NO_QUANTITY_BEHIND.test(behind)) continue;
    const unit = UNITS.find((u) => behind.startsWith(u)) ?? '';
    const whole = !figure.includes('.');
    const size = Number(figure.replace(/,/g, ''));
    // One or two digits are anybody's; with a unit ten is the least that means a cell, without one a hundred.
    if (whole && (size < 10 || (!unit && (size < 100 || YEAR.test(figure))))) continue;
    found.push({ from, to, figure, unit });
  }
  return found;
}

export interface NumberMatch {
  best: PrintedNumber;
  /** the other cells that print it, the likeliest first */
  others: PrintedNumber[];
  /** the sentence names the best, and says clearly less of any other; equal digits alone are chance (入住率约为90%) */
  clear: boolean;
}

/** Points that part a cell from the next one. */
const APART = 1;

interface Score {
  points: number;
  /** the sentence names what the cell is: its row, or for a total its column */
  named: boolean;
}

function score(live: LivePlan, cell: PrintedNumber, typed: TypedNumber, sentence: string, near: ReadonlySet<TableId>): Score {
  let points = 0;
  const unit = typed.unit !== '' && cell.unit === bareUnit(typed.unit);
  if (unit) points += 4;
  if (near.has(cell.table)) points += 2;
  if (cell.text === typed.figure) points += 1;
  const row = live.state.records.row.get(cell.row);
  const label = row ? rowLabel(live, row) : '';
  const place = label === '' ? -1 : sentence.lastIndexOf(label);
  if (cell.total) points += 2;
  else if (place >= 0) points += 3 + place / (sentence.length + 1);
  let column = 0;
  for (const part of live.shape(cell.table).path(cell.column)) {
    const words = part.replace(/[（(].*$/, '');
    if (words.length > 1 && sentence.includes(words)) column += 1;
  }
  const named = cell.total ? column > 0 : place >= 0 && (unit || column > 0);
  return { points: points + column, named };
}

/**
 * The cell a typed figure most likely is; null where none prints it. `before` is the text in front of the figure (its sentence
 * counts), `near` the tables cited in the same section.
 */
export function matchNumber(
  live: LivePlan,
  index: PrintedNumbers,
  typed: TypedNumber,
  before: string,
  near: ReadonlySet<TableId>,
): NumberMatch | null {
  const cells = index.find(typed.figure).filter((cell) => !typed.unit || !cell.unit || cell.unit === bareUnit(typed.unit));
  if (!cells.length) return null;
  // With a unit that no cell says, only a telling figure counts.
  const telling = typed.figure.includes('.') || typed.figure.replace(/\D/g, '').length >= 3;
  const sure = cells.filter((cell) => telling || (typed.unit !== '' && cell.unit === bareUnit(typed.unit)));
  if (!sure.length) return null;
  const sentence = before.slice(before.lastIndexOf('。') + 1);
  const ranked = sure.map((cell) => ({ cell, ...score(live, cell, typed, sentence, near) })).sort((a, b) => b.points - a.points);
  const [first, ...rest] = ranked;
  if (!first) return null;
  const clear = first.named && first.points - (rest[0]?.points ?? 0) >= APART;
  return { best: first.cell, others: rest.map(({ cell }) => cell), clear };
}
