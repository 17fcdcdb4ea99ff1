// `template save`: a plan becomes a folder of readable JSON, whole or not at all. The folder is written beside its place under a
// temporary name and then renamed, after a plan was made from it once, so what is saved can be used.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, ok, type Result } from '../shared/contract/failure.ts';
import type { LivePlan } from '../shared/model/live-plan.ts';
import { TEMPLATE_ID } from '../shared/template/format.ts';
import { planFromTemplate } from '../shared/template/make-plan.ts';
import { type SavedTemplate, savePlanAsTemplate } from '../shared/template/save-parts.ts';
import { failureOfSystem } from './system-failure.ts';
import { type TemplatePlaces, takenTemplateId } from './templates.ts';

/** The office's own forms and layout switches, which the plan keeps as they came. */
const KEPT = ['layout.json', 'document.docx', 'annex.xlsx'];

export interface KeptPart {
  path: string;
  bytes: Uint8Array;
}

/** A template's id is its folder's name; a folder that is called otherwise gets one from the plan. */
function idFor(folder: string, live: LivePlan): string {
  const name = path.basename(folder);
  return TEMPLATE_ID.test(name) ? name : `template-${live.state.property('id') ?? 'plan'}`;
}

/**
 * Saves a plan as a template folder. `file-exists` (the folder is there and not empty), `file-not-found` (the folder it lies in),
 * `folder-read-only`, `disk-full`, `template-error` (a built-in id, or what no template can say).
 */
export function saveTemplate(
  live: LivePlan,
  kept: readonly KeptPart[],
  target: string,
  places: TemplatePlaces,
): Result<{ path: string; left: SavedTemplate['left'] }> {
  const folder = path.resolve(target);
  if (existsSync(folder) && readdirSync(folder).length > 0) return fail('file-exists', { path: folder });
  const id = idFor(folder, live);
  const taken = takenTemplateId(id, places);
  if (taken) return taken;
  const { parts, left } = savePlanAsTemplate(live, { id, title: titleFor(live) });
  let last = 0;
  const tried = planFromTemplate(parts, { mint: () => ++last, now: '2000-01-01T00:00:00Z' });
  if (!tried.ok) return tried;
  try {
    const temporary = mkdtempSync(path.join(path.dirname(folder), '.anju-template-'));
    try {
      for (const [name, part] of Object.entries(parts)) write(temporary, name, `${JSON.stringify(part, null, 2)}\n`);
      for (const { path: name, bytes } of kept) if (KEPT.includes(name)) write(temporary, name, bytes);
      if (existsSync(folder)) rmSync(folder, { recursive: true });
      renameSync(temporary, folder);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  } catch (error) {
    return { ok: false, failure: failureOfSystem(error, { path: path.dirname(folder) }) };
  }
  return ok({ path: folder, left });
}

function write(folder: string, name: string, bytes: Uint8Array | string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

/** As lists show it: the plan's title without the year that changes. */
function titleFor(live: LivePlan): string {
  const title = (live.state.property('title') ?? '').replaceAll('{年}年', '').replace(/\{[^}]*\}/g, '');
  return title.replace(/[“”]{2}/g, '').trim() || '模板';
}
