// Templates and samples on disk: folders of readable JSON under resources/ and in the user's data folder (model.md 8).
//
// A folder is untrusted: its file count, sizes, path forms and nesting are bounded before anything is parsed, links are not
// followed, and every fault is told at once. Making a plan from what was read is the core's (shared/template).

import { createHash } from 'node:crypto';
import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '../shared/contract/failure.ts';
import type { SampleInfo, TemplateInfo } from '../shared/contract/messages.ts';
import type { MintId } from '../shared/model/ids.ts';
import type { PlanSnapshot } from '../shared/model/snapshot.ts';
import { describeTemplate } from '../shared/template/describe.ts';
import { faultMessage } from '../shared/template/fault-sentences.ts';
import { type FaultCode, faultFailure, type TemplateFault } from '../shared/template/faults.ts';
import { TEMPLATE_ID, TEMPLATE_LIMITS } from '../shared/template/format.ts';
import { planFromTemplate, titleOf } from '../shared/template/make-plan.ts';
import { readParts, type Template, type TemplateParts } from '../shared/template/read-parts.ts';
import { type RegionCatalogue, readRegionList } from '../shared/template/region-catalogue.ts';

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

export interface NewPlan {
  snapshot: PlanSnapshot;
  files: TemplateFile[];
  /** as it prints */
  title: string;
}

/** Where templates lie; `user` is the user's own folder of templates, if there is one. */
export interface TemplatePlaces {
  resources: string;
  user?: string;
}

/** resources/ beside the folder this file runs from: electron/ in a checkout, dist/electron/ where the program is built. */
function findResources(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 4; up++) {
    const resources = join(folder, 'resources');
    if (existsSync(join(resources, 'samples'))) return resources;
    folder = dirname(folder);
  }
  throw new Error('resources/samples not found beside the program');
}
export const builtInPlaces: TemplatePlaces = { resources: findResources() };

const isOwnPath = (path: string): boolean =>
  path.length <= TEMPLATE_LIMITS.pathLength &&
  path.split('/').every((part) => /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(part) && !part.endsWith('.'));

