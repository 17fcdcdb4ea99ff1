// What the mouse does in the page: a click on a number shows its cell, text and cells are dropped where they are let go.

import type { Node, Slice } from 'prosemirror-model';
import { Selection, TextSelection } from 'prosemirror-state';
import { CELL_TYPE } from '../plan/copied-cell.ts';
import { insertCell } from './insert-field.ts';
import type { FieldTarget, PageEditor, PageEvents } from './page-editor.ts';
import { pasteSlice } from './paste-slice.ts';
import { blockAttrs, textSchema } from './schema.ts';

function fieldAt(editor: PageEditor, pos: number): FieldTarget | null {
  const { doc } = editor.view.state;
  const node = doc.nodeAt(pos);
  if (node?.type !== textSchema.nodes.field) return null;
  return { field: node.attrs.id, block: blockAttrs(doc.resolve(pos).node(1)).id, cell: editor.text.cellOf(node.attrs.expr) };
}

/** The cursor goes beside the atom, on the side that was clicked; a field and a footnote tell the window. */
export function clickAtom(editor: PageEditor, events: PageEvents, node: Node, pos: number, event: MouseEvent): boolean {
  if (!node.isInline || !node.isAtom || node.isText) return false;
  const { view } = editor;
  const dom = view.nodeDOM(pos);
  const box = dom instanceof HTMLElement ? dom.getBoundingClientRect() : null;
  const behind = !box || event.clientX > box.left + box.width / 2;
  if (!event.shiftKey) {
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, behind ? pos + node.nodeSize : pos)));
  }
  if (node.type === textSchema.nodes.carried && node.attrs.element.t === 'foot' && editor.isEditable) events.onFoot(pos);
  const target = fieldAt(editor, pos);
  if (target) events.onField(target);
  view.focus();
  return true;
}

/** Text dragged inside the page or from elsewhere goes by the rules of pasting; a cell of the grid becomes a field. */
export function dropInto(editor: PageEditor, event: DragEvent, slice: Slice, moved: boolean): boolean {
  const { view } = editor;
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!place || !editor.isEditable) return true;
  const cell = event.dataTransfer?.getData(CELL_TYPE);
  event.preventDefault();
  const tr = view.state.tr;
  if (moved) tr.deleteSelection();
  tr.setSelection(Selection.near(tr.doc.resolve(Math.min(tr.mapping.map(place.pos), tr.doc.content.size))));
  view.dispatch(tr);
  if (cell) {
    insertCell(editor, cell);
    return true;
  }
  const pasted = pasteSlice(view.state, slice);
  if (pasted) view.dispatch(pasted.scrollIntoView());
  view.focus();
  return true;
}
