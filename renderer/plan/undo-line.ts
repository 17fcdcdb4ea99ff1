// Which step 撤销 takes back and which 重做 brings again, read from the history: undo takes the newest ordinary step not
// undone, redo undoes the newest undo while no ordinary step came after it.

import type { HistoryEntry } from '../../shared/contract/messages.ts';

export interface UndoLine {
  undo: HistoryEntry | null;
  redo: HistoryEntry | null;
}

type Undone = { undo: HistoryEntry; step: HistoryEntry | undefined };

/** Ordinary steps that stand, and those that were undone and can come again; both oldest first. */
function standing(entries: readonly HistoryEntry[]): { done: HistoryEntry[]; undone: Undone[] } {
  /** a redo stands for the ordinary step it brought again */
  const broughtAgain = new Map<number, number>();
  const done: HistoryEntry[] = [];
  let undone: Undone[] = [];
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
  return { done, undone };
}

/** `entries` newest first, as the store answers them. The redo's entry is the step that comes again, so its label can be shown. */
export function undoLine(entries: readonly HistoryEntry[]): UndoLine {
  const { done, undone } = standing(entries);
  const last = undone.at(-1);
  return { undo: done.at(-1) ?? null, redo: last ? (last.step ?? last.undo) : null };
}

/**
 * How often 撤销 or 重做 leads to the plan as it was right after a step; null where neither does (the step was undone and another came
 * after it, or it is an undo itself). `times` 0: it is so now.
 */
export function wayTo(entries: readonly HistoryEntry[], step: number): { kind: 'undo' | 'redo'; times: number } | null {
  const { done, undone } = standing(entries);
  const at = done.findIndex((entry) => entry.id === step);
  if (at >= 0) return { kind: 'undo', times: done.length - 1 - at };
  const again = undone.findIndex((one) => one.step?.id === step);
  return again >= 0 ? { kind: 'redo', times: undone.length - again } : null;
}
