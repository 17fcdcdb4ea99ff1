// The native menu: what a window system expects to find there. The window's own bars carry everything else, so the menu stays short;
// its keys are those the page does not use itself.

import type { MenuItemConstructorOptions } from 'electron';
import { shellWords } from './shell-words.ts';

export interface MenuActions {
  newWindow(): void;
  openPlan(): void;
  about(): void;
}

export function menuTemplate(actions: MenuActions): MenuItemConstructorOptions[] {
  const words = shellWords.menu;
  return [
    {
      label: words.file,
      submenu: [
        { label: words.newWindow, click: () => actions.newWindow() },
        { label: words.openPlan, click: () => actions.openPlan() },
        { type: 'separator' },
        { label: words.closeWindow, role: 'close' },
        { label: words.quit, role: 'quit' },
      ],
    },
    {
      label: words.edit,
      // 撤销 and 重做 are the page's own, for the whole plan: the browser's would only take back letters.
      submenu: [
        { label: words.cut, role: 'cut' },
        { label: words.copy, role: 'copy' },
        { label: words.paste, role: 'paste' },
        { label: words.selectAll, role: 'selectAll' },
      ],
    },
    {
      label: words.view,
      submenu: [
        { label: words.actualSize, role: 'resetZoom' },
        { label: words.zoomIn, role: 'zoomIn' },
        { label: words.zoomOut, role: 'zoomOut' },
        { label: words.fullScreen, role: 'togglefullscreen' },
      ],
    },
    { label: words.help, submenu: [{ label: words.about, click: () => actions.about() }] },
  ];
}
