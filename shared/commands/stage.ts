// The stage of a plan, and its words in the title line where the title carries them: 实施方案（征求意见稿） becomes 实施方案（送审稿）.
//
// A stage line of its own follows by itself; words typed into the title are content, so they are changed in the same step.

import type { Change } from '../model/change.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { STAGES, type Stage } from '../model/records.ts';
import { setProperty } from './record-changes.ts';

const IN_TITLE = new RegExp(`[（(](?:${STAGES.join('|')})[）)]$`);

/** Changes for a new stage; none where it is the plan's already. */
export function stageChanges(live: LivePlan, stage: Stage | null): Change[] {
  const changes = setProperty(live.state, 'stage', stage);
  if (!changes.length) return changes;
  for (const block of live.state.records.block.values()) {
    const last = block.content.at(-1);
    if (block.kind !== 'title' || last?.t !== 'text' || !IN_TITLE.test(last.s)) continue;
    const words = stage === null || stage === '正式稿' ? '' : `（${stage}）`;
    const s = last.s.replace(IN_TITLE, words);
    if (s !== last.s)
      changes.push({
        k: 'inline',
        block: block.id,
        at: block.content.length - 1,
        was: [last],
        now: s === '' ? [] : [{ ...last, s }],
      });
  }
  return changes;
}
