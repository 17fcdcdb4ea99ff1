// What the page looks up in the living plan: a field's words, a year, a reference, a list, the parts of the document that nobody types.
//
// Everything goes through shared/outline, so a number in the page is the number in the release. The document view (needed only for
// what is derived from all blocks, e.g. the list of annexes) is built when somebody asks and forgotten when the plan moves.

import { tryReadStored } from '../../shared/formulas/stored.ts';
import { nameStored } from '../../shared/formulas/words.ts';
import type { FieldFormat, Inline } from '../../shared/model/blocks.ts';
import type { BlockId, TableId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { type Counted, countDocument } from '../../shared/outline/count.ts';
import type { DocumentBlock } from '../../shared/outline/document.ts';
import { type FieldText, fieldText } from '../../shared/outline/fields.ts';
import { type Names, runsOf, textOfRuns } from '../../shared/outline/runs.ts';
import { documentView } from '../../shared/outline/view.ts';
import type { CellRef } from '../plan/session-types.ts';

export class LiveText {
  readonly live: LivePlan;
  private view: Map<BlockId, DocumentBlock> | null = null;
  private count: Counted | null = null;
  private readonly numberOf: (block: BlockId) => string;

  /** `numberOf`: the number that the page counts for a block (annexes, boxes, headings). */
  constructor(live: LivePlan, numberOf: (block: BlockId) => string) {
    this.live = live;
    this.numberOf = numberOf;
  }

  /** The plan moved: what was derived is derived again. */
  forget(): void {
    this.view = null;
    this.count = null;
  }

  field(expr: string, fmt: FieldFormat | null): FieldText {
    return fieldText(this.live, expr, fmt ?? undefined);
  }

  /** `表2[总计, 小计/套数]`: the field's formula with names. */
  fieldName(expr: string): string {
    return nameStored(this.live, expr, null);
  }

  /** The cell a field stands for, or the first cell its formula names; null where there is none (any more). */
  cellOf(expr: string): CellRef | null {
    const parsed = tryReadStored(expr);
    if (!parsed.ok) return null;
    const { records } = this.live.state;
    const search = (e: typeof parsed.value): CellRef | null => {
      switch (e.op) {
        case 'ref': {
          const column = records.col.get(e.column);
          if (!column) return null;
          const rows = this.live.shape(column.tableId).rows;
          const part = e.rows;
          const row =
            part.at === 'row' ? rows.find((r) => r.id === part.row) : (rows.findLast((r) => r.kind === 'total') ?? rows.at(0));
          return row ? { table: column.tableId, row: row.id, column: column.id } : null;
        }
        case 'binary':
          return search(e.left) ?? search(e.right);
        case 'negate':
        case 'percent':
          return search(e.of);
        case 'call':
          return e.args.map(search).find((cell) => cell !== null) ?? null;
        default:
          return null;
      }
    };
    return search(parsed.value);
  }

  token(text: string): string {
    return this.live.expandYears(text);
  }

  year(d: number): string {
    return String((this.live.state.property('year') ?? 0) + d);
  }

  /** The document's own count of numbers and of tables in their places; as the plan stands, without unfinished typing. */
  get counted(): Counted {
    this.count ??= countDocument(this.live);
    return this.count;
  }

  private names(): Names {
    const { records } = this.live.state;
    return {
      table: (id) => {
        if (!records.tbl.has(id)) return undefined;
        const shape = this.live.shape(id);
        // A table that an annex or box shows as its own is called by that one's number.
        const holder = this.counted.holderOf.get(id);
        return { number: (holder && this.numberOf(holder.id)) || shape.number, title: shape.title };
      },
      block: (id) => {
        const block = records.block.get(id);
        return block && { number: this.numberOf(id), title: this.counted.titleOf(block) };
      },
    };
  }

  /** The tables an annex or box shows under its title without a block of their own. */
  ownTables(id: BlockId): TableId[] {
    const block = this.live.state.records.block.get(id);
    if (!block) return [];
    const placed = new Set(this.counted.childrenOf(id).map((child) => child.props.tableId));
    return this.counted.ownTables(block).filter((table) => !placed.has(table));
  }

  /** What a block without words of its own prints all the same: an annex its table's title, the title line the plan's. */
  titleOf(id: BlockId): string {
    const block = this.live.state.records.block.get(id);
    if (!block) return '';
    if (block.kind === 'annex' || block.kind === 'box') return this.counted.titleOf(block);
    const printed = this.printed(id);
    return printed && 'runs' in printed ? textOfRuns(printed.runs) : '';
  }

  /** True where the plan has what a pasted field, reference or table block points to. */
  knows(kind: 'field' | 'ref' | 'table-ref', value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    const { expr, to, tableId } = value as { expr?: unknown; to?: unknown; tableId?: unknown };
    const { tbl, block } = this.live.state.records;
    if (kind === 'table-ref') return typeof tableId === 'number' && tbl.has(tableId);
    if (kind === 'field') return typeof expr === 'string' && this.field(expr, null).error !== 'dead';
    const target = (to ?? {}) as { table?: unknown; block?: unknown };
    return (
      (typeof target.table === 'number' && tbl.has(target.table)) || (typeof target.block === 'number' && block.has(target.block))
    );
  }

  /** One inline element as text, lists and choices unfolded; a footnote gives its own words. */
  element(element: Inline): { text: string; dead: boolean } {
    const content = element.t === 'foot' ? element.content : [element];
    const runs = runsOf(this.live, content, this.names());
    return { text: textOfRuns(runs), dead: runs.some((run) => run.ref?.error === 'dead' || run.field?.error === 'dead') };
  }

  inline(content: readonly Inline[]): string {
    return textOfRuns(runsOf(this.live, content, this.names()));
  }

  /** The block as the document prints it, for kinds whose words are derived (list of annexes, cover …). */
  printed(block: BlockId): DocumentBlock | undefined {
    if (!this.view) {
      const view = new Map<BlockId, DocumentBlock>();
      const walk = (blocks: readonly DocumentBlock[]): void => {
        for (const one of blocks) {
          view.set(one.id, one);
          if (one.kind === 'annex' || one.kind === 'box') walk(one.blocks);
        }
      };
      walk(documentView(this.live).blocks);
      this.view = view;
    }
    return this.view.get(block);
  }
}
