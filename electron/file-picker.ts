// The page's own picker for files and folders: the usual places, one folder's contents, a new folder. Electron has native dialogs;
// a page in a browser can't learn a path from one, so it shows this list.

import { existsSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fail, ok, type Result } from '../shared/contract/failure.ts';
import type { FoundFile } from '../shared/contract/messages.ts';
import { type AppFolders, userFolderOf } from './app-folders.ts';
import { plainFileName } from './shell-uploads.ts';
import { failureOfSystem } from './system-failure.ts';

const MOST_FILES = 5000;

export interface Place {
  name: string;
  path: string;
}

/** The folders a person looks in first, those that exist: own folders, then drives or sticks. */
export async function usualPlaces(folders: AppFolders): Promise<Place[]> {
  const home = homedir();
  const own: Place[] = [
    { name: '住房计划', path: folders.plans },
    { name: '桌面', path: userFolderOf('DESKTOP') ?? path.join(home, 'Desktop') },
    { name: '文档', path: folders.documents },
    { name: '下载', path: userFolderOf('DOWNLOAD') ?? path.join(home, 'Downloads') },
    { name: '个人文件夹', path: home },
  ];
  const all = [...own, ...(process.platform === 'win32' ? drives() : await sticks())];
  return all.filter((place, i) => existsSync(place.path) && all.findIndex((other) => other.path === place.path) === i);
}

function drives(): Place[] {
  return [...'CDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => ({ name: `${letter} 盘`, path: `${letter}:\\` }));
}

async function sticks(): Promise<Place[]> {
  const found: Place[] = [];
  const { username } = userInfo();
  for (const folder of [`/media/${username}`, `/run/media/${username}`, '/media', '/Volumes']) {
    const names = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of names) {
      if (entry.isDirectory() && entry.name !== username) found.push({ name: entry.name, path: path.join(folder, entry.name) });
    }
  }
  return [...found, { name: '计算机', path: '/' }];
}

/**
 * What stands in a folder, folders first, by name; hidden and lock files left out. `extensions` (without dot) filters files only.
 * `file-not-found`, `folder-read-only` (no right to look).
 */
export async function listFolder(
  folder: string,
  extensions?: readonly string[],
): Promise<Result<{ folder: string; parent: string | null; files: FoundFile[]; more: boolean }>> {
  if (!path.isAbsolute(folder)) return fail('bad-usage', { path: folder, reason: 'absolute' });
  const full = path.resolve(folder);
  const wanted = extensions?.map((extension) => `.${extension.toLowerCase()}`);
  try {
    const entries = (await readdir(full, { withFileTypes: true })).filter(({ name }) => !/^(\.|~\$|\$)/.test(name));
    const found = await Promise.all(entries.slice(0, MOST_FILES).map((entry) => describe(path.join(full, entry.name))));
    const files = found.filter(
      (file): file is FoundFile =>
        file !== null && (file.folder || !wanted || wanted.includes(path.extname(file.name).toLowerCase())),
    );
    files.sort((a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name, 'zh-CN', { numeric: true }));
    const parent = path.dirname(full);
    return ok({ folder: full, parent: parent === full ? null : parent, files, more: entries.length > MOST_FILES });
  } catch (error) {
    return { ok: false, failure: failureOfSystem(error, { path: full }) };
  }
}

/** A link is followed; what can't be looked at (a dead link, a file just gone) is left out. */
async function describe(file: string): Promise<FoundFile | null> {
  const found = await stat(file).catch(() => null);
  if (!found) return null;
  return {
    name: path.basename(file),
    path: file,
    folder: found.isDirectory(),
    size: found.isDirectory() ? 0 : found.size,
    modifiedAt: found.mtime.toISOString(),
  };
}

/** `file-exists`, `folder-read-only`, `file-not-found`, `disk-full`; `bad-usage` for a name that is no folder name. */
export async function makeFolder(folder: string, name: string): Promise<Result<{ path: string }>> {
  if (!path.isAbsolute(folder) || plainFileName(name) !== name) return fail('bad-usage', { path: folder, name, reason: 'name' });
  const target = path.join(folder, name);
  try {
    await mkdir(target);
    return ok({ path: target });
  } catch (error) {
    return { ok: false, failure: failureOfSystem(error, { path: target }) };
  }
}
