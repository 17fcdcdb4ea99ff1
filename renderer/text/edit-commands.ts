// What the keys do to the text: Enter begins a paragraph, Backspace joins, Tab moves a heading a level, as officials know it from WPS.

import type { Node } from 'prosemirror-model';
import { type Command, NodeSelection, TextSelection } from 'prosemirror-state';
import type { BlockKind, BlockProps } from '../../shared/model/blocks.ts';
import { type BlockAttrs, blockAttrs, textSchema } from './schema.ts';

export const DEEPEST_LEVEL = 4;

/** What Enter begins behind a block of this kind; the others go on with a paragraph. */
const GOES_ON: ReadonlySet<BlockKind> = new Set(['para', 'table-note', 'term', 'label-line', 'signature', 'notes-line']);

interface InBlock {
  node: Node;
  pos: number;
  index: number;
  attrs: BlockAttrs;
}

function blockAt(doc: Node, pos: number): InBlock | null {
  const $pos = doc.resolve(pos);
  if ($pos.depth === 0) return null;
  const node = $pos.node(1);
  return { node, pos: $pos.before(1), index: $pos.index(0), attrs: blockAttrs(node) };
}

/** The block that holds the cursor's end of the selection, or the selected fixed block. */
export function currentBlock(state: { doc: Node; selection: { $head: { pos: number } } }): InBlock | null {
  const selection = state.selection;
  if (selection instanceof NodeSelection && selection.$from.depth === 0) {
    return { node: selection.node, pos: selection.from, index: selection.$from.index(0), attrs: blockAttrs(selection.node) };
  }
  return blockAt(state.doc, selection.$head.pos);
}

const paragraph = (parent: BlockAttrs['parent'], props: BlockProps = {}): Node =>
  textSchema.nodes.text_block.create({ id: 0, parent, kind: 'para', props });

/** Enter: splits a paragraph; behind a heading begins a paragraph; in front of words makes room above; an empty heading becomes a paragraph. */
export const splitBlock: Command = (state, dispatch) => {
  const { selection } = state;
  if (selection instanceof NodeSelection && selection.$from.depth === 0) {
    if (dispatch) {
      const tr = state.tr.insert(selection.to, paragraph(blockAttrs(selection.node).parent));
      dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to + 1)).scrollIntoView());
    }
    return true;
  }
  const tr = state.tr.deleteSelection();
  const at = tr.selection.from;
  const block = blockAt(tr.doc, at);
  if (!block?.node.isTextblock) return false;
  if (!dispatch) return true;
  const { attrs, node, pos } = block;
  const offset = at - pos - 1;
  if (attrs.kind !== 'para' && node.content.size === 0 && attrs.kind === 'heading') {
    tr.setNodeMarkup(pos, null, { ...node.attrs, kind: 'para', props: {} });
  } else if (offset === 0 && node.content.size > 0) {
    tr.insert(pos, paragraph(attrs.parent));
  } else {
    const atEnd = offset === node.content.size;
    const kind = atEnd && !GOES_ON.has(attrs.kind) ? 'para' : attrs.kind;
    const props = kind === attrs.kind ? attrs.props : {};
    tr.split(at, 1, [{ type: textSchema.nodes.text_block, attrs: { id: 0, parent: attrs.parent, kind, props } }]);
  }
  dispatch(tr.scrollIntoView());
  return true;
};

/** True where other blocks stand inside this one, so it may not vanish into its neighbour. */
function holdsBlocks(doc: Node, attrs: BlockAttrs): boolean {
  let holds = false;
  doc.forEach((node) => {
    if (blockAttrs(node).parent === attrs.id) holds = true;
  });
  return holds;
}

/** An inline atom (a field, a year) beside the cursor goes with one key. */
function deleteAtom(side: -1 | 1): Command {
  return (state, dispatch) => {
    const { $from, empty } = state.selection;
    if (!empty) return false;
    const node = side < 0 ? $from.nodeBefore : $from.nodeAfter;
    if (!node?.isInline || !node.isAtom || node.isText) return false;
    dispatch?.(
      state.tr
        .delete(side < 0 ? $from.pos - node.nodeSize : $from.pos, side < 0 ? $from.pos : $from.pos + node.nodeSize)
        .scrollIntoView(),
    );
    return true;
  };
}

/** Joins block `index` into the one before it; an empty first one just goes. */
function joinAt(index: number): Command {
  return (state, dispatch) => {
    const { doc } = state;
    const before = doc.child(index - 1);
    const after = doc.child(index);
    let pos = 0;
    for (let i = 0; i < index; i++) pos += doc.child(i).nodeSize;
    const a = blockAttrs(before);
    const b = blockAttrs(after);
    if (!after.isTextblock) {
      dispatch?.(state.tr.setSelection(NodeSelection.create(doc, pos)));
      return true;
    }
    if (!before.isTextblock) {
      if (dispatch) {
        const tr = state.tr;
        if (after.content.size === 0) tr.delete(pos, pos + after.nodeSize);
        dispatch(tr.setSelection(NodeSelection.create(tr.doc, pos - before.nodeSize)).scrollIntoView());
      }
      return true;
    }
    if (before.content.size === 0 && !holdsBlocks(doc, a)) {
      dispatch?.(state.tr.delete(pos - before.nodeSize, pos).scrollIntoView());
      return true;
    }
    // The blocks of a box or annex never leak into what stands around it.
    if (holdsBlocks(doc, b) || (a.parent !== b.parent && a.id !== b.parent)) return true;
    dispatch?.(state.tr.join(pos).scrollIntoView());
    return true;
  };
}

