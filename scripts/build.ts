// `npm run build`: everything the installed program runs, in dist/. Other scripts take the parts they need from here.

import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { ensureProgram } from './build-electron.ts';

export { ensureProgram } from './build-electron.ts';
export { ensureRenderer } from './build-renderer.ts';

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  process.stdout.write(`${await ensureProgram(say)}\n`);
}
