// The number of a table that an annex shows as its own: the annex's (附件1), wherever the table is named.
//
// Text, window and annex workbook must call it by one name, or 见附件1 leads to a sheet headed 附表1. An annex with a title of its
// own that is not the table's keeps its number to itself, and the table in it counts among the tables.

import type { BlockId, TableId } from '../model/ids.ts';
import type { BlockRecord } from '../model/records.ts';
import { childrenOf } from '../model/shape.ts';
import type { PlanState } from '../model/state.ts';
import { expandYears } from '../model/year-tokens.ts';
import { sequence } from './numbering.ts';

/** Annex blocks in reading order. */
export function annexesOf(state: PlanState): BlockRecord[] {
  const children = childrenOf(state.records.block.values());
  const annexes: BlockRecord[] = [];
  const walk = (parent: BlockId | 0, depth: number): void => {
    if (depth > 64) return;
    for (const block of children.get(parent) ?? []) {
      if (block.kind === 'annex') annexes.push(block);
      walk(block.id, depth + 1);
    }
  };
  walk(0, 0);
  return annexes;
}

/** Table → the number of the annex that shows it as its own. */
export function annexNumbers(state: PlanState, annexes: readonly BlockRecord[]): Map<TableId, string> {
  const out = new Map<TableId, string>();
  const numbers = sequence(
    'annex',
    annexes.map((annex) => annex.props.numberAs),
  );
  annexes.forEach((annex, i) => {
    for (const table of state.records.tbl.values()) {
      if (table.id !== annex.props.tableId && table.boxId !== annex.id) continue;
      if (table.place === 'annex' && isTitle(state, annex, table.title)) out.set(table.id, numbers[i] as string);
    }
  });
  return out;
}

function isTitle(state: PlanState, annex: BlockRecord, title: string): boolean {
  const words = annex.content.map((piece) =>
    piece.t === 'text' ? piece.s : piece.t === 'year' ? `{年${piece.d < 0 ? piece.d : `+${piece.d}`}}` : '\0',
  );
  const own = expandYears(state, words.join('')).replace(/\s/g, '');
  return own === '' || own === expandYears(state, title).replace(/\s/g, '');
}
