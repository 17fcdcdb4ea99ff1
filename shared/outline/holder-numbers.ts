// The number of a table that an annex or a box shows as its own: the annex's (附件1) or the box's (专栏一), wherever the table is named.
//
// Text, window and annex workbook must call it by one name, or 见附件1 leads to a sheet headed 附表1. An annex or box with a title of
// its own that is not the table's keeps its number to itself, and the table in it counts among the tables.

import type { BlockId, TableId } from '../model/ids.ts';
import type { BlockRecord } from '../model/records.ts';
import { childrenOf } from '../model/shape.ts';
import type { PlanState } from '../model/state.ts';
import { expandYears } from '../model/year-tokens.ts';
import { sequence } from './numbering.ts';

/** Blocks that show tables under their own number. */
export const isHolder = (block: Pick<BlockRecord, 'kind'>): boolean => block.kind === 'annex' || block.kind === 'box';

/** Annex and box blocks in reading order. */
export function holdersOf(state: PlanState): BlockRecord[] {
  const children = childrenOf(state.records.block.values());
  const holders: BlockRecord[] = [];
  const walk = (parent: BlockId | 0, depth: number): void => {
    if (depth > 64) return;
    for (const block of children.get(parent) ?? []) {
      if (isHolder(block)) holders.push(block);
      walk(block.id, depth + 1);
    }
  };
  walk(0, 0);
  return holders;
}

/** Table → the number of the annex or box that shows it as its own. */
export function holderNumbers(state: PlanState, holders: readonly BlockRecord[]): Map<TableId, string> {
  const out = new Map<TableId, string>();
  for (const kind of ['annex', 'box'] as const) {
    const alike = holders.filter((holder) => holder.kind === kind);
    const numbers = sequence(
      kind,
      alike.map((holder) => holder.props.numberAs),
    );
    alike.forEach((holder, i) => {
      for (const table of state.records.tbl.values()) {
        if (table.id !== holder.props.tableId && table.boxId !== holder.id) continue;
        if (table.place === kind && isTitle(state, holder, table.title)) out.set(table.id, numbers[i] as string);
      }
    });
  }
  return out;
}

function isTitle(state: PlanState, annex: BlockRecord, title: string): boolean {
  const words = annex.content.map((piece) =>
    piece.t === 'text' ? piece.s : piece.t === 'year' ? `{年${piece.d < 0 ? piece.d : `+${piece.d}`}}` : '\0',
  );
  const own = expandYears(state, words.join('')).replace(/\s/g, '');
  return own === '' || own === expandYears(state, title).replace(/\s/g, '');
}
