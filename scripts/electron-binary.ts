// The Electron program that npm's package leaves to be fetched: where it is, and getting it once.
//
// Install scripts are off here (.npmrc), so `npm ci` brings only the package's own script; it runs at the first start instead, where there
// is a network at all, within a time limit, and not again for a day after it failed: nobody waits minutes at every start.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { root } from './build-stamp.ts';

const PROBE_MS = 4000;
const FETCH_MS = 180_000;
const AGAIN_MS = 24 * 3600_000;
const failedMark = path.join(root, '.cache', 'electron-fetch-failed');

const electronPackage = path.join(root, 'node_modules', 'electron');

/** Full path of the program; null where it was never fetched. */
export function electronBinary(env: NodeJS.ProcessEnv = process.env): string | null {
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' } as Partial<
    Record<NodeJS.Platform, string>
  >;
  const name = names[process.platform] ?? 'electron';
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const file = path.join(override ?? path.join(electronPackage, 'dist'), name);
  // Written last by the package's script: without it the program may be half unpacked.
  const isWhole = override !== undefined || existsSync(path.join(electronPackage, 'path.txt'));
  return isWhole && existsSync(file) ? file : null;
}

/** Worth trying: not tried in vain within a day, and the place it comes from answers. */
async function canFetch(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (!existsSync(path.join(electronPackage, 'install.js'))) return false;
  const failedAt = statSync(failedMark, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - failedAt < AGAIN_MS) return false;
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? 'https://github.com/';
  const url = URL.canParse(mirror) ? new URL(mirror) : new URL('https://github.com/');
  return answers(url.hostname, Number(url.port) || (url.protocol === 'http:' ? 80 : 443));
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PROBE_MS });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/** Fetches the program; null where there is no network, it took too long or was skipped. `say` gets a line before it begins. */
export async function fetchElectron(say: () => void, again: boolean, env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  if (again) rmSync(failedMark, { force: true });
  if (!(await canFetch(env))) return null;
  say();
  const child = spawn(process.execPath, [path.join(electronPackage, 'install.js')], { stdio: 'ignore', env, cwd: root });
  const timer = setTimeout(() => child.kill('SIGKILL'), FETCH_MS);
  const skip = () => child.kill('SIGKILL');
  process.once('SIGINT', skip);
  await new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  clearTimeout(timer);
  process.off('SIGINT', skip);
  const binary = electronBinary(env);
  if (!binary) {
    mkdirSync(path.dirname(failedMark), { recursive: true });
    writeFileSync(failedMark, '');
  }
  return binary;
}
