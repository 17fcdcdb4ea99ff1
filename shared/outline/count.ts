// What the document numbers before it is written: headings, annexes, boxes, figures, terms, and which table stands where.
//
// A pass of its own, because a reference may name what comes later (详见附件1). It also finds out which table an annex or a box
// shows as its own, so that such a table is called by the annex's number and prints no caption of its own.

import type { BlockId, TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { BlockRecord } from '../model/records.ts';
import { childrenOf } from '../model/shape.ts';
import { HeadingCounter, sequence } from './numbering.ts';
import { runsOf, textOfRuns } from './runs.ts';
import { keptNumber, SCHEMES, schemeOf } from './schemes.ts';

const holdsBlocks = (block: BlockRecord): boolean => block.kind === 'annex' || block.kind === 'box';

export class Counted {
  /** printed numbers of headings, annexes, boxes, figures and terms */
  readonly numbers = new Map<BlockId, string>();
  /** table → the annex or box that shows it under its own title */
  readonly holderOf = new Map<TableId, BlockRecord>();
  /** tables that some block shows */
  readonly shown = new Set<TableId>();
  private readonly live: LivePlan;
  private readonly children: Map<number, BlockRecord[]>;
  private readonly placed = new Map<BlockId, TableId[]>();

  constructor(live: LivePlan) {
    this.live = live;
    this.children = childrenOf(live.state.records.block.values());
    for (const table of live.tables()) {
      if (table.boxId === null) continue;
      const tables = this.placed.get(table.boxId);
      if (tables) tables.push(table.id);
      else this.placed.set(table.boxId, [table.id]);
    }
    this.count();
  }

  /** Blocks below a parent (null = the document), in order. */
  childrenOf(parent: BlockId | null): BlockRecord[] {
    return this.children.get(parent ?? 0) ?? [];
  }

  /** The table that a block names, null where it names none or one that is gone. */
  tableOf(block: BlockRecord): TableId | null {
    const id = block.props.tableId;
    return id !== undefined && this.live.state.records.tbl.has(id) ? id : null;
  }

  /** The tables that a box or annex shows as its own: named in its props, or placed in it (`tbl.box_id`). */
  ownTables(block: BlockRecord): TableId[] {
    const named = this.tableOf(block);
    const placed = (this.placed.get(block.id) ?? []).filter((table) => table !== named);
    return named === null ? placed : [named, ...placed];
  }

  /** True where an annex's or box's own title is the table's title, or where it has none: then the table needs no caption. */
  isTitleOf(holder: BlockRecord, table: TableId): boolean {
    const own = textOfRuns(runsOf(this.live, holder.content)).replace(/\s/g, '');
    return own === '' || own === this.live.shape(table).title.replace(/\s/g, '');
  }

  /** A block's own words; an annex or box without any has the title of its table. */
  titleOf(block: BlockRecord): string {
    const text = textOfRuns(runsOf(this.live, block.content));
    if (text !== '' || !holdsBlocks(block)) return text;
    const table = [...this.holderOf].find(([, holder]) => holder.id === block.id)?.[0];
    return table === undefined ? '' : this.live.shape(table).title;
  }

  private count(): void {
    const lists: Record<'annex' | 'box' | 'figure', BlockRecord[]> = { annex: [], box: [], figure: [] };
    const walk = (parent: BlockId | null, headings: HeadingCounter, terms: { n: number }): void => {
      for (const block of this.childrenOf(parent)) {
        const { kind } = block;
        if (kind === 'heading') this.numbers.set(block.id, headings.next(block.props.level ?? 1, keptNumber(block)));
        else if (kind === 'term') this.numbers.set(block.id, keptNumber(block) ?? `${++terms.n}.`);
        else if (kind === 'annex' || kind === 'box' || kind === 'figure') lists[kind].push(block);
        // A glossary starts its terms anew, whether they stand below it or after it.
        else if (kind === 'glossary') terms.n = 0;
        this.noteTables(block);
        // Annexes and boxes number for themselves, and never by chapters.
        if (holdsBlocks(block)) walk(block.id, new HeadingCounter(SCHEMES.official), { n: 0 });
        else walk(block.id, headings, terms);
      }
    };
    walk(null, new HeadingCounter(schemeOf(this.live.state)), { n: 0 });
    for (const kind of ['annex', 'box', 'figure'] as const) {
      const numbers = sequence(
        kind,
        lists[kind].map((block) => block.props.numberAs),
      );
      lists[kind].forEach((block, i) => {
        this.numbers.set(block.id, numbers[i] ?? '');
      });
    }
  }

  private noteTables(block: BlockRecord): void {
    if (holdsBlocks(block)) {
      for (const table of this.ownTables(block)) {
        this.shown.add(table);
        if (this.isTitleOf(block, table)) this.holderOf.set(table, block);
      }
    }
    const table = block.kind === 'table-ref' ? this.tableOf(block) : null;
    if (table === null) return;
    this.shown.add(table);
    const holder = block.parentId === null ? undefined : this.live.state.records.block.get(block.parentId);
    if (holder && holdsBlocks(holder) && this.isTitleOf(holder, table)) this.holderOf.set(table, holder);
  }
}

/** Counts the document of a plan. */
export function countDocument(live: LivePlan): Counted {
  return new Counted(live);
}
