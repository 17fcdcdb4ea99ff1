// A real browser for a test. Missing on a developer's machine it is said and skipped; on a build machine (CI) it is a failure.

import { existsSync } from 'node:fs';
import process from 'node:process';
import { type Browser, chromium } from 'playwright-core';

const places = [process.env.ANJU_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const program = places.find((place) => place !== undefined && existsSync(place));

/** True: skip, there is no browser here. Throws on a build machine without one. */
export function hasNoChromium(): boolean {
  if (program) return false;
  if (process.env.CI) throw new Error('no Chromium on this build machine');
  process.stderr.write('skipped: no Chromium on this machine\n');
  return true;
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
}
