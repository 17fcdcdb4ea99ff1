// A window folder as the build leaves one, in place of the real one: a first page, a script, a style, a file with a Chinese name.

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export function standInWindow(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'anju-window-'));
  mkdirSync(path.join(folder, 'assets'));
  const page =
    '<!doctype html><meta charset="utf-8"><meta name="csp-nonce" content="__CSP_NONCE__"><title>安居</title><link rel="icon" href="data:,"><!--bridge--><body><script type="module" src="./assets/main.js"></script>';
  writeFileSync(path.join(folder, 'index.html'), page);
  writeFileSync(path.join(folder, 'assets', 'main.js'), 'document.body.append("窗口")');
  writeFileSync(path.join(folder, 'bridge.js'), '/* bridge */');
  return folder;
}
