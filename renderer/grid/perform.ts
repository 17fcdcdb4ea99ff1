// What each intention of a key does to the grid.

import type { Result } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { gridWords } from '../words/grid.ts';
import type { GridCell } from './axes.ts';
import type { GridController } from './controller.ts';
import { rulesAt } from './editable.ts';
import type { Intent } from './keys.ts';
import { moveArrow, moveOn, movePage, moveToEnd } from './moves.ts';
import { isSingle, newestBox, type Selection, selectAll, selectColumns, selectRows } from './selection.ts';

export function perform(grid: GridController, intent: Intent): void {
  const { selection, axes, live } = grid;
  if (!selection) {
    if (intent.do === 'insert-rows') grid.rows.insert('below');
    return;
  }
  switch (intent.do) {
    case 'arrow': {
      if (!grid.leaveEditor()) return;
      grid.returnColumn = null;
      const isEmpty = (cell: GridCell): boolean => live.text(cell.row, cell.col) === '';
      grid.select(moveArrow(axes, selection, intent.direction, intent, isEmpty));
      return;
    }
    case 'page':
      if (grid.leaveEditor()) grid.select(movePage(axes, selection, grid.surface.pageRows * (intent.back ? -1 : 1), intent.extend));
      return;
    case 'end':
      grid.select(moveToEnd(axes, selection, intent.end, intent.whole, intent.extend));
      return;
    case 'next':
      next(grid, intent.key, intent.back);
      return;
    case 'edit':
      grid.edit();
      return;
    case 'empty-and-edit':
      grid.edit('');
      return;
    case 'toggle-mode':
      grid.editor.toggleMode();
      return;
    case 'restore':
      grid.closeEditor();
      return;
    case 'escape':
      grid.hideBubble();
      grid.clipboard.dropCut();
      grid.showSelection();
      return;
    case 'line-break':
      lineBreak(grid);
      return;
    case 'enter-all':
      enterAll(grid, selection);
      return;
    case 'clear':
      grid.cells.clear();
      return;
    case 'select-all':
      keepActive(grid, selectAll(axes, selection.active));
      return;
    case 'select-rows': {
      const box = newestBox(selection, axes);
      keepActive(grid, box && selectRows(axes, box.top, box.bottom));
      return;
    }
    case 'select-columns': {
      const box = newestBox(selection, axes);
      keepActive(grid, box && selectColumns(axes, box.left, box.right));
      return;
    }
    case 'fill':
      grid.cells.fill(intent.direction);
      return;
    case 'paste-special':
      grid.clipboard.askSpecial();
      return;
    case 'undo':
      if (grid.session.undoTarget()) void take(grid, grid.session.undo());
      return;
    case 'redo':
      if (grid.session.redoTarget()) void take(grid, grid.session.redo());
      return;
    case 'insert-rows':
      grid.rows.insert('above');
      return;
    case 'delete-rows':
      grid.rows.delete();
      return;
    case 'menu': {
      const rect = grid.editor.element.getBoundingClientRect();
      grid.events.menu({ x: rect.left + 12, y: rect.bottom });
      return;
    }
  }
}

/** An undo or redo that was refused says why. */
async function take(grid: GridController, answer: Promise<Result<null>>): Promise<void> {
  const done = await answer;
  if (!done.ok) grid.say('error', sentenceOf(done.failure));
}

function keepActive(grid: GridController, made: Selection | null): void {
  if (made && grid.selection) grid.select({ active: grid.selection.active, ranges: made.ranges }, false);
}

function next(grid: GridController, key: 'tab' | 'enter', back: boolean): void {
  if (!grid.leaveEditor()) return;
  const { axes } = grid;
  const selection = grid.selection as Selection;
  if (key === 'tab' && !back) grid.returnColumn ??= axes.colAt.get(selection.active.col) ?? null;
  const moved = moveOn(axes, selection, key, back, key === 'enter' ? grid.returnColumn : null);
  if (key === 'enter') grid.returnColumn = null;
  grid.select(moved, true, moved.active);
}

function lineBreak(grid: GridController): void {
  const active = grid.selection?.active;
  const kind = active && rulesAt(grid.live, active)?.kind;
  if (!kind || kind === 'number' || kind === 'year') grid.say('hint', gridWords.noLineBreak);
  else grid.editor.insert('\n');
}

/** Ctrl+Enter: what is typed goes into every selected cell. */
function enterAll(grid: GridController, selection: Selection): void {
  if (isSingle(selection)) {
    grid.commit();
    return;
  }
  const value = grid.editor.text;
  const cells = grid.cells.writable().map((cell) => ({ ...cell, value }));
  if (cells.length && grid.tryRun({ type: 'set-cells', cells })) grid.closeEditor();
}
