// Who reads what: for every column the formulas that refer to it, with the relation that says which rows touch which.
//
// An edge goes from a column, never from a cell, so a total over 100,000 rows is one edge.

import type { Inline } from '../model/blocks.ts';
import type { BlockId, ColumnId, FieldId } from '../model/ids.ts';
import type { BlockRecord, ColumnRecord } from '../model/records.ts';
import type { Expression, RowsPart } from './ast.ts';
import { references, tryReadStored } from './stored.ts';
import type { TableRules } from './table-rules.ts';

export interface FieldEntry {
  block: BlockId;
  field: FieldId;
  expr: string;
}

export type Owner =
  | { o: 'column'; column: ColumnRecord; rules: TableRules }
  | { o: 'cell'; column: ColumnRecord; slot: number; rules: TableRules }
  | { o: 'field'; entry: FieldEntry };

export interface Edge {
  owner: Owner;
  rows: RowsPart;
}

export class Dependents {
  private readonly edges = new Map<ColumnId, Edge[]>();
  private readonly fieldsOfBlock = new Map<BlockId, FieldEntry[]>();

  of(column: ColumnId): readonly Edge[] {
    return this.edges.get(column) ?? [];
  }

  fields(block: BlockId): readonly FieldEntry[] {
    return this.fieldsOfBlock.get(block) ?? [];
  }

  allFields(): Iterable<FieldEntry[]> {
    return this.fieldsOfBlock.values();
  }

  private addEdges(expr: Expression, owner: Owner, self: ColumnId): void {
    for (const ref of references(expr)) {
      const column = ref.column === 0 ? self : ref.column;
      const list = this.edges.get(column);
      if (list) list.push({ owner, rows: ref.rows });
      else this.edges.set(column, [{ owner, rows: ref.rows }]);
    }
  }

  addTable(rules: TableRules): void {
    for (const column of rules.columns) {
      const formula = rules.columnRules.get(column.id)?.column;
      if (formula?.by === 'column') this.addEdges(formula.formula, { o: 'column', column, rules }, column.id);
      for (const [slot, rule] of rules.cellFormulas.get(column.id) ?? []) {
        if (rule.by === 'cell') this.addEdges(rule.formula, { o: 'cell', column, slot, rules }, column.id);
      }
      if (!rules.columnRules.get(column.id)?.isNumber) continue;
      for (const [slot, formula] of rules.rowFormulas) {
        if (rules.rule(column, slot).by === 'row') this.addEdges(formula, { o: 'cell', column, slot, rules }, column.id);
      }
    }
  }

  removeBlock(block: BlockId): void {
    const gone = this.fieldsOfBlock.get(block);
    if (!gone) return;
    this.fieldsOfBlock.delete(block);
    const entries = new Set(gone);
    for (const [column, list] of this.edges) {
      const kept = list.filter((edge) => edge.owner.o !== 'field' || !entries.has(edge.owner.entry));
      if (kept.length !== list.length) this.edges.set(column, kept);
    }
  }

  addBlock(block: BlockRecord): void {
    const entries: FieldEntry[] = [];
    const add = (expr: string, field: FieldId): void => {
      const entry: FieldEntry = { block: block.id, field, expr };
      entries.push(entry);
      const read = tryReadStored(expr);
      if (read.ok) this.addEdges(read.value, { o: 'field', entry }, 0);
    };
    const walk = (content: readonly Inline[]): void => {
      for (const piece of content) {
        if (piece.t === 'field') add(piece.expr, piece.id);
        else if (piece.t === 'foot') walk(piece.content);
        else if (piece.t === 'choose') {
          add(piece.expr, 0);
          for (const branch of [piece.up, piece.down, piece.flat]) walk(branch);
        } else if (piece.t === 'each') {
          add(piece.rows, 0);
          if (piece.where) add(piece.where, 0);
          walk(piece.item);
        }
      }
    };
    walk(block.content);
    if (entries.length) this.fieldsOfBlock.set(block.id, entries);
  }
}
