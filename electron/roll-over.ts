// 由上年计划新建 on files: last year's plan is read (also while somebody has it open), this year's is written whole or not at all.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ok, type Result } from '../shared/contract/failure.ts';
import { type RolledOver, rollOver } from '../shared/roll-over/roll-over.ts';
import { titleOf } from '../shared/template/make-plan.ts';
import { createPlanFile } from './store/create-file.ts';
import { mint } from './store/mint.ts';
import { PlanStore } from './store/plan-store.ts';

export interface RollOverWork {
  from: string;
  target: string;
  year: number;
  /** ISO time */
  now: string;
}

export interface RolledOverFile extends Omit<RolledOver, 'snapshot'> {
  path: string;
  title: string;
}

/** `file-exists` for a target that is there; the failures of opening for last year's plan. */
export function rollOverFile({ from, target, year, now }: RollOverWork): Result<RolledOverFile> {
  const opened = PlanStore.open(from, { write: false });
  if (!opened.ok) return opened;
  const store = opened.value;
  try {
    const sha256 = createHash('sha256').update(readFileSync(from)).digest('hex');
    const made = rollOver(store.live, { year, mint, now, from: { name: path.basename(from), sha256 } });
    if (!made.ok) return made;
    const { snapshot, shifted, dropped } = made.value;
    const assets = new Map<string, Uint8Array>();
    for (const { id } of snapshot.records.asset) {
      const bytes = store.asset(id);
      if (!bytes.ok) return bytes;
      assets.set(id, bytes.value);
    }
    const created = createPlanFile(target, { snapshot, parts: store.templateParts(), assets });
    return created.ok ? ok({ path: path.resolve(target), title: titleOf(snapshot), shifted, dropped }) : created;
  } finally {
    store.close();
  }
}
