// What the start screen asks: who and where we are, recent plans, samples and templates, a new plan.

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { ok } from '../../shared/contract/failure.ts';
import { regionPath, searchRegions } from '../../shared/template/region-catalogue.ts';
import type { RolledOverFile, RollOverWork } from '../roll-over.ts';
import { plainFileName } from '../shell-uploads.ts';
import { failureOfSystem } from '../system-failure.ts';
import { listSamples, listTemplates, regionCatalogue } from '../templates.ts';
import { startTask } from '../worker-task.ts';
import type { HandlersOf } from './client.ts';
import { lookAtPlans } from './look.ts';
import type { NewPlanWork } from './new-plan-worker.ts';
import type { Services } from './services.ts';

type Names =
  | 'app.info'
  | 'recent.list'
  | 'recent.remove'
  | 'samples.list'
  | 'templates.list'
  | 'regions.search'
  | 'plan.new'
  | 'plan.roll-over'
  | 'plan.suggest-path';

export function startHandlers(services: Services): HandlersOf<Names> {
  const { desktop, folders, recent, templates } = services;
  return {
    'app.info': () =>
      ok({
        shell: desktop.shell,
        version: services.version,
        user: services.user,
        platform: process.platform,
        backupFolder: folders.backups,
      }),
    'recent.list': async () => ok(await recent.list(lookAtPlans)),
    'recent.remove': async ({ path: planPath }) => {
      await recent.remove(planPath);
      return ok(null);
    },
    'samples.list': () => ok(listSamples(templates)),
    'templates.list': () => ok(listTemplates(templates)),
    'regions.search': ({ text }) => {
      const regions = regionCatalogue(templates);
      return ok(searchRegions(regions, text).map((region) => ({ name: region.name, path: regionPath(regions, region) })));
    },
    async 'plan.new'({ path: target, ...choices }) {
      const full = path.resolve(target);
      const work: NewPlanWork = { target: full, request: { ...choices, now: services.now() }, places: templates };
      const script = new URL('./new-plan-worker.ts', import.meta.url);
      const made = await startTask<string>({ script, input: work }).done;
      return made.ok ? ok({ path: full, title: made.value }) : made;
    },
    async 'plan.roll-over'({ from, path: target, year }) {
      const work: RollOverWork = { from: path.resolve(from), target: path.resolve(target), year, now: services.now() };
      const script = new URL('./roll-over-worker.ts', import.meta.url);
      return startTask<RolledOverFile>({ script, input: work }).done;
    },
    async 'plan.suggest-path'({ name }) {
      try {
        await mkdir(folders.plans, { recursive: true });
      } catch (error) {
        return { ok: false, failure: failureOfSystem(error, { path: folders.plans }) };
      }
      const base = plainFileName(`${name.replace(/\.anju$/i, '')}.anju`).replace(/\.anju$/, '');
      const names = [base, ...Array.from({ length: 999 }, (_, i) => `${base}（${i + 2}）`)];
      const free = names.map((own) => path.join(folders.plans, `${own}.anju`)).find((file) => !existsSync(file));
      return ok({ path: free ?? path.join(folders.plans, `${base}-${Date.now()}.anju`) });
    },
  };
}
