// A page that edits a plan by chance: the window's own session over the real bridge, driven by a seed. Runs in the browser.

import { openSession, type PlanSession } from '../../../renderer/plan/session.ts';
import type { Command } from '../../../shared/commands/schema.ts';
import type { AnjuBridge } from '../../../shared/contract/messages.ts';
import { takeSnapshot } from '../../../shared/model/snapshot.ts';
import { planBytes } from './plan-bytes.ts';

export interface EditingPage {
  open(path: string, user: string): Promise<string>;
  /** Makes so many random gestures; answers how many were taken and what was done, for a failure's report. */
  play(seed: number, count: number): Promise<string[]>;
  /** Waits until everything is saved; the newest seq it knows. */
  settle(): Promise<number>;
  /** Waits until the steps up to `seq` are in. */
  reach(seq: number): Promise<void>;
  bytes(): string;
}

declare global {
  interface Window {
    editing: EditingPage;
  }
}

/** Small, good enough, and the same everywhere. */
function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

let session: PlanSession;

function randomCommand(pick: (below: number) => number): Command | null {
  const { live } = session;
  const tables = live.tables();
  const table = tables[pick(tables.length)];
  if (!table) return null;
  const { rows, leaves } = live.shape(table.id);
  const data = rows.filter((row) => row.kind === 'data');
  const inputs = leaves.filter((leaf) => leaf.role === 'value' && !leaf.formula);
  const row = data[pick(data.length)];
  const column = inputs[pick(inputs.length)];
  const blocks = [...live.state.records.block.values()].filter((block) => block.kind === 'para');
  const block = blocks[pick(blocks.length)];
  switch (pick(9)) {
    case 0:
    case 1:
    case 2:
      return row && column
        ? { type: 'set-cells', cells: [{ row: row.id, col: column.id, value: pick(6) ? String(pick(900)) : '-' }] }
        : null;
    case 3:
      return {
        type: 'add-rows',
        table: table.id,
        rows: [{ id: session.mint(), label: `新增${pick(1000)}` }],
        place: row ? { after: row.id } : 'last',
      };
    case 4:
      return row && data.length > 4 ? { type: 'remove-rows', rows: [row.id], confirm: true } : null;
    case 5:
      return row ? { type: 'move-rows', rows: [row.id], place: 'first' } : null;
    case 6:
      return block
        ? {
            type: 'edit-text',
            splices: [
              { block: block.id, at: pick(block.content.length + 1), delete: 0, insert: [{ t: 'text', s: `补充${pick(100)}。` }] },
            ],
          }
        : null;
    case 7:
      return {
        type: 'add-block',
        block: { id: session.mint(), kind: 'para', content: [{ t: 'text', s: `新段${pick(100)}` }] },
        place: 'last',
      };
    default:
      return column ? { type: 'set-column', col: column.id, set: { title: `列名${pick(100)}` } } : null;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

window.editing = {
  async open(path, user) {
    const { anju } = window as unknown as { anju: AnjuBridge };
    const opened = await openSession(anju, path, { user });
    if (!opened.ok) return opened.failure.code;
    session = opened.value;
    return session.readOnly ? 'read-only' : 'open';
  },
  async play(seed, count) {
    const pick = chance(seed);
    const done: string[] = [];
    for (let i = 0; i < count; i++) {
      const what = pick(10);
      if (what === 0) done.push(`undo ${(await session.undo()).ok}`);
      else if (what === 1) done.push(`redo ${(await session.redo()).ok}`);
      else {
        const command = randomCommand(pick);
        if (command) done.push(`${command.type} ${session.run(command).ok}`);
      }
      if (pick(3) === 0) await pause(pick(12));
    }
    return done;
  },
  async settle() {
    const flushed = await session.flush();
    if (!flushed.ok) throw new Error(flushed.failure.code);
    return session.live.state.seq;
  },
  async reach(seq) {
    while (session.live.state.seq < seq) await pause(10);
    await session.flush();
  },
  bytes: () => planBytes(takeSnapshot(session.live.state)),
};
