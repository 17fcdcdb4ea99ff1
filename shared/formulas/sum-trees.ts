// What adds what in a table, as trees: total rows over what they count, sum columns over the columns they add.

import type { ColumnId, RowId } from '../model/ids.ts';
import type { ColumnRecord, RowKind } from '../model/records.ts';
import type { SumTree } from '../rounding/balance.ts';
import type { RowTerm } from './row-sum.ts';
import type { TableRules } from './table-rules.ts';

/** Total rows over what they count, subtotals between; every other row stands alone. */
export function rowTrees(rules: TableRules, rows: readonly RowId[], kindOf: (row: RowId) => RowKind | undefined): SumTree[] {
  const slotOf = (id: RowId): number => rules.slots.slotOf.get(id) as number;
  const totals = new Set(rows.filter((id) => kindOf(id) === 'total' || kindOf(id) === 'subtotal'));
  const trees = new Map<RowId, SumTree>(rows.map((id) => [id, { id, parts: [] }]));
  const totalOf = new Map<RowId | 0, RowId>();
  for (const id of totals) {
    const scope = rules.childScope(slotOf(id));
    if (!totalOf.has(scope)) totalOf.set(scope, id);
  }
  const hung = new Set<RowId>();
  /** Under the total of the nearest group that has one, up to the whole table. */
  const hang = (id: RowId, group: RowId | 0): void => {
    for (let scope = group, guard = 0; guard < 64; guard++) {
      const total = totalOf.get(scope);
      if (total !== undefined && total !== id) {
        trees.get(total)?.parts.push(trees.get(id) as SumTree);
        hung.add(id);
        return;
      }
      if (scope === 0) return;
      scope = rules.parentScope.get(scope) ?? 0;
    }
  };
  for (const id of rows) {
    const slot = slotOf(id);
    if (totals.has(id)) {
      const scope = rules.childScope(slot);
      if (totalOf.get(scope) === id && scope !== 0) hang(id, rules.parentScope.get(scope) ?? 0);
    } else if (!rules.scopesOf(slot).next().done) hang(id, rules.scope.get(slot) ?? 0);
  }
  return rows.filter((id) => !hung.has(id)).map((id) => trees.get(id) as SumTree);
}

/** Columns over the columns of their row that they add, each column in one sum; a difference or a second sum is derived. */
export function columnTrees(
  columns: readonly ColumnRecord[],
  terms: ReadonlyMap<ColumnId, readonly RowTerm[]>,
): { trees: SumTree[]; derived: Set<ColumnId> } {
  const trees = new Map<ColumnId, SumTree>(columns.map((c) => [c.id, { id: c.id, parts: [] }]));
  const parent = new Map<ColumnId, ColumnId>();
  const derived = new Set<ColumnId>();
  for (const { id } of columns) {
    const parts = terms.get(id);
    if (!parts) continue;
    const free = parts.every((t) => !t.minus && trees.has(t.column) && !parent.has(t.column) && t.column !== id);
    if (!free || new Set(parts.map((t) => t.column)).size < parts.length) {
      derived.add(id);
      continue;
    }
    for (const part of parts) {
      parent.set(part.column, id);
      trees.get(id)?.parts.push(trees.get(part.column) as SumTree);
    }
  }
  // A derived column inside a sum makes that sum derived as well: nothing can be chosen freely there.
  for (let again = true; again; ) {
    again = false;
    for (const [part, whole] of parent) {
      if (!derived.has(part) || derived.has(whole)) continue;
      derived.add(whole);
      again = true;
    }
  }
  const isRoot = (id: ColumnId): boolean => !derived.has(id) && (!parent.has(id) || derived.has(parent.get(id) as ColumnId));
  return { trees: columns.filter((c) => isRoot(c.id)).map((c) => trees.get(c.id) as SumTree), derived };
}
