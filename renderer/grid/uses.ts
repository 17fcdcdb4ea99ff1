// Where a table's figures are used: the sentences around its fields in the text, and the formulas of other tables.

import { references, tryReadStored } from '../../shared/formulas/stored.ts';
import { columnName } from '../../shared/formulas/words.ts';
import type { BlockId, FieldId, TableId } from '../../shared/model/ids.ts';
import { splitCellKey } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { rowLabel } from '../../shared/model/lookup.ts';
import type { DocumentBlock, Run } from '../../shared/outline/document.ts';
import { documentView } from '../../shared/outline/view.ts';
import { gridWords } from '../words/grid.ts';

/** A piece of a sentence: plain text, or a field that reads this table. */
export interface Piece {
  text: string;
  field?: FieldId;
}

export interface TextUse {
  kind: 'text';
  block: BlockId;
  /** 三（二）第1段 */
  place: string;
  pieces: Piece[];
  fields: number;
}

export interface TableUse {
  kind: 'table';
  table: TableId;
  /** 附表1 小计·套数 */
  place: string;
}

export interface TableUses {
  text: TextUse[];
  tables: TableUse[];
  /** fields in the text that read this table */
  fields: number;
}

/** Characters kept on either side of a field. */
const AROUND = 14;

export function usesOfTable(live: LivePlan, table: TableId): TableUses {
  const columns = new Set(live.shape(table).columns.map((column) => column.id));
  const reads = (stored: string): boolean => {
    const read = tryReadStored(stored);
    return read.ok && references(read.value).some((ref) => columns.has(ref.column));
  };
  const text: TextUse[] = [];
  const path: { level: number; number: string }[] = [];
  let paragraph = 0;
  const visit = (block: DocumentBlock): void => {
    if (block.kind === 'heading') {
      while (path.length && (path.at(-1)?.level ?? 0) >= block.level) path.pop();
      path.push({ level: block.level, number: block.number });
      paragraph = 0;
    } else if (block.kind === 'para') paragraph++;
    if ('runs' in block) {
      const fields = block.runs.filter((run) => run.field && reads(run.field.expr)).length;
      if (fields) {
        const place = path.map((head) => head.number.replace(/[、.．]$/, '')).join('') || '';
        text.push({
          kind: 'text',
          block: block.id,
          place: block.kind === 'heading' ? place : `${place}${gridWords.uses.paragraph(paragraph)}`,
          pieces: cutPieces(block.runs, (run) => run.field !== undefined && reads(run.field.expr)),
          fields,
        });
      }
    }
    if ('blocks' in block) for (const child of block.blocks) visit(child);
  };
  for (const block of documentView(live).blocks) visit(block);
  return { text, tables: tableUses(live, table, columns, reads), fields: text.reduce((sum, use) => sum + use.fields, 0) };
}

/** The text around the fields, the rest as ……; fields that read other tables are plain text here. */
function cutPieces(runs: readonly Run[], isOurs: (run: Run) => boolean): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  let before = false;
  const flush = (after: boolean): void => {
    const words = plain.replace(/\s+/g, ' ');
    plain = '';
    if (words === '') return;
    const room = AROUND * ((before ? 1 : 0) + (after ? 1 : 0));
    if (words.length <= room + 2) pieces.push({ text: words });
    else {
      const head = before ? words.slice(0, AROUND) : '';
      const tail = after ? words.slice(-AROUND) : '';
      pieces.push({ text: `${head}${gridWords.uses.gap}${tail}` });
    }
  };
  for (const run of runs) {
    if (!isOurs(run)) {
      if (!run.foot) plain += run.text;
      continue;
    }
    flush(true);
    pieces.push({ text: run.text, field: run.field?.id });
    before = true;
  }
  flush(false);
  return pieces;
}

function tableUses(live: LivePlan, table: TableId, columns: ReadonlySet<number>, reads: (stored: string) => boolean): TableUse[] {
  const out: TableUse[] = [];
  const add = (of: TableId, words: string): void => {
    const shape = live.shape(of);
    out.push({ kind: 'table', table: of, place: `${shape.number || shape.title} ${words}`.trim() });
  };
  for (const column of live.state.records.col.values()) {
    if (column.tableId !== table && column.formula && reads(column.formula)) add(column.tableId, columnName(live, column.id, '·'));
  }
  for (const row of live.state.records.row.values()) {
    if (row.tableId !== table && row.formula && reads(row.formula)) add(row.tableId, rowLabel(live, row));
  }
  for (const record of live.state.records.cell_formula.values()) {
    const { row, column } = splitCellKey(record.id);
    const of = live.state.records.row.get(row);
    if (of && of.tableId !== table && !columns.has(column) && reads(record.formula)) {
      add(of.tableId, `${rowLabel(live, of)} ${columnName(live, column, '·')}`);
    }
  }
  return out;
}