/** Backspace in front of a block: a heading gives up its number first, then it joins the block before. */
const joinBackward: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth === 0 || $from.parentOffset > 0) return false;
  const block = blockAt(state.doc, $from.pos);
  if (!block) return false;
  if (block.attrs.kind === 'heading') {
    dispatch?.(state.tr.setNodeMarkup(block.pos, null, { ...block.node.attrs, kind: 'para', props: {} }));
    return true;
  }
  return block.index === 0 ? true : joinAt(block.index)(state, dispatch);
};

const joinForward: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth === 0 || $from.parentOffset < $from.parent.content.size) return false;
  const block = blockAt(state.doc, $from.pos);
  if (!block || block.index + 1 >= state.doc.childCount) return true;
  return joinAt(block.index + 1)(state, dispatch);
};

const deleteSelection: Command = (state, dispatch) => {
  if (state.selection.empty) return false;
  const { selection } = state;
  if (dispatch) {
    const tr = state.tr.deleteSelection();
    // A fixed block taken out leaves a place to type where nothing else is left.
    if (tr.doc.childCount === 0) tr.insert(0, paragraph(null));
    if (selection instanceof NodeSelection && selection.$from.depth === 0) {
      tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(selection.from, tr.doc.content.size)), -1));
    }
    dispatch(tr.scrollIntoView());
  }
  return true;
};

export const backspace: Command = (state, dispatch, view) =>
  deleteSelection(state, dispatch) || deleteAtom(-1)(state, dispatch, view) || joinBackward(state, dispatch, view);

export const deleteForward: Command = (state, dispatch, view) =>
  deleteSelection(state, dispatch) || deleteAtom(1)(state, dispatch, view) || joinForward(state, dispatch, view);

/** Every text block that the selection touches. */
function touchedBlocks(state: Parameters<Command>[0]): InBlock[] {
  const list: InBlock[] = [];
  const { from, to } = state.selection;
  state.doc.forEach((node, pos, index) => {
    if (pos <= to && pos + node.nodeSize >= from && node.isTextblock && !(pos + node.nodeSize === from || pos === to)) {
      list.push({ node, pos, index, attrs: blockAttrs(node) });
    }
  });
  return list;
}

export type BlockChoice = { kind: 'para' } | { kind: 'heading'; level: number } | { kind: 'title' } | { kind: 'table-note' };

/** Makes the selected blocks paragraphs, headings, the title or notes; other kinds keep what only they have. */
export function setBlocks(choice: BlockChoice): Command {
  return (state, dispatch) => {
    const blocks = touchedBlocks(state).filter(({ attrs }) => attrs.kind !== 'box' && attrs.kind !== 'annex');
    if (!blocks.length) return false;
    if (dispatch) {
      const tr = state.tr;
      for (const { node, pos, attrs } of blocks) {
        let props: BlockProps = {};
        if (choice.kind === 'heading') {
          const was = attrs.kind === 'heading' ? attrs.props : {};
          props = { ...was, level: choice.level, number: was.number ?? 'auto' };
        } else if (choice.kind === 'para' && attrs.props.align) props = { align: attrs.props.align };
        tr.setNodeMarkup(pos, null, { ...node.attrs, kind: choice.kind, props });
      }
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

/** Tab and Shift+Tab: headings go a level down or up; the key never leaves the page. */
export function shiftHeadings(by: 1 | -1): Command {
  return (state, dispatch) => {
    const headings = touchedBlocks(state).filter(({ attrs }) => attrs.kind === 'heading');
    const tr = state.tr;
    for (const { node, pos, attrs } of headings) {
      const level = Math.min(DEEPEST_LEVEL, Math.max(1, (attrs.props.level ?? 1) + by));
      if (level !== attrs.props.level) tr.setNodeMarkup(pos, null, { ...node.attrs, props: { ...attrs.props, level } });
    }
    if (tr.docChanged) dispatch?.(tr);
    return true;
  };
}

/** A heading whose text goes on in the same paragraph after its first 。, or one that stands alone. */
export const toggleRunIn: Command = (state, dispatch) => {
  const block = currentBlock(state);
  if (block?.attrs.kind !== 'heading') return false;
  const { runIn, ...rest } = block.attrs.props;
  const props: BlockProps = runIn ? rest : { ...rest, runIn: true };
  dispatch?.(state.tr.setNodeMarkup(block.pos, null, { ...block.node.attrs, props }));
  return true;
};

/** A heading kept as printed counts by itself from now on. */
export const numberByItself: Command = (state, dispatch) => {
  const block = currentBlock(state);
  if (block?.attrs.kind !== 'heading' || typeof block.attrs.props.number !== 'object') return false;
  dispatch?.(state.tr.setNodeMarkup(block.pos, null, { ...block.node.attrs, props: { ...block.attrs.props, number: 'auto' } }));
  return true;
};

export const insertBreak: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.isTextblock) return false;
  dispatch?.(state.tr.replaceSelectionWith(textSchema.nodes.br.create()).scrollIntoView());
  return true;
};
