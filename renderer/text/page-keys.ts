// The page's keys, as officials know them from WPS. Undo and redo are the plan's; a structural key is its own command at once.

import { toggleMark } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { type Command, type EditorState, type Plugin, TextSelection } from 'prosemirror-state';
import type { PlanSession } from '../plan/session-types.ts';
import { backspace, deleteForward, insertBreak, setBlocks, shiftHeadings, splitBlock } from './edit-commands.ts';
import { textSchema } from './schema.ts';

export interface KeyTargets {
  session: PlanSession;
  /** makes the typing into a command now */
  commit(): void;
  onFind(): void;
  /** F2 beside the field at this place */
  onSource(field: number): void;
}

/** The place of the field beside the cursor; null where none is. */
function fieldBeside({ selection }: EditorState): number | null {
  const { $from, empty } = selection;
  if (!empty) return null;
  if ($from.nodeBefore?.type === textSchema.nodes.field) return $from.pos - 1;
  return $from.nodeAfter?.type === textSchema.nodes.field ? $from.pos : null;
}

const selectAll: Command = (state, dispatch) => {
  const { doc } = state;
  dispatch?.(state.tr.setSelection(TextSelection.between(doc.resolve(0), doc.resolve(doc.content.size))));
  return true;
};

export function pageKeys(targets: KeyTargets): Plugin {
  const does = (act: () => unknown): Command => {
    return () => {
      act();
      return true;
    };
  };
  const committing = (command: Command): Command => {
    return (state, dispatch, view) => {
      const done = command(state, dispatch, view);
      if (done && dispatch) targets.commit();
      return done;
    };
  };
  const { bold, underline } = textSchema.marks;
  const undo = does(() => targets.session.undo());
  const redo = does(() => targets.session.redo());
  return keymap({
    Enter: committing(splitBlock),
    'Shift-Enter': insertBreak,
    Backspace: backspace,
    'Mod-Backspace': backspace,
    'Shift-Backspace': backspace,
    Delete: deleteForward,
    Tab: committing(shiftHeadings(1)),
    'Shift-Tab': committing(shiftHeadings(-1)),
    'Mod-z': undo,
    'Mod-y': redo,
    'Mod-Shift-z': redo,
    'Mod-f': does(targets.onFind),
    F2: (state) => {
      const field = fieldBeside(state);
      if (field !== null) targets.onSource(field);
      return field !== null;
    },
    'Mod-Alt-0': committing(setBlocks({ kind: 'para' })),
    'Mod-Alt-1': committing(setBlocks({ kind: 'heading', level: 1 })),
    'Mod-Alt-2': committing(setBlocks({ kind: 'heading', level: 2 })),
    'Mod-Alt-3': committing(setBlocks({ kind: 'heading', level: 3 })),
    'Mod-Alt-4': committing(setBlocks({ kind: 'heading', level: 4 })),
    'Mod-a': selectAll,
    ...(bold && { 'Mod-b': toggleMark(bold) }),
    ...(underline && { 'Mod-u': toggleMark(underline) }),
  });
}
