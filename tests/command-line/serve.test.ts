// `anju serve` as a script drives it: one line of JSON with an address that answers, then a clean end.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { json, workFolder } from './run-anju.ts';

const CLI = path.join(import.meta.dirname, '../../electron/cli.ts');

test('--print-url prints {"url"} on one line, and a stopped server ends with 0', { timeout: 120_000 }, async () => {
  const folder = workFolder();
  const plan = path.join(folder, '计划 一.anju');
  json(folder, ['new', plan, '--sample', 'kashgar-2025-annual-plan']);
  const server = spawn(process.execPath, [CLI, 'serve', plan, '--port', '0', '--print-url'], {
    cwd: folder,
    env: { ...process.env, ANJU_DATA: path.join(folder, 'data'), ANJU_DOCUMENTS: folder },
  });
  const ended = once(server, 'exit');
  try {
    const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    const { url } = JSON.parse(line) as { url: string };
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/);
    const page = await fetch(url, { redirect: 'manual' });
    expect([page.status, page.headers.get('set-cookie')?.includes('HttpOnly')]).toEqual([303, true]);
  } finally {
    server.kill('SIGTERM');
  }
  expect(await ended).toEqual([0, null]);
});
