// How a cell came about, in words and figures, and who uses it: what the formula line and the 来源 panel show.

import type { ColumnId, RowId } from '../model/ids.ts';
import type { Explanation, Part, Use } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';
import { printValue } from '../values/value.ts';
import type { Expression } from './ast.ts';
import type { Calculation } from './calculation.ts';
import { references, writeExpression } from './stored.ts';
import { columnName, sayExpression } from './words.ts';

/** Uses listed at most; a total of a ledger is read by thousands of cells. */
const MAX_USES = 200;

type Reference = Extract<Expression, { op: 'ref' }>;

function partsOf(live: Calculation, formula: Expression, row: RowRecord, column: ColumnRecord): Part[] {
  const out: Part[] = [];
  for (const ref of references(formula)) {
    const of = ref.column === 0 ? column : live.state.records.col.get(ref.column);
    if (!of) continue;
    for (const id of rowsOfReference(live, ref, row, of)) out.push(part(live, id, of.id));
  }
  return out;
}

function part(live: Calculation, row: RowId, column: ColumnId): Part {
  const value = live.value(row, column);
  return { row, column, text: printValue(value), counted: value.form === 'number' };
}

/** The rows that a reference reads for a row, in print order. */
export function rowsOfReference(live: Calculation, ref: Reference, row: RowRecord, of: ColumnRecord): RowId[] {
  const rules = live.rulesOf(of.tableId);
  const at = (slot: number | undefined): RowId[] => (slot === undefined ? [] : [rules.slots.rowAt[slot] as RowId]);
  switch (ref.rows.at) {
    case 'this':
      return [row.id];
    case 'row':
      return live.state.records.row.has(ref.rows.row) ? [ref.rows.row] : [];
    case 'total':
      return at(rules.totalSlot);
    case 'same':
      return at(rules.sameAs(row));
    default: {
      const own = rules.slots.slotOf.get(row.id);
      const scope = ref.rows.at === 'children' && own !== undefined ? rules.childScope(own) : 0;
      return live
        .shape(of.tableId)
        .rows.filter((r) => rules.isIn(rules.slots.slotOf.get(r.id) as number, scope))
        .map((r) => r.id);
    }
  }
}

/** 3000 ＋ 280 ＝ 3280; references to many rows show as SUM of their count. */
function figuresOf(live: Calculation, formula: Expression, row: RowRecord, column: ColumnRecord): string {
  const text = writeExpression(
    formula,
    (ref) => {
      const of = ref.column === 0 ? column : live.state.records.col.get(ref.column);
      if (!of) return '引用失效';
      const rows = rowsOfReference(live, ref, row, of);
      if (rows.length !== 1) return `${rows.length}个数`;
      return printValue(live.value(rows[0] as RowId, of.id)) || '空';
    },
    { sign: (s) => ` ${{ '+': '＋', '-': '－', '*': '×', '/': '÷' }[s] ?? s} `, comma: '，', wrapQuote: (t) => `“${t}”` },
  );
  return `${text} ＝ ${printValue(live.value(row.id, column.id))}`;
}

function usesOf(live: Calculation, row: RowRecord, column: ColumnRecord): Use[] {
  const out: Use[] = [];
  const rules = live.rulesOf(column.tableId);
  const slot = rules.slots.slotOf.get(row.id) as number;
  const seen = new Set<string>();
  const cell = (r: RowId | 0 | undefined, c: ColumnRecord): void => {
    if (!r || out.length >= MAX_USES || seen.has(`${r}:${c.id}`)) return;
    seen.add(`${r}:${c.id}`);
    out.push({ kind: 'cell', table: c.tableId, row: r, column: c.id, text: printValue(live.value(r, c.id)) });
  };
  for (const { owner, rows } of live.dependents.of(column.id)) {
    const hits =
      rows.at === 'this' ||
      rows.at === 'same' ||
      (rows.at === 'row' && rows.row === row.id) ||
      (rows.at === 'total' && rules.totalSlot === slot) ||
      ((rows.at === 'all' || rows.at === 'children') && rules.isIn(slot, 0));
    if (!hits) continue;
    if (owner.o === 'field') {
      if (out.length < MAX_USES) {
        const { block, field, expr } = owner.entry;
        out.push({ kind: 'field', block, field, text: printValue(live.evaluate(expr)) });
      }
    } else if (owner.o === 'cell') {
      if (rows.at !== 'this' || owner.slot === slot) cell(owner.rules.slots.rowAt[owner.slot], owner.column);
    } else if (rows.at === 'this') {
      if (rules.rule(owner.column, slot).by === 'column') cell(row.id, owner.column);
    } else if (rows.at === 'same') {
      const like = owner.rules.sameAs(row);
      if (like !== undefined) cell(owner.rules.slots.rowAt[like], owner.column);
    } else {
      for (const r of live.shape(owner.column.tableId).rows) {
        const at = owner.rules.slots.slotOf.get(r.id);
        if (at !== undefined && owner.rules.rule(owner.column, at).by === 'column') cell(r.id, owner.column);
      }
    }
  }
  for (const scope of rules.scopesOf(slot)) {
    for (const total of rules.totalsIn.get(scope) ?? [])
      if (rules.rule(column, total).by === 'sum') cell(rules.slots.rowAt[total], column);
  }
  return out;
}

/** Said where a result is empty because nothing is filled in yet. */
const NO_FIGURES = '还没有数';

export function explainCell(live: Calculation, rowId: RowId, columnId: ColumnId): Explanation {
  const row = live.state.records.row.get(rowId);
  const column = live.state.records.col.get(columnId);
  const rule = live.rule(rowId, columnId);
  if (!row || !column) return { rule, words: '', figures: '', parts: [], users: [] };
  const users = usesOf(live, row, column);
  const name = columnName(live, columnId, '·');
  switch (rule.by) {
    case 'sum': {
      const parts = rule.rows.map((r) => part(live, r, columnId));
      const first = live.state.records.row.get(rule.rows[0] ?? 0);
      const last = live.state.records.row.get(rule.rows[rule.rows.length - 1] ?? 0);
      const words =
        first && last ? `${name} 从 ${rowLabel(live, first)} 到 ${rowLabel(live, last)} 求和` : `${name} 求和（还没有可加的行）`;
      const counted = parts.filter((p) => p.counted).length;
      return {
        rule,
        words,
        figures: counted ? `${counted} 个数相加 ＝ ${live.keptText(rowId, columnId)}` : NO_FIGURES,
        parts,
        users,
      };
    }
    case 'cell':
    case 'row':
    case 'column':
      return {
        rule,
        words: `${name} ＝ ${sayExpression(live, rule.formula, column.tableId)}`,
        figures: live.value(rowId, columnId).form === 'empty' ? NO_FIGURES : figuresOf(live, rule.formula, row, column),
        parts: partsOf(live, rule.formula, row, column),
        users,
      };
    case 'exception':
      return { rule, words: `${name} 按原文保留 ${rule.printed}（例外：${rule.reason}）`, figures: '', parts: [], users };
    default:
      return { rule, words: '', figures: '', parts: [], users };
  }
}
