// What the start screen asks: who and where we are, recent plans, samples and templates, a new plan.

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { ok } from '../../shared/contract/failure.ts';
import type { HandlersOf } from '../handlers.ts';
import { newId } from '../new-id.ts';
import { plainFileName } from '../shell-uploads.ts';
import { failureOfSystem } from '../system-failure.ts';
import { listSamples, listTemplates, makeNewPlan } from '../templates.ts';
import { lookAtPlans } from './look.ts';
import type { Services } from './services.ts';

type Names = 'app.info' | 'recent.list' | 'recent.remove' | 'samples.list' | 'templates.list' | 'plan.new' | 'plan.suggest-path';

export function startHandlers(services: Services): HandlersOf<Names> {
  const { desktop, folders, hosts, recent, templates } = services;
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
    async 'plan.new'(request) {
      const { path: target, ...choices } = request;
      const made = makeNewPlan({ ...choices, mint: newId, now: services.now() }, templates);
      if (!made.ok) return made;
      const full = path.resolve(target);
      const created = await hosts.create(full, made.value);
      return created.ok ? ok({ path: full, title: made.value.title }) : created;
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
