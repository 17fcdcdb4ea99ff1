// The plans a person opened lately, newest first, in a small JSON file of the program's own folder.
//
// It only helps to find a plan again, so nothing fails because of it: an unreadable list is put aside and begun anew, a plan that is
// not there any more is still named, with the word that it is missing.

import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { RecentPlan } from '../shared/contract/messages.ts';
import { writeWhole } from './write-whole.ts';

const MOST_PLANS = 50;

const entrySchema = z.object({
  path: z.string().min(1),
  title: z.string(),
  region: z.string(),
  year: z.string(),
  stage: z.string(),
  editedAt: z.string(),
});
const fileSchema = z.object({ format: z.literal(1), plans: z.array(entrySchema) });
export type RecentEntry = z.infer<typeof entrySchema>;

/** What can be seen of plan files right now; a file that could not be looked at in time is left out. */
export type LookAtPlans = (paths: string[]) => Promise<Map<string, { missing: boolean; lockedBy: string | null }>>;

export interface RecentPlans {
  /** newest first */
  list(look: LookAtPlans): Promise<RecentPlan[]>;
  /** puts a plan on top, or renews what is known of it */
  note(entry: RecentEntry): Promise<void>;
  remove(planPath: string): Promise<void>;
}

export function openRecentPlans(folder: string): RecentPlans {
  const file = path.join(folder, 'recent.json');
  let writing: Promise<void> = Promise.resolve();

  function read(): RecentEntry[] {
    if (!existsSync(file)) return [];
    try {
      return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).plans;
    } catch {
      renameSync(file, `${file}.unreadable`);
      return [];
    }
  }

  /** Read, change, write as one turn: another window's entry is kept. */
  function change(edit: (plans: RecentEntry[]) => RecentEntry[]): Promise<void> {
    writing = writing
      .catch(() => {})
      .then(() => {
        mkdirSync(folder, { recursive: true });
        return writeWhole(file, `${JSON.stringify({ format: 1, plans: edit(read()).slice(0, MOST_PLANS) }, null, 1)}\n`);
      });
    return writing;
  }

  return {
    async list(look) {
      await writing.catch(() => {});
      const plans = read();
      const seen = await look(plans.map((entry) => entry.path));
      return plans.map((entry) => ({ ...entry, ...(seen.get(entry.path) ?? { missing: false, lockedBy: null }) }));
    },
    note: (entry) => change((plans) => [entry, ...plans.filter((other) => other.path !== entry.path)]),
    remove: (planPath) => change((plans) => plans.filter((other) => other.path !== planPath)),
  };
}
