// Writes a formula back with names: the notation of grammar.ts for the formula line and the command line, and plain words
// (小计·套数 ＝ 公租房·套数 ＋ 保障性租赁住房·套数) for the explanation.

import type { Result } from '../contract/failure.ts';
import type { ColumnId, RowId, TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { findColumn, findRow, findTable, rowLabel } from '../model/lookup.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';
import type { Expression, RowsPart } from './ast.ts';
import { tryReadStored, writeExpression } from './stored.ts';

const ROWS_WORD: Record<Exclude<RowsPart['at'], 'this' | 'row'>, string> = {
  children: '下级',
  all: '全部',
  total: '总计',
  same: '同行',
};
const DEAD = '引用失效';

const WORDS: ReadonlySet<string> = new Set(['本行', '下级', '全部', '同行', '总计', '本列']);
/** One part of a path; a part that is itself a word of the notation is meant as a name. */
const quote = (name: string): string => (/[/,，[\]［］]/.test(name) || WORDS.has(name) ? `「${name}」` : name);
/** A table's name stands outside the brackets, where signs and leading digits mean something else. */
const quoteTable = (name: string): string =>
  /^[0-9０-９#]|[\s+\-*/(),=<>%"[\]＋－−×＊÷／（），＝＜＞［］％“”≤≥≠]/.test(name) ? `「${name}」` : name;

/**
 * How a reference names a thing so that reading it leads back to it: the first path that does, shortest first, else its key.
 * Labels repeat from group to group (其中), two tables may share a title, and the signs 「」 can't be quoted themselves.
 */
function leadingBack<T extends { id: number; key: string }>(
  thing: T,
  paths: readonly string[][],
  find: (name: string) => Result<T>,
  write: (part: string) => string = quote,
): string {
  const path = paths.find((parts) => {
    if (parts.some((part) => part === '' || /[「」]/.test(part))) return false;
    const found = find(parts.join('/'));
    return found.ok && found.value.id === thing.id;
  });
  return path ? path.map(write).join('/') : thing.key;
}

function titlesOf(live: LivePlan, column: ColumnRecord): string[] {
  const titles: string[] = [];
  for (let c: ColumnRecord | undefined = column; c; c = c.parentId === null ? undefined : live.state.records.col.get(c.parentId))
    titles.unshift(live.expandYears(c.title));
  return titles;
}

/** A column's header path without units, each part quoted where it holds a sign: 公租房/套数. */
export function columnName(live: LivePlan, column: ColumnId, separator = '/'): string {
  const record = live.state.records.col.get(column);
  if (!record) return DEAD;
  const titles = titlesOf(live, record);
  return separator === '/' ? titles.map(quote).join('/') : titles.join(separator);
}

function columnReference(live: LivePlan, id: ColumnId): string {
  const column = live.state.records.col.get(id);
  if (!column) return DEAD;
  const paths = [titlesOf(live, column), live.shape(column.tableId).path(id)];
  return leadingBack(column, paths, (name) => findColumn(live, column.tableId, name));
}

function rowReference(live: LivePlan, id: RowId): string {
  const row = live.state.records.row.get(id);
  if (!row) return DEAD;
  const path: string[] = [];
  for (let at: RowRecord | undefined = row; at; at = at.parentId === null ? undefined : live.state.records.row.get(at.parentId))
    path.unshift(rowLabel(live, at));
  const paths = path.map((_, i) => path.slice(path.length - 1 - i));
  return leadingBack(row, paths, (name) => findRow(live, row.tableId, name));
}

function tableReference(live: LivePlan, id: TableId): string {
  const { record, number, title } = live.shape(id);
  return leadingBack(record, [[number], [title]], (name) => findTable(live, name), quoteTable);
}

function referenceName(live: LivePlan, ref: Extract<Expression, { op: 'ref' }>, table: TableId | null): string {
  const record = ref.column === 0 ? null : live.state.records.col.get(ref.column);
  const column = ref.column === 0 ? '本列' : columnReference(live, ref.column);
  const name = record && record.tableId !== table ? tableReference(live, record.tableId) : '';
  const rows =
    ref.rows.at === 'this' ? '' : ref.rows.at === 'row' ? `${rowReference(live, ref.rows.row)}, ` : `${ROWS_WORD[ref.rows.at]}, `;
  return `${name}[${rows}${column}]`;
}

function rowName(live: LivePlan, id: RowId): string {
  const row = live.state.records.row.get(id);
  return row ? rowLabel(live, row) : DEAD;
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
