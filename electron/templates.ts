// Templates and samples on disk: folders of readable JSON under resources/ and in the user's data folder.
//
// Built-in ids can't be taken by a user's folder. A folder that can't be used is left out of the lists and tells its faults when it
// is asked for. Making a plan from what was read is the core's (shared/template).

import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '../shared/contract/failure.ts';
import type { SampleInfo, TemplateInfo } from '../shared/contract/messages.ts';
import type { MintId } from '../shared/model/ids.ts';
import type { PlanSnapshot } from '../shared/model/snapshot.ts';
import { describeTemplate } from '../shared/template/describe.ts';
import { faultMessage } from '../shared/template/fault-sentences.ts';
import { type FaultCode, faultFailure, type TemplateFault } from '../shared/template/faults.ts';
import { TEMPLATE_ID } from '../shared/template/format.ts';
import { planFromTemplate, titleOf } from '../shared/template/make-plan.ts';
import { readParts, type Template } from '../shared/template/read-parts.ts';
import { type RegionCatalogue, readRegionList } from '../shared/template/region-catalogue.ts';
import { readTemplateFolder, type TemplateFile, type TemplateFolder } from './template-folder.ts';

export { readTemplateFolder, type TemplateFile, type TemplateFolder } from './template-folder.ts';

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
  /** the program's version, for templates that need a newer one; absent = not compared */
  version?: string;
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

/** The version in the package.json beside resources/; none in a layout without one. */
function versionBeside(resources: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(resources, '..', 'package.json'), 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

const RESOURCES = findResources();
export const builtInPlaces: TemplatePlaces = { resources: RESOURCES, version: versionBeside(RESOURCES) };

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
  const read = readTemplateFolder(found.folder);
  if (!read.ok) return read;
  const faults = manifestFaults(read.value, found.folder, places);
  return faults.length ? faultFailure(faults, id) : read;
}

/** What a manifest says against the folder it lies in and the program that reads it. */
function manifestFaults({ parts }: TemplateFolder, folder: string, places: TemplatePlaces): TemplateFault[] {
  const manifest = parts['template.json'] as { id?: unknown; minApp?: unknown } | null | undefined;
  const faults: TemplateFault[] = [];
  const add = (pointer: string, code: FaultCode, details: Record<string, unknown>): void => {
    faults.push({ file: 'template.json', pointer, code, details });
  };
  const id = manifest?.id;
  if (typeof id === 'string') {
    const builtIn = (['template', 'sample'] as const).flatMap((kind) => idsOf(kind, { resources: places.resources }));
    const own = builtIn.find((entry) => entry.id === id);
    if (own && own.folder !== resolve(folder)) add('/id', 'built-in-id', { id });
    // A folder whose name no list takes (模板/) may hold any id; put among the user's templates it is named as that.
    else if (TEMPLATE_ID.test(basename(resolve(folder))) && basename(resolve(folder)) !== id)
      add('/id', 'wrong-folder-name', { id });
  }
  const needs = manifest?.minApp;
  if (typeof needs === 'string' && places.version !== undefined && isNewer(needs, places.version)) {
    add('/minApp', 'newer-app', { needs, version: places.version });
  }
  return faults;
}

/** `template-error` where a template may not be called so: the name of a built-in one. */
export function takenTemplateId(id: string, places: TemplatePlaces): ReturnType<typeof faultFailure> | null {
  const builtIn = (['template', 'sample'] as const).flatMap((kind) => idsOf(kind, { resources: places.resources }));
  if (!builtIn.some((entry) => entry.id === id)) return null;
  return faultFailure([{ file: 'template.json', pointer: '/id', code: 'built-in-id', details: { id } }], id);
}

/** True where version a is above b (three numbers each). */
function isNewer(a: string, b: string): boolean {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
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
  const faults = made.ok ? [] : [...(made.failure.details.faults as TemplateFault[])];
  if (read.ok) faults.push(...manifestFaults(read.value, folder, places));
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
  return idsOf(kind, places).flatMap(({ id }) => {
    const read = readById(kind, id, places);
    const template = read.ok ? readParts(read.value.parts) : read;
    // A broken folder is told by checkTemplateFolder and by making a plan from it; it must not take the whole list down.
    return template.ok ? [template.value] : [];
  });
}

/** Built-in and user templates for the start screen; figures computed from the files. */
export function listTemplates(places = builtInPlaces): TemplateInfo[] {
  return readAll('template', places).map((template) => {
    const { id, title, kind, parameters } = template.manifest;
    const { tables, summary, firstPage } = describeTemplate(template, new Date().getFullYear());
    return { id, title, kind, tables, summary, ...(parameters.period && { period: parameters.period }), firstPage };
  });
}

/** The built-in sample plans, with the first lines of each as they print. */
export function listSamples(places = builtInPlaces): SampleInfo[] {
  return readAll('sample', places).map((template) => {
    const { id, title, kind, template: from } = template.manifest;
    const about = describeTemplate(template, new Date().getFullYear());
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
  if ((template === undefined) === (sample === undefined)) return fail('bad-usage', { why: '请写明模板或样例之一' });
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
