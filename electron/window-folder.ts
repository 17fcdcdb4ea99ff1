// Where the built window files lie: beside the built program, or, run from the sources, wherever the build for these sources stands
// (made now where there is none).

import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder to serve. `say` gets one plain line before a build. */
export async function builtWindow(say?: (line: string) => void): Promise<string> {
  const built = path.join(import.meta.dirname, '..', 'renderer');
  // In a checkout that place holds the sources.
  if (existsSync(path.join(built, 'bridge.js'))) return built;
  // Not a plain import: the build tools are no part of the program, and a bundle must not take them in.
  const script = pathToFileURL(path.join(import.meta.dirname, '..', 'scripts', 'build-renderer.ts')).href;
  const { ensureRenderer } = (await import(/* @vite-ignore */ script)) as {
    ensureRenderer(say?: (line: string) => void): Promise<string>;
  };
  return ensureRenderer(say);
}
