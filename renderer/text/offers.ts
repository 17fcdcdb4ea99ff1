// The quiet dotted line under a typed number that a table prints too, and what the offer under it needs to know.
//
// The page is searched half a second after it or a table changed, never while a composition is open. 不用 is kept in the plan as an
// answer (a person decided), so it stands after closing and can be undone like everything else.

import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { BlockId, TableId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { nearTables, type SearchedBlock, searchOffers } from '../../shared/outline/number-offers.ts';
import { type NumberMatch, PrintedNumbers, type TypedNumber, typedNumbers } from '../../shared/outline/typed-numbers.ts';
import { leafText } from './clipboard.ts';
import type { LiveText } from './live-text.ts';
import { blockAttrs, textSchema } from './schema.ts';

export interface Offer {
  /** the figure with its unit in the page */
  from: number;
  to: number;
  /** how many places of it the unit takes */
  unit: string;
  figure: string;
  block: BlockId;
  match: NumberMatch;
}

interface OffersState {
  offers: readonly Offer[];
  decorations: DecorationSet;
}

const offersKey = new PluginKey<OffersState>('offers');
interface ReadBlock {
  words: string;
  /** the place of each letter inside the block; -1 = an atom's, which is never a typed figure */
  places: number[];
  typed: TypedNumber[];
}

const read = new WeakMap<Node, ReadBlock>();

/** A block's words and the figures typed in them. Atoms give their words without digits: they belong to the sentence only. */
function readBlock(node: Node, text: LiveText): ReadBlock {
  const known = read.get(node);
  if (known) return known;
  let words = '';
  const places: number[] = [];
  node.forEach((child, offset) => {
    const own = child.isText ? (child.text ?? '') : leafText(child, text).replace(/[\d,.]/g, '□');
    words += own;
    for (let i = 0; i < own.length; i++) places.push(child.isText ? offset + i : -1);
  });
  const block = { words, places, typed: typedNumbers(words) };
  read.set(node, block);
  return block;
}

/** A page's block as the search reads it. */
function searched(node: Node, text: LiveText): SearchedBlock {
  const { id, kind, props } = blockAttrs(node);
  const { words, typed } = node.isTextblock ? readBlock(node, text) : { words: '', typed: [] };
  const tables = function* (): Generator<TableId> {
    if (props.tableId !== undefined) yield props.tableId;
    for (let i = 0; i < node.childCount; i++) {
      const child = node.child(i);
      const cell = child.type === textSchema.nodes.field ? text.cellOf(child.attrs.expr) : null;
      if (cell) yield cell.table;
    }
  };
  return { id, kind, words, typed, tables };
}

const searchedBlocks = (doc: Node, text: LiveText): SearchedBlock[] =>
  Array.from({ length: doc.childCount }, (_, i) => searched(doc.child(i), text));

/** The table a section is about: one the block itself cites, then those above, then those behind. */
export function sectionTable(doc: Node, index: number, text: LiveText): TableId | null {
  const near = nearTables(searchedBlocks(doc, text), Math.min(index, doc.childCount - 1));
  return [...near].find((table) => text.live.state.records.tbl.has(table)) ?? null;
}

type Asked = 'page' | 'plan' | 'off';

/** ms after the last change */
const SEARCH_PAUSE = 500;

/** Offers carried through an edit: a figure that was touched is another figure until the page is searched again. */
function carried(before: OffersState, tr: Transaction): OffersState {
  const offers = before.offers.flatMap((offer) => {
    const from = tr.mapping.mapResult(offer.from, 1);
    const to = tr.mapping.mapResult(offer.to, -1);
    const same = to.pos - from.pos === offer.to - offer.from && !from.deletedAfter && !to.deletedBefore;
    return same ? [{ ...offer, from: from.pos, to: to.pos }] : [];
  });
  return { offers, decorations: before.decorations.map(tr.mapping, tr.doc) };
}

export function findOffers(doc: Node, live: LivePlan, text: LiveText, index: PrintedNumbers): Offer[] {
  const blocks = searchedBlocks(doc, text);
  const starts: number[] = [];
  doc.forEach((_node, pos) => {
    starts.push(pos + 1);
  });
  /** the figure's place in the page with its unit; null where an atom stands in it */
  const placeOf = (at: number, typed: TypedNumber): { from: number; to: number } | null => {
    const { places } = readBlock(doc.child(at), text);
    const from = places[typed.from] ?? -1;
    const last = places[typed.to + typed.unit.length - 1] ?? -1;
    const start = starts[at] ?? 0;
    return from < 0 || last < 0 ? null : { from: start + from, to: start + last + 1 };
  };
  return searchOffers(live, index, blocks, (at, typed) => placeOf(at, typed) !== null).flatMap(({ at, typed, match }) => {
    const place = placeOf(at, typed);
    const block = blocks[at]?.id;
    return place && block !== undefined ? [{ ...place, unit: typed.unit, figure: typed.figure, block, match }] : [];
  });
}

function shown(doc: Node, offers: readonly Offer[]): OffersState {
  return {
    offers,
    decorations: DecorationSet.create(
      doc,
      offers.map((offer) => Decoration.inline(offer.from, offer.to, { class: 'offer' })),
    ),
  };
}

/** The search behind the dotted lines: its plugin, and when it looks again. */
export class NumberOffers {
  readonly plugin: Plugin<OffersState>;
  private view: EditorView | null = null;
  private planMovedSince = true;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(live: LivePlan, text: LiveText) {
    let index: PrintedNumbers | null = null;
    this.plugin = new Plugin<OffersState>({
      key: offersKey,
      state: {
        init: (_config, state) => shown(state.doc, []),
        apply: (tr, before, _old, state) => {
          const asked = tr.getMeta(offersKey) as Asked | undefined;
          if (asked === 'off') return shown(state.doc, []);
          if (asked) {
            if (asked === 'plan' || !index) index = new PrintedNumbers(live);
            return shown(state.doc, findOffers(state.doc, live, text, index));
          }
          return tr.docChanged ? carried(before, tr) : before;
        },
      },
      props: { decorations: (state) => offersKey.getState(state)?.decorations },
      view: (view) => {
        this.view = view;
        this.arm();
        return {
          update: (_view, before) => {
            if (before.doc !== view.state.doc) this.arm();
          },
          destroy: () => clearTimeout(this.timer),
        };
      },
    });
  }

  /** Figures of tables moved: the next search reads them again. */
  planMoved(): void {
    this.planMovedSince = true;
    this.arm();
  }

  private arm(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), SEARCH_PAUSE);
  }

  /** Searches now, unless a composition is open. */
  search(): void {
    clearTimeout(this.timer);
    const { view } = this;
    if (!view || view.isDestroyed) return;
    if (view.composing) {
      this.arm();
      return;
    }
    const asked: Asked = !view.editable ? 'off' : this.planMovedSince ? 'plan' : 'page';
    this.planMovedSince = false;
    view.dispatch(view.state.tr.setMeta(offersKey, asked));
  }
}

export const offersIn = (state: EditorState): readonly Offer[] => offersKey.getState(state)?.offers ?? [];

/** The offer the cursor stands in or right behind. */
export function offerAtCursor(state: EditorState): Offer | null {
  const { from, to, empty } = state.selection;
  return offersIn(state).find((offer) => offer.from <= from && to <= offer.to && (empty || from !== to)) ?? null;
}
