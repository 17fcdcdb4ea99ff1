// Puts pasted blocks into the page by one rule: what was one paragraph goes into the sentence, what was several keeps its paragraphs.
//
// The first pasted paragraph continues the one at the cursor, the last one is continued by what stood behind the cursor; headings
// in between stay headings. An empty paragraph takes on the kind of what is pasted into it.

import { Fragment, type Node, type Slice } from 'prosemirror-model';
import { type EditorState, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import { blockAttrs, textSchema } from './schema.ts';

const { text_block } = textSchema.nodes;

const isPara = (node: Node): boolean => node.type === text_block && blockAttrs(node).kind === 'para';

function blocksIn(slice: Slice): Node[] {
  const blocks: Node[] = [];
  let loose: Node[] = [];
  const close = (): void => {
    if (loose.length) blocks.push(text_block.create({ id: 0, parent: null, kind: 'para', props: {} }, loose));
    loose = [];
  };
  slice.content.forEach((node) => {
    if (node.isInline) loose.push(node);
    else {
      close();
      // Fresh ids always: the same words in two places are two blocks.
      blocks.push(node.type.create({ ...node.attrs, id: 0, parent: null }, node.content, node.marks));
    }
  });
  close();
  return blocks;
}

/** The transaction that pastes the slice over the selection; null where there is nothing to paste. */
export function pasteSlice(state: EditorState, slice: Slice): Transaction | null {
  const pasted = blocksIn(slice);
  const first = pasted[0];
  if (!first) return null;
  const tr = state.tr.deleteSelection();
  const { $from } = tr.selection;
  if ($from.depth === 0 || !$from.parent.isTextblock) {
    const at = tr.selection.to;
    tr.insert(at, pasted);
    return tr.setSelection(Selection.near(tr.doc.resolve(at + Fragment.from(pasted).size), -1));
  }
  const target = $from.node(1);
  const empty = target.content.size === 0;
  if (pasted.length === 1 && first.type === text_block && (isPara(first) || !empty)) {
    const at = $from.pos;
    tr.replaceWith(at, at, first.content);
    return tr.setSelection(TextSelection.create(tr.doc, at + first.content.size));
  }
  const start = $from.before(1);
  const head = target.content.cut(0, $from.parentOffset);
  const tail = target.content.cut($from.parentOffset);
  const parent = blockAttrs(target).parent;
  const blocks = pasted.map((node) => node.type.create({ ...node.attrs, parent }, node.content, node.marks));
  const last = blocks.at(-1) as Node;
  let cursorBack = 0;
  if (tail.size > 0) {
    if (isPara(last)) {
      blocks[blocks.length - 1] = last.copy(last.content.append(tail));
      cursorBack = tail.size + 1;
    } else {
      blocks.push(
        text_block.create(
          {
            ...target.attrs,
            id: head.size ? 0 : target.attrs.id,
            kind: head.size ? 'para' : blockAttrs(target).kind,
            props: head.size ? {} : target.attrs.props,
          },
          tail,
        ),
      );
      cursorBack = tail.size + 3;
    }
  } else cursorBack = 1;
  if (head.size > 0) {
    const lead = blocks[0] as Node;
    if (isPara(lead)) blocks[0] = target.copy(head.append(lead.content));
    else blocks.unshift(target.copy(head));
  } else if (isPara(blocks[0] as Node) && tail.size === 0) {
    // The empty block at the cursor is the first pasted paragraph.
    blocks[0] = target.copy((blocks[0] as Node).content);
  }
  tr.replaceWith(start, start + target.nodeSize, blocks);
  const end = start + Fragment.from(blocks).size;
  return tr.setSelection(Selection.near(tr.doc.resolve(Math.max(0, end - cursorBack)), -1));
}