function foldersIn(folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isDirectory() && TEMPLATE_ID.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

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

type Kind = 'template' | 'sample';

/** Ids in list order: built-in ones first; a user's folder with a built-in id is not taken. */
function idsOf(kind: Kind, places: TemplatePlaces): { id: string; folder: string }[] {
  const own = join(places.resources, kind === 'template' ? 'templates' : 'samples');
  const builtIn = foldersIn(own).map((id) => ({ id, folder: join(own, id) }));
  if (kind === 'sample' || places.user === undefined) return builtIn;
  const taken = new Set(builtIn.map(({ id }) => id));
  const userFolder = places.user;
  return [
    ...builtIn,
    ...foldersIn(userFolder)
      .filter((id) => !taken.has(id))
      .map((id) => ({ id, folder: join(userFolder, id) })),
  ];
}

function readById(kind: Kind, id: string, places: TemplatePlaces): Result<TemplateFolder> {
  const known = idsOf(kind, places);
  const found = known.find((entry) => entry.id === id);
  const near = known.map((entry) => entry.id);
  if (!found)
    return kind === 'template' ? fail('no-such-template', { template: id, near }) : fail('no-such-sample', { sample: id, near });
  return readTemplateFolder(found.folder);
}

/**
 * Every fault of a template folder, formulas included; none = it can be used. A folder outside the program may not take a
 * built-in id and is named as its id. `file-not-found`.
 */
export function checkTemplateFolder(folder: string, places = builtInPlaces): Result<CheckedFault[]> {
  const read = readTemplateFolder(folder);
  if (!read.ok && read.failure.code !== 'template-error') return read;
  let last = 0;
  const made = read.ok ? planFromTemplate(read.value.parts, { mint: () => ++last, now: '2000-01-01T00:00:00Z' }) : read;
  const faults = made.ok ? [] : (made.failure.details.faults as TemplateFault[]);
  const manifest = read.ok ? (read.value.parts['template.json'] as { id?: unknown } | undefined) : undefined;
  const id = manifest?.id;
  if (typeof id === 'string') {
    const builtIn = (['template', 'sample'] as const).flatMap((kind) => idsOf(kind, { resources: places.resources }));
    const own = builtIn.find((entry) => entry.id === id);
    if (own && own.folder !== resolve(folder))
      faults.push({ file: 'template.json', pointer: '/id', code: 'built-in-id', details: { id } });
    else if (basename(resolve(folder)) !== id)
      faults.push({ file: 'template.json', pointer: '/id', code: 'wrong-folder-name', details: { id } });
  }
  return ok(faults.map((fault) => ({ file: fault.file, pointer: fault.pointer, code: fault.code, message: faultMessage(fault) })));
}

export interface CheckedFault {
  file: string;
  pointer: string;
  code: FaultCode;
  message: string;
}

/** `no-such-template`, `template-error`. */
export const readTemplate = (id: string, places = builtInPlaces): Result<TemplateFolder> => readById('template', id, places);
/** `no-such-sample`, `template-error`. */
export const readSample = (id: string, places = builtInPlaces): Result<TemplateFolder> => readById('sample', id, places);

function readAll(kind: Kind, places: TemplatePlaces): Template[] {
  return idsOf(kind, places).flatMap(({ folder }) => {
    const read = readTemplateFolder(folder);
    const template = read.ok ? readParts(read.value.parts) : read;
    // A broken folder is told by checkTemplateFolder and by making a plan from it; it must not take the whole list down.
    return template.ok ? [template.value] : [];
  });
}

/** Built-in and user templates for the start screen; figures computed from the files. */
export function listTemplates(places = builtInPlaces): TemplateInfo[] {
  return readAll('template', places).map((template) => {
    const { id, title, kind } = template.manifest;
    const about = describeTemplate(template);
    return { id, title, kind, tables: about.tables, summary: about.summary };
  });
}

/** The built-in sample plans, with the first lines of each as they print. */
export function listSamples(places = builtInPlaces): SampleInfo[] {
  return readAll('sample', places).map((template) => {
    const { id, title, kind, template: from } = template.manifest;
    const about = describeTemplate(template);
    return {
      id,
      title,
      template: from ?? kind,
      summary: about.summary,
      fields: about.fields,
      tables: about.tables,
      firstPage: about.firstPage,
    };
  });
}

const catalogues = new Map<string, RegionCatalogue>();

/** The national list of regions (resources/regions), read once. */
export function regionCatalogue(places = builtInPlaces): RegionCatalogue {
  let catalogue = catalogues.get(places.resources);
  if (!catalogue) {
    catalogue = readRegionList(JSON.parse(readFileSync(join(places.resources, 'regions', 'china.json'), 'utf8')));
    catalogues.set(places.resources, catalogue);
  }
  return catalogue;
}

export interface PlanRequest {
  template?: string;
  sample?: string;
  region?: string;
  year?: number;
  mint: MintId;
  /** ISO time */
  now: string;
}

/**
 * The first state of a new plan and the files it keeps. `no-such-template`, `no-such-sample`, `template-error`,
 * `no-such-region` {region, near}, `ambiguous` {region, candidates}, `bad-usage` unless exactly one of template and sample is given.
 */
export function makeNewPlan(request: PlanRequest, places = builtInPlaces): Result<NewPlan> {
  const { template, sample, region, year, mint, now } = request;
  if ((template === undefined) === (sample === undefined)) return fail('bad-usage', { needs: ['template', 'sample'] });
  const folder = sample === undefined ? readTemplate(template as string, places) : readSample(sample, places);
  if (!folder.ok) return folder;
  const needed = region !== undefined && sample === undefined ? regionCatalogue(places) : [];
  const made = planFromTemplate(folder.value.parts, {
    mint,
    now,
    catalogue: needed,
    ...(region !== undefined && { region }),
    ...(year !== undefined && { year }),
  });
  return made.ok ? ok({ snapshot: made.value, files: folder.value.files, title: titleOf(made.value) }) : made;
}
