// An open plan: its commands, undo and redo, history, copies. The store decides, writes and tells everybody else; here its answer goes
// to the one who asked.

import path from 'node:path';
import type { Result } from '../../shared/contract/failure.ts';
import type { OpenedPlan } from '../../shared/contract/messages.ts';
import { titleOf } from '../../shared/template/make-plan.ts';
import type { Client, HandlersOf } from '../handlers.ts';
import type { RecentEntry } from '../recent-plans.ts';
import type { PlanHost } from '../store/host.ts';
import type { Openings } from './openings.ts';
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

export function planHandlers({ folders, recent, log, user }: Services, openings: Openings): HandlersOf<Names> {
  const author = { by: user, via: 'window' } as const;

  /** The host of one of this client's plans; asked without a turn between, so commands reach it in the order they came. */
  function at<T>(client: Client, handle: string, run: (host: PlanHost) => Promise<Result<T>>): Promise<Result<T>> | Result<T> {
    const opening = openings.find(client, handle);
    return opening.ok ? run(opening.value.host) : opening;
  }

  return {
    async 'plan.open'({ path: planPath }, client) {
      const opened = await openings.open(client, planPath);
      // The list of recent plans must never stand between a person and the plan.
      if (opened.ok) void recent.note(recentEntry(opened.value)).catch((error: unknown) => log.write('recent', error));
      return opened;
    },
    'plan.close': ({ plan }, client) => openings.close(client, plan),
    'plan.command': ({ plan, n, base, command }, client) =>
      at(client, plan, (host) => host.command({ ...author, n, base, command })),
    'plan.undo': ({ plan, n, base }, client) => at(client, plan, (host) => host.undo({ ...author, n, base })),
    'plan.redo': ({ plan, n, base }, client) => at(client, plan, (host) => host.redo({ ...author, n, base })),
    'plan.history': ({ plan, limit }, client) => at(client, plan, (host) => host.history(limit)),
    'plan.steps': ({ plan, after }, client) => at(client, plan, (host) => host.stepsAfter(after)),
    'plan.verify': ({ plan }, client) => at(client, plan, (host) => host.verify()),
    'plan.backup': ({ plan }, client) => at(client, plan, (host) => host.backup(folders.backups)),
    'plan.save-as': ({ plan, path: target }, client) => at(client, plan, (host) => host.saveAs(path.resolve(target))),
  };
}

/** What the start screen shows of a plan. */
function recentEntry({ path: planPath, snapshot, savedAt }: OpenedPlan): RecentEntry {
  const { plan, region } = snapshot.records;
  const value = (name: string) => {
    const found = plan.find((record) => record.id === name)?.value;
    return found === null || found === undefined ? '' : String(found);
  };
  const [from, to] = [value('period_from'), value('period_to')];
  return {
    path: planPath,
    title: titleOf(snapshot),
    region: region.find((record) => String(record.id) === value('region_id'))?.name ?? '',
    year: from && to ? `${from}—${to}` : value('year'),
    stage: value('stage'),
    editedAt: savedAt,
  };
}
