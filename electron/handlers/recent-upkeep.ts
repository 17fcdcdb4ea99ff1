// Keeps the list of recent plans true while plans are open: opening puts a plan on top, closing writes down when it was last edited and
// what it is called by then. The list must never stand between a person and the plan: what goes wrong here goes to the log.

import type { Accepted, OpenedPlan } from '../../shared/contract/messages.ts';
import { ENTITIES } from '../../shared/model/records.ts';
import type { PlanSnapshot } from '../../shared/model/snapshot.ts';
import { titleOf } from '../../shared/template/make-plan.ts';
import type { RecentEntry } from '../recent-plans.ts';
import type { Services } from './services.ts';

/** What the list needs of an open plan: its properties and regions, nothing else. */
interface Known {
  about: PlanSnapshot;
  savedAt: string;
  changed: boolean;
}

export interface RecentUpkeep {
  opened(opened: OpenedPlan): void;
  stepped(planPath: string, accepted: Accepted): void;
  closed(planPath: string): void;
}

export function recentUpkeep({ recent, log }: Services): RecentUpkeep {
  const plans = new Map<string, Known>();
  const note = (planPath: string, known: Known) => {
    void recent.note(entryOf(planPath, known)).catch((error: unknown) => log.write('recent', error));
  };
  return {
    opened({ path: planPath, snapshot, savedAt }) {
      const empty = Object.fromEntries(ENTITIES.map((entity) => [entity, []])) as unknown as PlanSnapshot['records'];
      const { plan, region } = snapshot.records;
      const about = { seq: snapshot.seq, cells: [], records: { ...empty, plan: [...plan], region: [...region] } };
      const known = { about, savedAt, changed: false };
      plans.set(planPath, known);
      note(planPath, known);
    },
    stepped(planPath, { step, savedAt }) {
      const known = plans.get(planPath);
      if (!known) return;
      known.savedAt = savedAt;
      known.changed = true;
      const { records } = known.about;
      for (const change of step.changes) {
        if (change.k !== 'rec' || change.e !== 'plan') continue;
        records.plan = records.plan.filter((record) => record.id !== change.id);
        if (change.now) records.plan.push({ ...change.now, id: change.id } as (typeof records.plan)[number]);
      }
    },
    closed(planPath) {
      const known = plans.get(planPath);
      if (known?.changed) note(planPath, known);
      if (known) known.changed = false;
    },
  };
}

/** What the start screen shows of a plan. */
function entryOf(planPath: string, { about, savedAt }: Known): RecentEntry {
  const { plan, region } = about.records;
  const value = (name: string) => {
    const found = plan.find((record) => record.id === name)?.value;
    return found === null || found === undefined ? '' : String(found);
  };
  const [from, to] = [value('period_from'), value('period_to')];
  return {
    path: planPath,
    title: titleOf(about),
    region: region.find((record) => String(record.id) === value('region_id'))?.name ?? '',
    year: from && to ? `${from}—${to}` : value('year'),
    stage: value('stage'),
    editedAt: savedAt,
  };
}
