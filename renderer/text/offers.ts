// The quiet dotted line under a typed number that a table prints too, and what the offer under it needs to know.
//
// The page is searched half a second after it or a table changed, never while a composition is open. 不用 is kept in the plan as an
// answer (a person decided), so it stands after closing and can be undone like everything else.

import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { BlockId, TableId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import {
  matchNumber,
  type NumberMatch,
  PrintedNumbers,
  type TypedNumber,
  typedNumbers,
} from '../../shared/outline/typed-numbers.ts';
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
const SEARCHED: ReadonlySet<string> = new Set(['para', 'heading', 'term', 'label-line', 'table-note']);

/** The answer's id that keeps a declined offer. */
export const declinedId = (block: BlockId, figure: string, unit: string): string => `typed-number:${block}:${figure}${unit}`;

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

/** Tables that the section around a block cites: by a table in place, a field or a reference. */
function nearTables(doc: Node, index: number, text: LiveText): Set<TableId> {
  const near = new Set<TableId>();
  const look = (node: Node): boolean => {
    const { kind, props } = blockAttrs(node);
    if (props.tableId !== undefined) near.add(props.tableId);
    node.forEach((child) => {
      if (child.type === textSchema.nodes.field) {
        const cell = text.cellOf(child.attrs.expr);
        if (cell) near.add(cell.table);
      }
    });
    return kind === 'heading';
  };
  for (let i = index; i >= 0; i--) if (look(doc.child(i))) break;
  for (let i = index + 1; i < doc.childCount; i++) {
    if (blockAttrs(doc.child(i)).kind === 'heading') break;
    look(doc.child(i));
  }
  return near;
}

/** The table a section is about: one the block itself cites, then those above, then those behind. */
export function sectionTable(doc: Node, index: number, text: LiveText): TableId | null {
  return (
    [...nearTables(doc, Math.min(index, doc.childCount - 1), text)].find((table) => text.live.state.records.tbl.has(table)) ?? null
  );
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

/** More than this nobody walks through. */
const MOST_OFFERS = 2000;

export function findOffers(doc: Node, live: LivePlan, text: LiveText, index: PrintedNumbers): Offer[] {
  const offers: Offer[] = [];
  let section: Set<TableId> | null = null;
  doc.forEach((node, pos, at) => {
    const { id, kind } = blockAttrs(node);
    if (kind === 'heading') section = null;
    if (!node.isTextblock || !SEARCHED.has(kind) || offers.length >= MOST_OFFERS) return;
    const { words, places, typed } = readBlock(node, text);
    for (const figure of typed) {
      if (!index.find(figure.figure).length) continue;
      const from = places[figure.from] ?? -1;
      const last = places[figure.to + figure.unit.length - 1] ?? -1;
      if (from < 0 || last < 0 || live.state.records.answer.has(declinedId(id, figure.figure, figure.unit))) continue;
      section ??= nearTables(doc, at, text);
      const match = matchNumber(live, index, figure, words.slice(0, figure.from), section);
      const start = pos + 1;
      if (match)
        offers.push({ from: start + from, to: start + last + 1, unit: figure.unit, figure: figure.figure, block: id, match });
    }
  });
  return offers;
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
