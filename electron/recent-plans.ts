// The plans a person opened lately, newest first, in a small JSON file of the program's own folder.
//
// It only helps to find a plan again, so nothing fails because of it: an unreadable list is put aside and begun anew, a plan that is
// not there any more is still named, with the word that it is missing.

import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { RecentPlan } from '../shared/contract/messages.ts';
import { writeWhole } from './write-whole.ts';

const MOST_PLANS = 50;
/** A stick or a network drive that does not answer must not hold up the start screen. */
const LOOK_MS = 1500;

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

export interface RecentPlans {
  /** newest first; `lockedBy` asks who holds a plan open for writing */
  list(lockedBy: (planPath: string) => Promise<string | null>): Promise<RecentPlan[]>;
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
    async list(lockedBy) {
      return Promise.all(
        read().map(async (entry) => {
          const missing = await within(
            stat(entry.path).then(
              () => false,
              () => true,
            ),
            false,
          );
          return { ...entry, missing, lockedBy: missing ? null : await within(lockedBy(entry.path), null) };
        }),
      );
    },
    note: (entry) => change((plans) => [entry, ...plans.filter((other) => other.path !== entry.path)]),
    remove: (planPath) => change((plans) => plans.filter((other) => other.path !== planPath)),
  };
}

function within<T>(work: Promise<T>, otherwise: T): Promise<T> {
  return Promise.race([
    work.catch(() => otherwise),
    new Promise<T>((resolve) => {
      setTimeout(() => resolve(otherwise), LOOK_MS).unref();
    }),
  ]);
}
