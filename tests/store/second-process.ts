// Starts a script of the tests in a process of its own and reads its lines.

import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

export interface SecondProcess {
  child: ChildProcess;
  lines: string[];
  /** the next line not yet asked for; null at its end */
  line(): Promise<string | null>;
  ended: Promise<void>;
}

export function startScript(script: string, ...args: string[]): SecondProcess {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let asked = 0;
  let wake: (() => void)[] = [];
  const tell = (): void => {
    const waiting = wake;
    wake = [];
    for (const w of waiting) w();
  };
  let over = false;
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (text) => {
    lines.push(text);
    tell();
  });
  const ended = new Promise<void>((resolve) =>
    child.on('close', () => {
      over = true;
      tell();
      resolve();
    }),
  );
  return {
    child,
    lines,
    ended,
    async line() {
      while (asked >= lines.length && !over) await new Promise<void>((resolve) => wake.push(resolve));
      return lines[asked++] ?? null;
    },
  };
}
