// Files and folders as the window asks for them: native dialogs where the shell has them, else the page's own picker; opening what the
// program has written.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import { listFolder, makeFolder, usualPlaces } from '../file-picker.ts';
import type { HandlersOf } from './client.ts';
import type { Services } from './services.ts';

/** What the program itself writes. Opening any other kind could start a program. */
const OPENABLE = ['.docx', '.xlsx', '.pdf', '.txt', '.log'];

type Names =
  | 'dialog.open'
  | 'dialog.save'
  | 'files.places'
  | 'files.list'
  | 'files.make-folder'
  | 'shell.open-file'
  | 'shell.show-in-folder';

export function fileHandlers({ desktop, folders }: Services): HandlersOf<Names> {
  return {
    'dialog.open': async (request, client) => ok((await desktop.openDialog?.(request, client)) ?? { unsupported: true as const }),
    'dialog.save': async (request, client) => ok((await desktop.saveDialog?.(request, client)) ?? { unsupported: true as const }),
    'files.places': async () => ok(await usualPlaces(folders)),
    'files.list': ({ folder, extensions }) => listFolder(folder, extensions),
    'files.make-folder': ({ folder, name }) => makeFolder(folder, name),
    'shell.open-file': async ({ path: file }) => {
      if (!OPENABLE.includes(path.extname(file).toLowerCase())) return fail('bad-usage', { path: file, reason: 'kind' });
      return shown(file, () => desktop.openFile(file));
    },
    'shell.show-in-folder': ({ path: file }) => shown(file, () => desktop.showInFolder(file)),
  };
}

async function shown(file: string, show: () => Promise<boolean>): Promise<Result<null>> {
  if (!path.isAbsolute(file)) return fail('bad-usage', { path: file, reason: 'absolute' });
  if (!existsSync(file)) return fail('file-not-found', { path: file });
  return (await show()) ? ok(null) : fail('bad-usage', { path: file, reason: 'no-program' });
}
