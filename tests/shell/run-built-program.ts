// Runs the built program's main file in plain Node, with the stand-in for `electron`, and goes through a day's work in it. Prints what
// came of it as JSON. Arguments: the main file, a folder to work in.

import { mkdirSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [main, home] = process.argv.slice(2) as [string, string];
const documents = path.join(home, '我的 文档');
mkdirSync(documents, { recursive: true });
process.env.ANJU_DATA = path.join(home, 'data');
process.env.ANJU_DOCUMENTS = documents;

const module = pathToFileURL(path.join(import.meta.dirname, 'electron-module.ts')).href;
registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: module, shortCircuit: true } : next(name, context)),
});

const { asked, becomeReady, electron, StandInWindow } = await import('./electron-stand-in.ts');
await import(pathToFileURL(main).href);
becomeReady();
while (!StandInWindow.all[0]) await new Promise((resolve) => setTimeout(resolve, 10));
const window = StandInWindow.all[0];
const { webContents } = window;

type Answer = { ok: true; value: never } | { ok: false; failure: { code: string } };
async function ask<T>(name: string, body: unknown): Promise<T> {
  const event = { sender: webContents, senderFrame: webContents.mainFrame };
  const answer = (await asked.channels.get('anju:call')?.(event, name, body)) as Answer;
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.failure)}`);
  return answer.value;
}
async function heard<T>(name: string): Promise<T> {
  for (;;) {
    const found = webContents.sent.find((one) => one.name === name || one.name === 'job.failed');
    if (found) return found.event as T;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

interface Opened {
  plan: string;
  snapshot: { cells: { col: number; rows: number[]; values: unknown[] }[] };
}
const { path: place } = await ask<{ path: string }>('plan.suggest-path', { name: '喀什 样例' });
await ask('plan.new', { path: place, sample: 'kashgar-2025-annual-plan' });
const opened = await ask<Opened>('plan.open', { path: place });
const cells = opened.snapshot.cells[0];
const command = { type: 'set-cells', cells: [{ row: cells?.rows[0], col: cells?.col, value: '52.00' }] };
const accepted = await ask<{ step: { seq: number } }>('plan.command', { plan: opened.plan, n: 1, base: 0, command });
const recent = await ask<{ lockedBy: string | null }[]>('recent.list', {});
await ask('plan.export', { plan: opened.plan, folder: documents, name: '发布', docx: true, xlsx: true, options: {} });
const done = await heard<{ files?: { path: string; bytes: number }[] }>('job.done');
const sheet = path.join(documents, '旧表.csv');
writeFileSync(sheet, '县（市）,套数\n喀什市,3000\n疏附县,280\n合计,3280\n');
const inspection = await ask<{ sheets: { tables: unknown[] }[] }>('import.inspect', { path: sheet });
const page = await asked.serve?.(new Request('app://anju/'));

electron.app.emit('will-quit', { preventDefault: () => {} });
while (asked.quits === 0) await new Promise((resolve) => setTimeout(resolve, 10));
const answer = {
  preload: String(window.options.webPreferences.preload),
  page: page?.status,
  seq: accepted.step.seq,
  recent: recent.map((plan) => plan.lockedBy),
  files: done.files?.map((file) => path.basename(file.path)) ?? done,
  tables: inspection.sheets[0]?.tables.length,
};
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
