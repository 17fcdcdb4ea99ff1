// The built-in sample as a live plan, the same on every run: ids are counted, nothing is drawn by lot.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { Id } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { planFromTemplate } from '../../shared/template/make-plan.ts';

const SAMPLES = path.join(import.meta.dirname, '../../resources/samples');

/** Parts of a sample's folder by path, as the template reader takes them. */
function partsOf(folder: string): Record<string, unknown> {
  const parts: Record<string, unknown> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
    const file = path.join(entry.parentPath, entry.name);
    parts[path.relative(folder, file).split(path.sep).join('/')] = JSON.parse(readFileSync(file, 'utf8'));
  }
  return parts;
}

export function samplePlan(id = 'kashgar-2025-annual-plan'): LivePlan {
  let counted = 1000;
  const mint = <Kind extends string>(): Id<Kind> => ++counted;
  return openLivePlan(stateOf(must(planFromTemplate(partsOf(path.join(SAMPLES, id)), { mint, now: '2025-01-01T00:00:00Z' }))));
}
