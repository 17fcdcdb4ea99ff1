// What the handlers stand on. A shell gives its own desktop (dialogs, opening files); the rest is the same for all of them, and a test
// may put something else in any place.

import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { RequestOf } from '../../shared/contract/messages.ts';
import { type AppFolders, appFolders } from '../app-folders.ts';
import { type FaultLog, openFaultLog } from '../fault-log.ts';
import { openWithSystem, showWithSystem } from '../open-with-system.ts';
import { openRecentPlans, type RecentPlans } from '../recent-plans.ts';
import { builtInPlaces, type TemplatePlaces } from '../templates.ts';
import type { Client } from './client.ts';

export interface Desktop {
  readonly shell: 'electron' | 'browser';
  /** native dialogs; absent where the page shows its own picker */
  openDialog?(request: RequestOf<'dialog.open'>, client: Client): Promise<{ path: string | null }>;
  saveDialog?(request: RequestOf<'dialog.save'>, client: Client): Promise<{ path: string | null }>;
  /** false: there is no desktop or no program for it */
  openFile(file: string): Promise<boolean>;
  showInFolder(file: string): Promise<boolean>;
}

export interface Services {
  desktop: Desktop;
  folders: AppFolders;
  log: FaultLog;
  recent: RecentPlans;
  templates: TemplatePlaces;
  version: string;
  /** who writes steps: the name in the history */
  user: string;
  /** ISO time, UTC */
  now(): string;
}

const browserDesktop: Desktop = {
  shell: 'browser',
  openFile: openWithSystem,
  showInFolder: (file) => showWithSystem(file, path.dirname(file)),
};

/** The name a person logged in with; a machine without one is no reason to stop. */
export function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return '本机用户';
  }
}

/** package.json stands beside electron/ in a checkout and above dist/ in a built program. */
export function programVersion(): string {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    try {
      const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
        name: string;
        version: string;
      };
      if (name === 'anju') return version;
    } catch {
      // not in this folder: look one higher
    }
  }
  return '';
}

/** The services of a running program; `over` replaces single ones. */
export function shellServices(over: Partial<Services> = {}): Services {
  const folders = over.folders ?? appFolders();
  return {
    desktop: browserDesktop,
    folders,
    log: openFaultLog(path.join(folders.data, 'log')),
    recent: openRecentPlans(folders.data),
    templates: { ...builtInPlaces, user: path.join(folders.data, 'templates') },
    version: programVersion(),
    user: loginName(),
    now: () => new Date().toISOString(),
    ...over,
  };
}
