// Where the program keeps its own things, and where a person keeps theirs, without Electron: command line, browser shell and window
// must all find the same recent plans, templates and backups.

import { existsSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

export interface AppFolders {
  /** the program's own: recent plans, user templates, log */
  data: string;
  /** the person's documents: new plans go to a folder in it */
  documents: string;
  /** where new plans are suggested */
  plans: string;
  /** rotating backups of every plan */
  backups: string;
  temporary: string;
}

/** The folders of this user. `ANJU_DATA` and `ANJU_DOCUMENTS` put them elsewhere (a stick, a test). Nothing is created here. */
export function appFolders(env: NodeJS.ProcessEnv = process.env): AppFolders {
  const documents = env.ANJU_DOCUMENTS ?? documentsFolder(env);
  const data = env.ANJU_DATA ?? dataFolder(env);
  return { data, documents, plans: path.join(documents, '住房计划'), backups: path.join(data, 'backups'), temporary: tmpdir() };
}

function dataFolder(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return path.join(env.APPDATA ?? path.join(homedir(), 'AppData', 'Roaming'), 'Anju');
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'Anju');
  return path.join(env.XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share'), 'anju');
}

function documentsFolder(env: NodeJS.ProcessEnv): string {
  const home = homedir();
  const candidates = [userFolderOf('DOCUMENTS', env), path.join(home, 'Documents'), path.join(home, '文档')];
  return candidates.find((folder) => folder !== null && existsSync(folder)) ?? home;
}

/** A Linux desktop's own name for a usual folder (文档, 桌面 …), null where it has none. */
export function userFolderOf(name: 'DOCUMENTS' | 'DESKTOP' | 'DOWNLOAD', env: NodeJS.ProcessEnv = process.env): string | null {
  try {
    const file = path.join(env.XDG_CONFIG_HOME ?? path.join(homedir(), '.config'), 'user-dirs.dirs');
    const line = readFileSync(file, 'utf8').match(new RegExp(`^XDG_${name}_DIR="(.+)"$`, 'm'));
    return line?.[1]?.replace('$HOME', homedir()) ?? null;
  } catch {
    return null;
  }
}
