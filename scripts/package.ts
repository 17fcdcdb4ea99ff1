// `npm run package`: installable packages in release/.
//
//   npm run package                                     for this machine's system and architecture
//   npm run package -- --linux --win --x64 --arm64      for those; --dir leaves the folder unpacked
//
// Other options go to electron-builder as they are (-c.… overrides a line of electron-builder.yml). It fetches Electron and its tools
// from the network the first time. What is in each package is judged before it is closed (packaging/after-pack.ts).

import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { ensureProgram } from './build-electron.ts';
import { buildSqlite, type LinuxArch } from './build-sqlite-glibc228.ts';
import { root } from './build-stamp.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

const SYSTEMS: Record<string, 'linux' | 'win32'> = {
  '--linux': 'linux',
  '-l': 'linux',
  '--win': 'win32',
  '--windows': 'win32',
  '-w': 'win32',
};
const ARCHS: Record<string, LinuxArch> = { '--x64': 'x64', '--arm64': 'arm64' };

/** Runs electron-builder on what stands in dist/; answers its exit code. */
function pack(args: readonly string[]): Promise<number> {
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const config = path.join(root, 'electron-builder.yml');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builder, '--config', config, '--publish', 'never', ...args], {
      stdio: 'inherit',
      cwd: root,
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const args = process.argv.slice(2);
const systems = new Set(args.flatMap((arg) => SYSTEMS[arg] ?? []));
const archs = new Set(args.flatMap((arg) => ARCHS[arg] ?? []));
if (systems.size === 0 && process.platform !== 'linux' && process.platform !== 'win32') {
  say('packages are for Linux and Windows: say --linux or --win');
  process.exit(2);
}
const ownArch = process.arch === 'arm64' ? 'arm64' : 'x64';
const wanted = {
  linux: systems.has('linux') || (systems.size === 0 && process.platform === 'linux'),
  archs: [...(archs.size ? archs : [ownArch])] as LinuxArch[],
};

try {
  if (wanted.linux) for (const arch of wanted.archs) await buildSqlite(arch, say);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
await ensureProgram(say);
process.exitCode = await pack([...args, ...(archs.size ? [] : [`--${ownArch}`])]);
