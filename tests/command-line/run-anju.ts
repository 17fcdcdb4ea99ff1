// Runs the command line as a script would: a process of its own, its exit code, stdout and stderr.

import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const CLI = path.join(import.meta.dirname, '../../electron/cli.ts');

/** A folder of its own with blanks and Chinese in its path; the program's own data lies in it too. */
export const workFolder = (): string => mkdtempSync(path.join(tmpdir(), 'anju 命令 测试 '));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

export function runAnju(folder: string, ...args: string[]): Ran {
  const run = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, ANJU_DATA: path.join(folder, 'data'), ANJU_DOCUMENTS: folder },
    timeout: 100_000,
    maxBuffer: 1 << 28,
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** The one JSON value of a command that must succeed (or, with `code`, end so). */
export function json<T>(folder: string, args: string[], code = 0): T {
  const run = runAnju(folder, ...args, '--json');
  if (run.code !== code) throw new Error(`anju ${args.join(' ')} -> ${run.code}: ${run.stderr || run.stdout}`);
  return JSON.parse(run.stdout) as T;
}

/** Exit code and stable code of a refused command; stderr must have the sentence. */
export function refusal(
  folder: string,
  ...args: string[]
): { exit: number | null; code: string; details: Record<string, unknown> } {
  const run = runAnju(folder, ...args, '--json');
  const { error } = JSON.parse(run.stdout) as { error: { code: string; message: string; details: Record<string, unknown> } };
  if (!run.stderr.startsWith(`错误[${error.code}]：`) || !error.message.endsWith('。'))
    throw new Error(`no sentence for ${error.code}: ${run.stderr}`);
  return { exit: run.code, code: error.code, details: error.details };
}
