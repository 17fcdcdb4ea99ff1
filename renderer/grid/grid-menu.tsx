// The grid's own menu: what can be done with the selection, each with its key beside it.

import type { MenuProps } from 'antd';
import { gridWords } from '../words/grid.ts';
import type { GridController } from './controller.ts';

/** The menu's items for what is selected now. */
export function menuItems(controller: GridController | null, readOnly: boolean): MenuProps['items'] {
  const words = gridWords.menu;
  const rows = Math.max(1, controller?.rows.countable().length ?? 1);
  const item = (key: string, label: string, keys = '', off = readOnly): NonNullable<MenuProps['items']>[number] => ({
    key,
    disabled: off,
    label: (
      <span className="gc-menu-item">
        {label}
        <kbd>{keys}</kbd>
      </span>
    ),
  });
  return [
    item('cut', words.cut, 'Ctrl+X'),
    item('copy', words.copy, 'Ctrl+C', false),
    item('copy-heads', words.copyWithHeads, '', false),
    item('paste', words.paste, 'Ctrl+V'),
    item('paste-special', words.pasteSpecial, 'Ctrl+Alt+V'),
    { type: 'divider' },
    item('above', words.insertAbove(rows), 'Ctrl++'),
    item('below', words.insertBelow(rows)),
    item('delete', words.deleteRows(rows), 'Ctrl+-'),
    { type: 'divider' },
    item('fill-down', words.fillDown, 'Ctrl+D'),
    item('fill-right', words.fillRight, 'Ctrl+R'),
    item('join', words.join, '', readOnly || !controller?.merges.canJoin()),
    item('split', words.split, '', readOnly || !controller?.merges.canSplit()),
    item('none', words.none, '-'),
    item('clear', words.clear, 'Delete'),
  ];
}

/** Does what an item says. */
export function choose(controller: GridController | null, key: string): void {
  if (!controller) return;
  controller.focus();
  switch (key) {
    case 'cut':
      controller.clipboard.cut();
      break;
    case 'copy':
    case 'copy-heads':
      controller.clipboard.copy(key === 'copy-heads');
      break;
    case 'paste':
      void controller.clipboard.paste();
      break;
    case 'paste-special':
      controller.clipboard.askSpecial();
      break;
    case 'above':
    case 'below':
      controller.rows.insert(key);
      break;
    case 'delete':
      controller.rows.delete();
      break;
    case 'fill-down':
    case 'fill-right':
      controller.cells.fill(key === 'fill-down' ? 'down' : 'right');
      break;
    case 'join':
      controller.merges.join();
      break;
    case 'split':
      controller.merges.split();
      break;
    case 'none':
      controller.cells.markNone();
      break;
    case 'clear':
      controller.cells.clear();
      break;
  }
}
