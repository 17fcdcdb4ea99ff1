// A field comes into the text: at the cursor by the picker, by a cell dropped from the grid, or in place of typed digits.
//
// The plan is changed first and the page follows, so a field always stands under its own step (插入引用, 改为引用) in the history.

import type { Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { CommandOf } from '../../shared/commands/schema.ts';
import { fail, type Result } from '../../shared/contract/failure.ts';
import type { FieldFormat, Inline } from '../../shared/model/blocks.ts';
import type { BlockId } from '../../shared/model/ids.ts';
import type { Moved } from '../../shared/model/live-plan.ts';
import { diffInline } from '../../shared/outline/inline.ts';
import { cellExpression, fieldElement } from '../../shared/outline/number-offers.ts';
import type { CellRef } from '../plan/session-types.ts';
import { blockOf, inlineFragment, inlineOf } from './convert.ts';
import type { PickRequest } from './field-picker.tsx';
import type { PageEditor } from './page-editor.ts';
import { blockAttrs, textSchema } from './schema.ts';

/** Where a place of a text block lies in its stored content: which element, how far into it. */
export function inlinePlace(block: Node, offset: number): { at: number; offset: number } {
  const before = inlineOf(block.content.cut(0, offset));
  const whole = inlineOf(block.content);
  const last = before.at(-1);
  if (!last) return { at: 0, offset: 0 };
  const there = whole[before.length - 1];
  if (last.t === 'text' && there?.t === 'text' && last.s.length < there.s.length)
    return { at: before.length - 1, offset: last.s.length };
  return { at: before.length, offset: 0 };
}

/** What the picker starts from: the cursor, or the field at a place (then it gives that field another source). */
export function pickAt(editor: PageEditor, field: number | null): PickRequest | null {
  if (!editor.isEditable) return null;
  const { doc, selection } = editor.view.state;
  if (field !== null) {
    const node = doc.nodeAt(field);
    if (node?.type !== textSchema.nodes.field) return null;
    return { pos: field, field: { id: node.attrs.id, expr: node.attrs.expr, fmt: node.attrs.fmt } };
  }
  return selection.$head.parent.isTextblock ? { pos: selection.from, field: null } : null;
}

/** Puts a field into the text at a place of the page, or gives the field there a new source. */
export function insertField(editor: PageEditor, request: PickRequest, expr: string, fmt: FieldFormat | null): Result<Moved> {
  const id = request.field?.id ?? editor.session.mint<'field'>();
  const element = fieldElement(id, expr, fmt);
  if (request.field) return replaceRange(editor, request.pos, request.pos + 1, [element], 'edit-text', request.pos + 1);
  editor.sync.commit();
  const { state } = editor.view;
  const pos = Math.min(request.pos, state.doc.content.size);
  const $pos = state.doc.resolve(pos);
  if ($pos.depth === 0) return fail('bad-command', { reason: 'no-text-here' });
  const { selection } = state;
  if (!selection.empty && selection.$from.sameParent(selection.$to) && selection.from === pos) {
    return replaceRange(editor, selection.from, selection.to, [element], 'bind-fields', pos + 1);
  }
  const block = $pos.node(1);
  const place = inlinePlace(block, $pos.parentOffset);
  const command: CommandOf<'insert-field'> = { type: 'insert-field', block: blockAttrs(block).id, ...place, field: element };
  return run(editor, command, blockAttrs(block).id, $pos.parentOffset + 1);
}

/** Runs the command, then puts the cursor `offset` letters into the block. */
function run(editor: PageEditor, command: Parameters<PageEditor['sync']['run']>[0], block: BlockId, offset: number): Result<Moved> {
  const done = editor.sync.run(command);
  if (!done.ok) return done;
  editor.putCursor(block, offset);
  return done;
}

/** Replaces a stretch inside one block by elements, as one command; the cursor goes to `cursor` (a position of the page). */
export function replaceRange(
  editor: PageEditor,
  from: number,
  to: number,
  elements: Inline[],
  type: 'bind-fields' | 'edit-text',
  cursor: number,
): Result<Moved> {
  editor.sync.commit();
  const { doc } = editor.view.state;
  const $from = doc.resolve(from);
  const block = $from.node(1);
  const start = $from.start(1);
  const stored = blockOf(block);
  const wanted = inlineOf(
    block.content
      .cut(0, from - start)
      .append(inlineFragment(elements))
      .append(block.content.cut(to - start)),
  );
  const plan = editor.session.live.state.records.block.get(stored.id)?.content ?? stored.content;
  const splice = diffInline(plan, wanted);
  if (!splice) return fail('bad-command', { reason: 'nothing-changed' });
  return run(editor, { type, splices: [{ block: stored.id, ...splice }] }, stored.id, cursor - start);
}

/** A cell of the grid (its CellRef as JSON) becomes a field at the cursor; false where it is none of this plan's. */
export function insertCell(editor: PageEditor, json: string): boolean {
  let cell: unknown;
  try {
    cell = JSON.parse(json);
  } catch {
    return false;
  }
  const { table, row, column } = (cell ?? {}) as Partial<CellRef>;
  const { records } = editor.session.live.state;
  if (!table || !row || !column || records.row.get(row)?.tableId !== table || records.col.get(column)?.tableId !== table)
    return false;
  const { selection } = editor.view.state;
  if (!(selection instanceof TextSelection)) return false;
  const expr = cellExpression(editor.session.live, { table, row, column });
  const done = insertField(editor, { pos: selection.from, field: null }, expr, null);
  if (done.ok) editor.view.focus();
  return done.ok;
}
