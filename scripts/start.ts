// `npm start`: the window. Electron where its program and a screen are there, else the same application in the person's browser, with one
// plain line that says why.
//
//   npm start                    npm start -- 计划.anju
//   npm start -- --browser       never Electron            npm start -- --fetch    try again to fetch Electron now

import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startBrowserShell } from '../electron/browser-shell.ts';
import { hasDisplay } from '../electron/open-with-system.ts';
import { shellWords } from '../electron/shell-words.ts';
import { ensureProgram } from './build.ts';
import { root } from './build-stamp.ts';
import { electronBinary, fetchElectron } from './electron-binary.ts';

const words = shellWords.start;
/** An Electron that can't run here (a library missing, no sandbox) ends at once; later it is a person's own doing. */
const EARLY_MS = 10_000;

/** A browser keeps a page's layout by its address: the same one at every start, where nobody else has it. */
const USUAL_PORT = 27_418;

const isTaken = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
const say = (line: string) => void process.stderr.write(`${line}\n`);
const { values, positionals } = parseArgs({
  options: { browser: { type: 'boolean' }, fetch: { type: 'boolean' }, port: { type: 'string' } },
  allowPositionals: true,
});
const plan = positionals[0] === undefined ? undefined : path.resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0]);

/** Runs Electron to its end; false where it could not run at all. */
async function runElectron(binary: string): Promise<boolean> {
  await ensureProgram(say);
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env;
  const began = Date.now();
  const child = spawn(binary, plan ? [root, plan] : [root], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (status, signal) => resolve(status ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  if (code !== 0 && Date.now() - began < EARLY_MS) return false;
  process.exitCode = code;
  return true;
}

/** Electron's way, if there is one; answers whether it was taken. */
async function inElectron(): Promise<boolean> {
  if (values.browser) return false;
  if (!hasDisplay()) {
    say(words.noDisplay);
    return false;
  }
  const binary = electronBinary() ?? (await fetchElectron(() => say(words.fetching), values.fetch === true));
  if (!binary) {
    say(words.noBinary);
    return false;
  }
  if (await runElectron(binary)) return true;
  say(words.electronFailed);
  return false;
}

async function inBrowser(): Promise<void> {
  const wanted = values.port === undefined ? USUAL_PORT : Number(values.port);
  const options = { plan, say, openUrl: hasDisplay() };
  const shell = await startBrowserShell({ ...options, port: wanted }).catch((error: unknown) => {
    if (!isTaken(error) || values.port !== undefined) throw error;
    return startBrowserShell({ ...options, port: 0 });
  });
  say(shell.isOpened ? words.opened(shell.url) : words.openThis(shell.url));
  say(process.stdin.isTTY ? words.howInTerminal : words.how);
  let isEnding = false;
  const end = () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    void shell.close().then(() => {
      say(words.stopped);
      process.exit(0);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
}

if (!(await inElectron())) await inBrowser();
