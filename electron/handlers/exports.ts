// Releases as jobs: started by a window, told as they go, cancelled by it or because it is gone.

import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import type { RequestOf } from '../../shared/contract/messages.ts';
import type { PlanSnapshot } from '../../shared/model/snapshot.ts';
import { type ReleaseProgress, type ReleaseTarget, startRelease } from '../export/release.ts';
import { plainFileName } from '../shell-uploads.ts';
import { shellWords } from '../shell-words.ts';
import type { PlanHost } from '../store/host.ts';
import type { Client, HandlersOf } from './client.ts';
import type { Openings } from './openings.ts';
import type { Services } from './services.ts';

interface Job {
  client: Client;
  /** its thread has ended and nothing of it lies about */
  ended: Promise<unknown>;
  cancel(): void;
}

export interface ExportHandlers {
  handlers: HandlersOf<'plan.export' | 'job.cancel'>;
  leave(client: Client): void;
  /** Cancels every job and waits until each has cleaned up after itself. */
  close(): Promise<void>;
}

export function exportHandlers({ log }: Services, openings: Openings): ExportHandlers {
  const jobs = new Map<string, Job>();

  function start(
    client: Client,
    request: RequestOf<'plan.export'>,
    snapshot: PlanSnapshot,
    assets: Map<string, Uint8Array>,
  ): string {
    const job = randomUUID();
    const tell = ({ file, done, phase }: ReleaseProgress) =>
      client.send('job.progress', { job, file, done, word: shellWords.release[phase] });
    const task = startRelease(
      { snapshot, targets: targetsOf(request), docx: request.options, xlsx: request.options, assets },
      tell,
    );
    const ended = task.done
      .then(
        (result) => {
          if (result.ok) client.send('job.done', { job, files: result.value });
          else client.send('job.failed', { job, failure: result.failure });
        },
        (error: unknown) => {
          log.write('plan.export', error);
          client.send('job.failed', { job, failure: fail('program-error', { request: 'plan.export', log: log.file }).failure });
        },
      )
      .finally(() => jobs.delete(job));
    jobs.set(job, { client, cancel: task.cancel, ended });
    return job;
  }

  function cancelOf(isWanted: (job: Job) => boolean): void {
    for (const job of jobs.values()) if (isWanted(job)) job.cancel();
  }

  return {
    handlers: {
      async 'plan.export'(request, client) {
        const faults = faultOf(request);
        if (faults) return faults;
        const opening = openings.find(client, request.plan);
        if (!opening.ok) return opening;
        const { host } = opening.value;
        const snapshot = await host.snapshot();
        if (!snapshot.ok) return snapshot;
        const assets = await assetsOf(host, snapshot.value);
        // The answer with the job's name goes first, its progress after it.
        return ok({ job: start(client, request, snapshot.value, assets) });
      },
      'job.cancel'({ job }, client) {
        const running = jobs.get(job);
        if (running?.client === client) running.cancel();
        return ok(null);
      },
    },
    leave: (client) => cancelOf((job) => job.client === client),
    async close() {
      const ended = [...jobs.values()].map((job) => job.ended);
      cancelOf(() => true);
      await Promise.all(ended);
    },
  };
}

function faultOf({ folder, name, docx, xlsx }: RequestOf<'plan.export'>): Result<never> | null {
  if (!path.isAbsolute(folder)) return fail('bad-usage', { path: folder, reason: 'absolute' });
  if (plainFileName(name) !== name) return fail('bad-usage', { name, reason: 'name' });
  return docx || xlsx ? null : fail('bad-usage', { reason: 'nothing' });
}

function targetsOf({ folder, name, docx, xlsx }: RequestOf<'plan.export'>): ReleaseTarget[] {
  const kinds = [docx && ('docx' as const), xlsx && ('xlsx' as const)].filter((kind) => kind !== false);
  return kinds.map((kind) => ({ kind, path: path.join(folder, `${name}.${kind}`) }));
}

/** The attached pictures that the text shows. One that can't be read is left out: the release then shows its place. */
async function assetsOf(host: PlanHost, snapshot: PlanSnapshot): Promise<Map<string, Uint8Array>> {
  const ids = new Set(snapshot.records.block.map((block) => block.props.assetId).filter((id) => id !== undefined));
  const found = await Promise.all([...ids].map(async (id) => [id, await host.asset(id)] as const));
  return new Map(found.flatMap(([id, asset]) => (asset.ok ? [[id, asset.value] as const] : [])));
}
