// The layer over the cells: the text box on the active cell, the fill handle at the selection's corner, the bubble, and the words
// that a screen reader hears. It follows the cells as they scroll and hides what lies under a head or a total.

import { type Axes, cellAt, type GridCell } from './axes.ts';
import { Bubble } from './bubble.ts';
import { ChoiceList } from './choice-list.ts';
import type { EditorBox } from './editor-box.ts';
import { newestBox, type Selection } from './selection.ts';
import type { GridSurface } from './surface.ts';

interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

export class Overlay {
  readonly layer = document.createElement('div');
  readonly handle = document.createElement('div');
  readonly bubble = new Bubble();
  readonly choices: ChoiceList;
  private readonly spoken = document.createElement('div');
  private readonly editor: EditorBox;
  private readonly surface: () => GridSurface;

  /** `choose` is called with a value that was clicked in the list of choices. */
  constructor(editor: EditorBox, surface: () => GridSurface, choose: (text: string) => void) {
    this.editor = editor;
    this.surface = surface;
    this.choices = new ChoiceList(choose);
    this.layer.className = 'gc-layer';
    this.handle.className = 'gc-handle';
    this.handle.hidden = true;
    this.spoken.className = 'unseen';
    this.spoken.setAttribute('aria-live', 'polite');
    this.layer.append(this.handle, editor.element, this.choices.element, this.bubble.element, this.spoken);
  }

  /** For the ear: the active cell, or what happened. */
  speak(words: string): void {
    if (this.spoken.textContent !== words) this.spoken.textContent = words;
  }

  /** Puts everything where its cell is now. */
  layOut(selection: Selection | null, axes: Axes, withHandle: boolean): void {
    const room = { right: this.layer.clientWidth, bottom: this.layer.clientHeight };
    const rect = selection && this.rectOf(selection.active);
    if (selection && rect) {
      const cell = this.surface().cells.at(selection.active.row, selection.active.col)?.cell;
      this.editor.element.classList.toggle('gc-right', cell?.classList.contains('gc-right') ?? false);
      this.editor.place(rect, room);
      this.choices.place(rect, room);
      this.bubble.place(rect, room);
    }
    const box = withHandle && selection?.ranges.length === 1 ? newestBox(selection, axes) : null;
    const corner = box && cellAt(axes, box.bottom, box.right);
    const at = corner && this.rectOf(corner);
    this.handle.hidden = !at || !corner || !this.isSeen(at, corner);
    if (at) {
      this.handle.style.left = `${at.left + at.width - 6}px`;
      this.handle.style.top = `${at.top + at.height - 5}px`;
    }
  }

  private rectOf(cell: GridCell): Rect | null {
    const element = this.surface().cells.at(cell.row, cell.col)?.cell;
    if (!element?.isConnected) return null;
    const origin = this.layer.getBoundingClientRect();
    const rect = element.getBoundingClientRect();
    return { left: rect.left - origin.left, top: rect.top - origin.top, width: rect.width, height: rect.height };
  }

  /** False for a corner that scrolled under the head, the pinned total or a pinned column. */
  private isSeen(rect: Rect, cell: GridCell): boolean {
    const origin = this.layer.getBoundingClientRect();
    const x = origin.left + rect.left + rect.width - 4;
    const y = origin.top + rect.top + rect.height - 4;
    const under = document
      .elementsFromPoint(x, y)
      .map((element) => element.closest('.ag-cell, .ag-header'))
      .find((element) => element !== null);
    const view = under && this.surface().cells.byElement.get(under);
    return view !== undefined && view !== null && view.row === cell.row && view.col === cell.col;
  }
}
