// The Kashgar sample as a snapshot, made the way a new plan is.

import { makeNewPlan } from '../../electron/templates.ts';
import { must, ok, type Result } from '../../shared/contract/failure.ts';
import { mintFrom } from '../../shared/model/ids.ts';
import type { PlanSnapshot } from '../../shared/model/snapshot.ts';

export function kashgar(): Result<PlanSnapshot> {
  let n = 1;
  const mint = mintFrom((bytes) => {
    for (let i = 0; i < bytes.length; i++) {
      n = (n * 1103515245 + 12345) % 2147483648;
      bytes[i] = n >> 16;
    }
    return bytes;
  });
  return ok(must(makeNewPlan({ sample: 'kashgar-2025-annual-plan', mint, now: '2025-01-01T00:00:00.000Z' })).snapshot);
}
