// Opens a file, folder or address with whatever the person's desktop has for it, without Electron.

import { spawn } from 'node:child_process';
import process from 'node:process';

/** There is a screen that a window could appear on. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function run(command: string, args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** Answers false where there is no desktop to ask or it has no such program. */
export async function openWithSystem(target: string): Promise<boolean> {
  if (!hasDisplay()) return false;
  // explorer.exe takes an address with a question mark for a folder's name
  if (process.platform === 'win32') {
    return /^https?:/.test(target) ? run('rundll32.exe', ['url.dll,FileProtocolHandler', target]) : run('explorer.exe', [target]);
  }
  return run(process.platform === 'darwin' ? 'open' : 'xdg-open', [target]);
}

/** Shows a file in its folder, selected where the desktop can. */
export async function showWithSystem(file: string, folder: string): Promise<boolean> {
  if (!hasDisplay()) return false;
  if (process.platform === 'win32') return run('explorer.exe', [`/select,${file}`]);
  return process.platform === 'darwin' ? run('open', ['-R', file]) : run('xdg-open', [folder]);
}
