// Writes a formula back with names: the notation of grammar.ts for the formula line and the command line, and plain words
// (小计·套数 ＝ 公租房·套数 ＋ 保障性租赁住房·套数) for the explanation.

import type { ColumnId, TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { Expression, RowsPart } from './ast.ts';
import { tryReadStored, writeExpression } from './stored.ts';

const ROWS_WORD: Record<Exclude<RowsPart['at'], 'this' | 'row'>, string> = {
  children: '下级',
  all: '全部',
  total: '总计',
  same: '同行',
};
const DEAD = '引用失效';

const quote = (name: string): string => (/[/,，[\]「」]/.test(name) ? `「${name}」` : name);

/** A column's header path without units, each part quoted where it holds a sign: 公租房/套数. */
export function columnName(live: LivePlan, column: ColumnId, separator = '/'): string {
  const record = live.state.records.col.get(column);
  if (!record) return DEAD;
  const parts: string[] = [];
  for (let c: typeof record | undefined = record; c; c = c.parentId === null ? undefined : live.state.records.col.get(c.parentId)) {
    parts.unshift(live.expandYears(c.title));
  }
  return separator === '/' ? parts.map(quote).join('/') : parts.join(separator);
}

function referenceName(live: LivePlan, ref: Extract<Expression, { op: 'ref' }>, table: TableId | null): string {
  const record = ref.column === 0 ? null : live.state.records.col.get(ref.column);
  const column = ref.column === 0 ? '本列' : columnName(live, ref.column);
  const foreign = record && record.tableId !== table ? live.shape(record.tableId) : null;
  const name = foreign ? foreign.number || quote(foreign.title) : '';
  const rows =
    ref.rows.at === 'this' ? '' : ref.rows.at === 'row' ? `${rowName(live, ref.rows.row)}, ` : `${ROWS_WORD[ref.rows.at]}, `;
  return `${name}[${rows}${column}]`;
}

function rowName(live: LivePlan, id: number): string {
  const row = live.state.records.row.get(id);
  return row ? quote(rowLabel(live, row)) : DEAD;
}

/** The formula in the notation that people write, names for ids; `table` is where it stands (null in the text). */
export function writeByName(live: LivePlan, expr: Expression, table: TableId | null): string {
  return writeExpression(expr, (ref) => referenceName(live, ref, table), {
    sign: (s) => ` ${s === '*' ? '×' : s === '/' ? '÷' : s} `,
    comma: ', ',
    wrapQuote: (t) => `"${t}"`,
  });
}

/** A stored formula in the notation that people write; text that can't be read comes back as it is. */
export function nameStored(live: LivePlan, stored: string, table: TableId | null): string {
  const expr = tryReadStored(stored);
  return expr.ok ? writeByName(live, expr.value, table) : stored;
}

const WIDE_SIGN: Record<string, string> = { '+': '＋', '-': '－', '*': '×', '/': '÷', '=': '＝' };

/** The formula in plain words: 公租房·套数 ＋ 保障性租赁住房·套数. */
export function sayExpression(live: LivePlan, expr: Expression, table: TableId | null): string {
  return writeExpression(
    expr,
    (ref) => {
      const record = live.state.records.col.get(ref.column);
      const column = ref.column === 0 ? '本列' : columnName(live, ref.column, '·');
      const foreign =
        record && record.tableId !== table ? `${live.shape(record.tableId).number || live.shape(record.tableId).title} ` : '';
      const rows =
        ref.rows.at === 'this' ? '' : ref.rows.at === 'row' ? `${rowName(live, ref.rows.row)} ` : `${ROWS_WORD[ref.rows.at]} `;
      return `${foreign}${rows}${column}`;
    },
    { sign: (s) => ` ${WIDE_SIGN[s] ?? s} `, comma: '，', wrapQuote: (t) => `“${t}”` },
  );
}
