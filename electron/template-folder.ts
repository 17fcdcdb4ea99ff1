// Reads one template folder: every file within bounds, JSON parsed, every fault of form told at once.
//
// A folder is untrusted: its file count, sizes, path forms and depth are bounded before anything is parsed, and links are not
// followed. What the parts say is read by shared/template.

import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../shared/contract/failure.ts';
import { type FaultCode, faultFailure, type TemplateFault } from '../shared/template/faults.ts';
import { TEMPLATE_LIMITS } from '../shared/template/format.ts';
import type { TemplateParts } from '../shared/template/read-parts.ts';

/** A file that a plan keeps of what it was made from (table template_part). */
export interface TemplateFile {
  path: string;
  sha256: string;
  bytes: Uint8Array;
}

export interface TemplateFolder {
  parts: TemplateParts;
  files: TemplateFile[];
}

const isOwnPath = (path: string): boolean =>
  path.length <= TEMPLATE_LIMITS.pathLength &&
  path.split('/').every((part) => /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(part) && !part.endsWith('.'));

interface Listing {
  paths: string[];
  faults: TemplateFault[];
}

/** Every file below a folder, as forward-slash paths; hidden files (.DS_Store …) and Thumbs.db are passed over. */
function listFiles(folder: string): Listing {
  const paths: string[] = [];
  const faults: TemplateFault[] = [];
  let bytes = 0;
  const walk = (prefix: string, depth: number): void => {
    for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || entry.name === 'Thumbs.db' || entry.name === 'desktop.ini') continue;
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (!isOwnPath(path) || entry.isSymbolicLink() || depth > 4)
        faults.push({ file: path, pointer: '', code: 'bad-path', details: {} });
      else if (entry.isDirectory()) walk(path, depth + 1);
      else if (entry.isFile()) {
        bytes += lstatSync(join(folder, path)).size;
        paths.push(path);
      }
      if (paths.length > TEMPLATE_LIMITS.files || bytes > TEMPLATE_LIMITS.totalBytes) return;
    }
  };
  walk('', 1);
  const tooMany: [boolean, FaultCode, number][] = [
    [paths.length > TEMPLATE_LIMITS.files, 'too-many-files', TEMPLATE_LIMITS.files],
    [bytes > TEMPLATE_LIMITS.totalBytes, 'too-many-bytes', TEMPLATE_LIMITS.totalBytes],
  ];
  for (const [is, code, most] of tooMany) if (is) faults.push({ file: '', pointer: '', code, details: { most } });
  return { paths, faults };
}

/** A folder's files and parsed parts. `file-not-found`, or `template-error` with every fault of form. */
export function readTemplateFolder(folder: string): Result<TemplateFolder> {
  let listing: Listing;
  try {
    listing = listFiles(folder);
  } catch {
    return fail('file-not-found', { path: folder });
  }
  const { paths, faults } = listing;
  const files: TemplateFile[] = [];
  const parts: Record<string, unknown> = {};
  if (faults.some((fault) => fault.code === 'too-many-files' || fault.code === 'too-many-bytes'))
    return faultFailure(faults, folder);
  for (const path of paths) {
    const bytes = readFileSync(join(folder, path));
    files.push({ path, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: new Uint8Array(bytes) });
    if (!path.endsWith('.json')) {
      parts[path] = null;
      continue;
    }
    try {
      parts[path] = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch (error) {
      faults.push({
        file: path,
        pointer: '',
        code: 'bad-json',
        details: { reason: error instanceof Error ? error.message : String(error) },
      });
    }
  }
  return faults.length ? faultFailure(faults, folder) : ok({ parts, files });
}
