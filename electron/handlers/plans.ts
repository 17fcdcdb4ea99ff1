// An open plan: its commands, undo and redo, history, copies. The store decides, writes and tells everybody else; here its answer goes
// to the one who asked.

import path from 'node:path';
import type { Result } from '../../shared/contract/failure.ts';
import type { Accepted } from '../../shared/contract/messages.ts';
import type { PlanHost } from '../store/host.ts';
import type { Client, HandlersOf } from './client.ts';
import type { Openings } from './openings.ts';
import type { RecentUpkeep } from './recent-upkeep.ts';
import type { Services } from './services.ts';

type Names =
  | 'plan.open'
  | 'plan.close'
  | 'plan.command'
  | 'plan.undo'
  | 'plan.redo'
  | 'plan.history'
  | 'plan.steps'
  | 'plan.verify'
  | 'plan.backup'
  | 'plan.save-as';

export function planHandlers({ folders, user }: Services, openings: Openings, recent: RecentUpkeep): HandlersOf<Names> {
  const author = { by: user, via: 'window' } as const;

  /** The host of one of this client's plans; asked without a turn between, so commands reach it in the order they came. */
  function at<T>(client: Client, handle: string, run: (host: PlanHost) => Promise<Result<T>>): Promise<Result<T>> | Result<T> {
    const opening = openings.find(client, handle);
    return opening.ok ? run(opening.value.host) : opening;
  }

  /** As `at`, for what makes a step. */
  async function write(
    client: Client,
    handle: string,
    run: (host: PlanHost) => Promise<Result<Accepted>>,
  ): Promise<Result<Accepted>> {
    const accepted = await at(client, handle, run);
    const opening = openings.find(client, handle);
    if (accepted.ok && opening.ok) recent.stepped(opening.value.path, accepted.value);
    return accepted;
  }

  return {
    async 'plan.open'({ path: planPath }, client) {
      const opened = await openings.open(client, planPath);
      if (opened.ok) recent.opened(opened.value);
      return opened;
    },
    'plan.close': ({ plan }, client) => openings.close(client, plan),
    'plan.command': ({ plan, n, base, command }, client) =>
      write(client, plan, (host) => host.command({ ...author, n, base, command })),
    'plan.undo': ({ plan, n, base }, client) => write(client, plan, (host) => host.undo({ ...author, n, base })),
    'plan.redo': ({ plan, n, base }, client) => write(client, plan, (host) => host.redo({ ...author, n, base })),
    'plan.history': ({ plan, limit }, client) => at(client, plan, (host) => host.history(limit)),
    'plan.steps': ({ plan, after }, client) => at(client, plan, (host) => host.stepsAfter(after)),
    'plan.verify': ({ plan }, client) => at(client, plan, (host) => host.verify()),
    'plan.backup': ({ plan }, client) => at(client, plan, (host) => host.backup(folders.backups)),
    'plan.save-as': ({ plan, path: target, replace = false }, client) =>
      at(client, plan, (host) => host.saveAs(path.resolve(target), { replace })),
  };
}
