// The desktop as Electron gives it: native dialogs for choosing files and folders, the system's programs for opening what was written.

import path from 'node:path';
import { type BrowserWindow, dialog, type FileFilter, shell } from 'electron';
import type { Client } from './handlers/client.ts';
import type { Desktop } from './handlers/services.ts';
import { shellWords } from './shell-words.ts';

const words = shellWords.dialog;
const all: FileFilter = { name: words.allFiles, extensions: ['*'] };
const plans: FileFilter = { name: words.plans, extensions: ['anju'] };
const spreadsheets: FileFilter = {
  name: words.spreadsheets,
  extensions: ['xls', 'xlsx', 'xlsm', 'et', 'csv', 'txt', 'htm', 'html', 'mht', 'mhtml'],
};

const openFilters = { plan: [plans, all], spreadsheet: [spreadsheets, all], folder: [] };
const saveKinds = {
  plan: plans,
  docx: { name: words.word, extensions: ['docx'] },
  xlsx: { name: words.excel, extensions: ['xlsx'] },
} satisfies Record<string, FileFilter>;

/** `windowOf`: the window a dialog belongs to. */
export function electronDesktop(documents: string, windowOf: (client: Client) => BrowserWindow | null): Desktop {
  return {
    shell: 'electron',
    async openDialog({ kind, title }, client) {
      const options = {
        title,
        defaultPath: documents,
        filters: openFilters[kind],
        properties: [kind === 'folder' ? ('openDirectory' as const) : ('openFile' as const), 'dontAddToRecent' as const],
      };
      const window = windowOf(client);
      const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
      return { path: answer.canceled ? null : (answer.filePaths[0] ?? null) };
    },
    async saveDialog({ kind, name, title }, client) {
      const filter = saveKinds[kind];
      const ending = `.${filter.extensions[0]}`;
      const options = {
        title,
        defaultPath: path.isAbsolute(name) ? name : path.join(documents, name),
        filters: [filter],
        properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const, 'dontAddToRecent' as const],
      };
      const window = windowOf(client);
      const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
      if (answer.canceled || !answer.filePath) return { path: null };
      return { path: answer.filePath.toLowerCase().endsWith(ending) ? answer.filePath : `${answer.filePath}${ending}` };
    },
    openFile: async (file) => (await shell.openPath(file)) === '',
    async showInFolder(file) {
      shell.showItemInFolder(file);
      return true;
    },
  };
}
