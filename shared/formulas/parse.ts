// Formulas as people write them: `[公租房/套数] + [保障性租赁住房/套数]`, `表2[总计, 小计/套数]`, `台账[全部, 套数]`.

import { fail, ok, type Result } from '../contract/failure.ts';
import type { TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { findColumn, findRow, findTable } from '../model/lookup.ts';
import type { RowRecord } from '../model/records.ts';
import type { Expression, RowsPart } from './ast.ts';
import { parseFormula, type ReferenceReader } from './grammar.ts';

/** Where names are looked up: a plan, and the table that the formula stands in (null in the text). */
export interface NameScope {
  live: LivePlan;
  table: TableId | null;
}

const ROW_WORDS: Record<string, RowsPart> = {
  本行: { at: 'this' },
  下级: { at: 'children' },
  全部: { at: 'all' },
  同行: { at: 'same' },
  总计: { at: 'total' },
};

/** Cuts `rows, path` at the first comma outside 「」. */
function cutComma(inner: string): [string | null, string] {
  let quoted = false;
  for (let i = 0; i < inner.length; i++) {
    const c = inner[i];
    if (c === '「') quoted = true;
    else if (c === '」') quoted = false;
    else if (!quoted && (c === ',' || c === '，')) return [inner.slice(0, i).trim(), inner.slice(i + 1).trim()];
  }
  return [null, inner.trim()];
}

const unquote = (name: string): string => name.replace(/「([^」]*)」/g, '$1');

/** Whether a row is what 总计 means: the table's only total row. */
function isTheTotal({ state }: LivePlan, row: RowRecord): boolean {
  if (row.kind !== 'total') return false;
  const rows = [...state.slotsOf(row.tableId).slotOf.keys()];
  return rows.filter((id) => state.records.row.get(id)?.kind === 'total').length === 1;
}

function byName(scope: NameScope): ReferenceReader {
  return {
    bracket(tableName, inner): Result<Expression> {
      let table = scope.table;
      if (tableName !== null) {
        const found = findTable(scope.live, tableName);
        if (!found.ok) return found;
        table = found.value.id;
      }
      if (table === null) return fail('formula-error', { why: 'no-table', found: inner });
      const [rowsName, columnName] = cutComma(inner);
      let rows: RowsPart = { at: 'this' };
      if (rowsName !== null) {
        const word = ROW_WORDS[rowsName];
        if (word) rows = word;
        else {
          const row = findRow(scope.live, table, unquote(rowsName));
          if (!row.ok) return row;
          rows = isTheTotal(scope.live, row.value) ? { at: 'total' } : { at: 'row', row: row.value.id };
        }
      }
      if (columnName === '本列') return ok({ op: 'ref', column: 0, rows });
      const column = findColumn(scope.live, table, unquote(columnName));
      if (!column.ok) return column;
      if (table !== scope.table && rows.at === 'this') rows = { at: 'same' };
      return ok({ op: 'ref', column: column.value.id, rows });
    },
    stored: (text) => fail('formula-error', { why: 'unexpected', found: text }),
  };
}

/** The tree of a formula written by name. `formula-error` {why, position, found}, `no-such-table|row|column`, `ambiguous` with position. */
export function parseByName(text: string, scope: NameScope): Result<Expression> {
  return parseFormula(text, byName(scope));
}
