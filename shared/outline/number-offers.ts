// Typed figures of the text that a table prints too: what the page marks by a dotted line and `bind` lists and applies.
//
// The search walks blocks in reading order, whoever holds them (the editor's page with unfinished typing, or the plan's records): it
// needs a block's words, the figures in them, and the tables it shows or cites, for a section's own tables speak for their cells.

import { tryReadStored, writeStored } from '../formulas/stored.ts';
import type { BlockKind, FieldFormat, Inline } from '../model/blocks.ts';
import type { BlockId, FieldId, MintId, TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { childrenOf } from '../model/shape.ts';
import { diffInline, type InlineSplice } from './inline.ts';
import { runsOf, textOfRuns } from './runs.ts';
import {
  matchNumber,
  type NumberMatch,
  type PrintedNumber,
  PrintedNumbers,
  type TypedNumber,
  typedNumbers,
} from './typed-numbers.ts';

/** The answer's id that keeps a declined offer. */
export const declinedId = (block: BlockId, figure: string, unit: string): string => `typed-number:${block}:${figure}${unit}`;

const SEARCHED: ReadonlySet<string> = new Set(['para', 'heading', 'term', 'label-line', 'table-note'] satisfies BlockKind[]);

export interface SearchedBlock {
  id: BlockId;
  kind: BlockKind;
  words: string;
  typed: readonly TypedNumber[];
  /** the table it shows, and those its fields name */
  tables(): Iterable<TableId>;
}

export interface NumberOffer {
  /** place of the block in the list searched */
  at: number;
  typed: TypedNumber;
  match: NumberMatch;
}

/** Tables that the section around a block cites: the blocks up to the heading above, and down to the next. */
export function nearTables(blocks: readonly SearchedBlock[], at: number): Set<TableId> {
  const near = new Set<TableId>();
  const look = (block: SearchedBlock): boolean => {
    for (const table of block.tables()) near.add(table);
    return block.kind === 'heading';
  };
  for (let i = at; i >= 0; i--) if (look(blocks[i] as SearchedBlock)) break;
  for (let i = at + 1; i < blocks.length; i++) {
    if (blocks[i]?.kind === 'heading') break;
    look(blocks[i] as SearchedBlock);
  }
  return near;
}

/** More than this nobody walks through. */
const MOST_OFFERS = 2000;

/** The figures that a cell prints too, without those a person declined. `wanted` leaves out a figure that can't be bound. */
export function searchOffers(
  live: LivePlan,
  index: PrintedNumbers,
  blocks: readonly SearchedBlock[],
  wanted: (at: number, typed: TypedNumber) => boolean = () => true,
): NumberOffer[] {
  const offers: NumberOffer[] = [];
  let section: Set<TableId> | null = null;
  blocks.forEach((block, at) => {
    if (block.kind === 'heading') section = null;
    if (!SEARCHED.has(block.kind) || offers.length >= MOST_OFFERS) return;
    for (const typed of block.typed) {
      if (!index.find(typed.figure).length || !wanted(at, typed)) continue;
      if (live.state.records.answer.has(declinedId(block.id, typed.figure, typed.unit))) continue;
      section ??= nearTables(blocks, at);
      const match = matchNumber(live, index, typed, block.words.slice(0, typed.from), section);
      if (match) offers.push({ at, typed, match });
    }
  });
  return offers;
}

/** The stored expression of one cell; a table's total row is named as such, so it stays the total when rows change. */
export function cellExpression(live: LivePlan, cell: Pick<PrintedNumber, 'table' | 'row' | 'column'>): string {
  const row = live.state.records.row.get(cell.row);
  const totals = live.shape(cell.table).rows.filter((r) => r.kind === 'total');
  const isTheTotal = row?.kind === 'total' && totals.length === 1;
  return writeStored({ op: 'ref', column: cell.column, rows: isTheTotal ? { at: 'total' } : { at: 'row', row: cell.row } });
}

/** The format that prints the cell as the sentence had it: its decimals, its unit; null where the cell's own print is that. */
export function formatAsTyped(typed: Pick<TypedNumber, 'figure' | 'unit'>, cell: PrintedNumber): FieldFormat | null {
  const figure = typed.figure.replace(/,/g, '');
  const fmt: FieldFormat = {};
  if (figure !== cell.text.replace(/,/g, '')) fmt.decimals = figure.split('.')[1]?.length ?? 0;
  if (typed.unit) fmt.unit = typed.unit;
  return Object.keys(fmt).length ? fmt : null;
}

export function fieldElement(id: FieldId, expr: string, fmt: FieldFormat | null): Extract<Inline, { t: 'field' }> {
  return fmt && Object.keys(fmt).length ? { t: 'field', id, expr, fmt } : { t: 'field', id, expr };
}

/** A block of the plan whose typed letters are known by element. */
interface PlanBlock extends SearchedBlock {
  content: readonly Inline[];
  /** the place of each letter: element and letter inside it; null = no typed letter */
  places: ({ element: number; letter: number } | null)[];
}

function planBlocks(live: LivePlan): PlanBlock[] {
  const children = childrenOf(live.state.records.block.values());
  const blocks: PlanBlock[] = [];
  const walk = (parent: BlockId | 0): void => {
    for (const { id, kind, props, content } of children.get(parent) ?? []) {
      let words = '';
      const places: PlanBlock['places'] = [];
      content.forEach((element, at) => {
        // A text with a year token is counted, not typed; like other elements it belongs to the sentence only.
        const typed = element.t === 'text' && !element.s.includes('{');
        const own = typed ? element.s : textOfRuns(runsOf(live, [element])).replace(/[\d,.]/g, '□');
        words += own;
        for (let i = 0; i < own.length; i++) places.push(typed ? { element: at, letter: i } : null);
      });
      const tables = function* (): Generator<TableId> {
        if (props.tableId !== undefined) yield props.tableId as TableId;
        for (const element of content) {
          if (element.t !== 'field') continue;
          const read = tryReadStored(element.expr);
          const column = read.ok && read.value.op === 'ref' ? live.state.records.col.get(read.value.column) : undefined;
          if (column) yield column.tableId;
        }
      };
      blocks.push({ id, kind, words, typed: SEARCHED.has(kind) ? typedNumbers(words) : [], tables, content, places });
      walk(id);
    }
  };
  walk(0);
  return blocks;
}

export interface Binding {
  block: BlockId;
  /** figure and unit as typed */
  text: string;
  cell: PrintedNumber;
  /** more than one cell may be meant, or the sentence says too little */
  ambiguous: boolean;
}

export interface Bindings {
  found: Binding[];
  /** the splices that make fields of the unambiguous ones, one a block; none where there are none */
  splices(mint: MintId): ({ block: BlockId } & InlineSplice)[];
}

/** Every typed figure of the plan's text that a cell prints too. */
export function bindingsOf(live: LivePlan): Bindings {
  const blocks = planBlocks(live);
  const placed = (at: number, typed: TypedNumber): boolean => {
    const { places } = blocks[at] as PlanBlock;
    const first = places[typed.from];
    const last = places[typed.to + typed.unit.length - 1];
    return Boolean(first && last && first.element === last.element);
  };
  const offers = searchOffers(live, new PrintedNumbers(live), blocks, placed);
  const found = offers.map(({ at, typed, match }) => ({
    block: (blocks[at] as PlanBlock).id,
    text: `${typed.figure}${typed.unit}`,
    cell: match.best,
    ambiguous: !match.clear,
  }));
  const splices = (mint: MintId): ({ block: BlockId } & InlineSplice)[] =>
    blocks.flatMap((block, at) => {
      const own = offers.filter((offer) => offer.at === at && offer.match.clear);
      if (!own.length) return [];
      const content = [...block.content];
      // From behind, so that places in front stay true.
      for (const { typed, match } of own.reverse()) {
        const place = block.places[typed.from];
        const text = place && content[place.element];
        if (!place || text?.t !== 'text') continue;
        const field = fieldElement(mint<'field'>(), cellExpression(live, match.best), formatAsTyped(typed, match.best));
        const end = place.letter + typed.figure.length + typed.unit.length;
        const around = [text.s.slice(0, place.letter), text.s.slice(end)].map((s): Inline => ({ ...text, s }));
        content.splice(place.element, 1, around[0] as Inline, field, around[1] as Inline);
      }
      const splice = diffInline(block.content, content);
      return splice ? [{ block: block.id, ...splice }] : [];
    });
  return { found, splices };
}
