// Finding words in the page: figures of fields and headings' words too, in one block at a time, the found ones marked.

import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, PluginKey, TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { leafText } from './clipboard.ts';
import type { LiveText } from './live-text.ts';

export interface Found {
  from: number;
  to: number;
}

interface FindState {
  query: string;
  found: readonly Found[];
  /** index of the one shown; -1 = none */
  at: number;
  decorations: DecorationSet;
}

const findKey = new PluginKey<FindState>('find');
const MOST_FOUND = 2000;
const NOTHING: FindState = { query: '', found: [], at: -1, decorations: DecorationSet.empty };

/** All places of the words, upper and lower case alike. */
export function findWords(doc: Node, query: string, text: LiveText): Found[] {
  const wanted = query.toLowerCase();
  const found: Found[] = [];
  if (!wanted) return found;
  doc.forEach((block, pos) => {
    if (!block.isTextblock || found.length >= MOST_FOUND) return;
    let words = '';
    const starts: number[] = [];
    const ends: number[] = [];
    block.forEach((child, offset) => {
      const own = leafText(child, text);
      for (let i = 0; i < own.length; i++) {
        starts.push(pos + 1 + offset + (child.isText ? i : 0));
        ends.push(pos + 1 + offset + (child.isText ? i + 1 : child.nodeSize));
      }
      words += own.toLowerCase();
    });
    for (let at = words.indexOf(wanted); at >= 0 && found.length < MOST_FOUND; at = words.indexOf(wanted, at + wanted.length)) {
      found.push({ from: starts[at] as number, to: ends[at + wanted.length - 1] as number });
    }
  });
  return found;
}

function marked(doc: Node, query: string, found: readonly Found[], at: number): FindState {
  const decorations = found.map(({ from, to }, i) => Decoration.inline(from, to, { class: i === at ? 'found here' : 'found' }));
  return { query, found, at, decorations: DecorationSet.create(doc, decorations) };
}

export function findPlugin(text: LiveText): Plugin<FindState> {
  return new Plugin<FindState>({
    key: findKey,
    state: {
      init: () => NOTHING,
      apply: (tr, before, _old, state) => {
        const asked = tr.getMeta(findKey) as { query: string; at: number } | undefined;
        if (!asked && !(tr.docChanged && before.query)) return before;
        const query = asked?.query ?? before.query;
        if (!query) return NOTHING;
        const found = findWords(state.doc, query, text);
        return marked(state.doc, query, found, Math.min(asked?.at ?? before.at, found.length - 1));
      },
    },
    props: { decorations: (state) => findKey.getState(state)?.decorations },
  });
}

export const findIn = (state: EditorState): FindState => findKey.getState(state) ?? NOTHING;

/** Marks the words and goes to the first at or behind the cursor; '' takes the marks away. */
export function find(view: EditorView, query: string): void {
  view.dispatch(view.state.tr.setMeta(findKey, { query, at: -1 }));
  const { found } = findIn(view.state);
  if (!found.length) return;
  const { from } = view.state.selection;
  const next = found.findIndex((place) => place.from >= from);
  show(view, Math.max(next, 0));
}

/** Goes `by` places on, around the end. */
export function findNext(view: EditorView, by: 1 | -1): void {
  const { found, at } = findIn(view.state);
  if (found.length) show(view, (at + by + found.length) % found.length);
}

function show(view: EditorView, at: number): void {
  const { query, found } = findIn(view.state);
  const place = found[at] as Found;
  const tr = view.state.tr.setMeta(findKey, { query, at });
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, place.from, place.to)));
  const { node } = view.domAtPos(place.from);
  const dom = node instanceof HTMLElement ? node : node.parentElement;
  (dom?.querySelector('.found.here') ?? dom)?.scrollIntoView({ block: 'center' });
}
