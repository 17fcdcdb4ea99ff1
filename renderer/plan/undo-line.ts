// Which step 撤销 takes back and which 重做 brings again, read from the history: undo takes the newest ordinary step not
// undone, redo undoes the newest undo while no ordinary step came after it.

import type { HistoryEntry } from '../../shared/contract/messages.ts';

export interface UndoLine {
  undo: HistoryEntry | null;
  redo: HistoryEntry | null;
}

/** `entries` newest first, as the store answers them. The redo's entry is the step that comes again, so its label can be shown. */
export function undoLine(entries: readonly HistoryEntry[]): UndoLine {
  /** a redo stands for the ordinary step it brought again */
  const broughtAgain = new Map<number, number>();
  const done: HistoryEntry[] = [];
  let undone: { undo: HistoryEntry; step: HistoryEntry | undefined }[] = [];
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i] as HistoryEntry;
    if (entry.code === 'undo') {
      const target = broughtAgain.get(entry.undoes ?? -1) ?? entry.undoes;
      const at = done.findLastIndex((e) => e.id === target);
      const [step] = at >= 0 ? done.splice(at, 1) : [];
      undone.push({ undo: entry, step });
    } else if (entry.code === 'redo') {
      const at = undone.findLastIndex((u) => u.undo.id === entry.undoes);
      const [again] = at >= 0 ? undone.splice(at, 1) : [];
      if (again?.step) {
        done.push(again.step);
        broughtAgain.set(entry.id, again.step.id);
      }
    } else {
      done.push(entry);
      undone = [];
    }
  }
  const last = undone.at(-1);
  return { undo: done.at(-1) ?? null, redo: last ? (last.step ?? last.undo) : null };
}
