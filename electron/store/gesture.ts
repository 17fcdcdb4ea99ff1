// What a gesture does to an open plan, before it is written: its changes decided and already applied to the state, with the data of its
// step. Whoever calls writes the draft or takes its changes back.

import { decide } from '../../shared/commands/decide.ts';
import { argsOf, labelOf } from '../../shared/commands/label.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { type Failure, fail, ok, type Result } from '../../shared/contract/failure.ts';
import { type Change, invertAll } from '../../shared/model/change.ts';
import type { BlockId, TableId } from '../../shared/model/ids.ts';
import type { ChangedCell, LivePlan, Moved } from '../../shared/model/live-plan.ts';
import { sha256Of } from './create-file.ts';
import { type Kept, revertStep } from './revert.ts';
import type { StepLog } from './step-log.ts';
import type { Author } from './store-protocol.ts';

/** A command, or one made from the plan as the commands before it left it. */
export type CommandSource = Command | ((live: LivePlan) => Result<Command>);

/** One gesture: a command, or many as one step (`code` batch unless told). */
export type Edit = Author &
  ({ command: Command; commands?: undefined } | { commands: Iterable<CommandSource>; command?: undefined; code?: string });

export interface Draft {
  code: string;
  args: Record<string, unknown>;
  undoes: number | null;
  sourceId: number | null;
  changes: Change[];
  moved: Moved;
  commands: Command[];
  author: Author;
}

/** What a gesture is decided on. */
export interface Ground {
  live: LivePlan;
  log: StepLog;
  path: string;
  now: () => Date;
}

export const NOTHING: Moved = { cells: [], blocks: [], tables: [], other: false };

/** Several movements as one, each cell, block and table once. */
class Together {
  private readonly cells = new Map<string, ChangedCell>();
  private readonly blocks = new Set<BlockId>();
  private readonly tables = new Set<TableId>();
  private other = false;

  add(moved: Moved): void {
    for (const cell of moved.cells) this.cells.set(`${cell.row}:${cell.column}`, cell);
    for (const block of moved.blocks) this.blocks.add(block);
    for (const table of moved.tables) this.tables.add(table);
    this.other ||= moved.other;
  }

  result(): Moved {
    return { cells: [...this.cells.values()], blocks: [...this.blocks], tables: [...this.tables], other: this.other };
  }
}

/** A command's or a batch's draft. In a batch a refusal takes everything back and says which (`index`). */
export function draftEdit(ground: Ground, edit: Edit): Result<Draft> {
  const author = { by: edit.by, via: edit.via };
  return edit.command ? draftCommand(ground, edit.command, author) : draftBatch(ground, edit.commands, edit.code, author);
}

function draftCommand(ground: Ground, command: Command, author: Author): Result<Draft> {
  const { live, now } = ground;
  if (command.type === 'revert-step') return draftRevert(ground, command.seq, author);
  if (command.type === 'attach-asset' && sha256Of(Buffer.from(command.base64, 'base64')) !== command.sha256)
    return fail('bad-value', { why: 'sha256', value: command.name });
  const decided = decide(live, command, { by: author.by, at: now().toISOString() });
  if (!decided.ok) return decided;
  const args = argsOf(live, command);
  const moved = decided.value.length ? live.apply(decided.value) : NOTHING;
  const sourceId = 'source' in command ? command.source.id : null;
  return ok({ code: command.type, args, undoes: null, sourceId, changes: decided.value, moved, commands: [command], author });
}

function draftBatch(ground: Ground, sources: Iterable<CommandSource>, code: string | undefined, author: Author): Result<Draft> {
  const changes: Change[] = [];
  const moved = new Together();
  const commands: Command[] = [];
  let sourceId: number | null = null;
  /** a step that goes by one command's name reads like that command */
  let named: Record<string, unknown> | null = null;
  const takeBack = ({ code: why, details }: Failure): Result<Draft> => {
    ground.live.apply(invertAll(changes));
    return fail(why, { ...details, index: commands.length });
  };
  for (const source of sources) {
    const command = typeof source === 'function' ? source(ground.live) : ok(source);
    if (!command.ok) return takeBack(command.failure);
    const draft = draftCommand(ground, command.value, author);
    if (!draft.ok) return takeBack(draft.failure);
    commands.push(command.value);
    for (const change of draft.value.changes) changes.push(change);
    moved.add(draft.value.moved);
    sourceId ??= draft.value.sourceId;
    if (command.value.type === code) named ??= draft.value.args;
  }
  const args = named ?? { count: commands.length };
  return ok({ code: code ?? 'batch', args, undoes: null, sourceId, changes, moved: moved.result(), commands, author });
}

/** Takes back an older step where nobody edited since. `no-such-step`. */
export function draftRevert({ live, log }: Ground, seq: number, author: Author): Result<Draft & { kept: Kept[] }> {
  const step = log.read(seq);
  if (!step || step.code === 'undo' || step.code === 'redo') return fail('no-such-step', { seq });
  const { changes, kept } = revertStep(live, step);
  // Applied piece by piece while deciding: taken back and applied whole, so that `moved` is about all of it.
  live.apply(invertAll(changes));
  const moved = changes.length ? live.apply(changes) : NOTHING;
  const args = { seq, label: labelOf(step), kept: kept.length };
  return ok({ code: 'revert-step', args, undoes: null, sourceId: null, changes, moved, commands: [], author, kept });
}

/** The newest step that stands taken back, or the newest undo undone. `nothing-to-undo`, `nothing-to-redo`. */
export function draftTakeBack({ live, log, path }: Ground, code: 'undo' | 'redo', author: Author): Result<Draft> {
  const seq = code === 'undo' ? log.undoTarget() : log.redoTarget();
  const step = seq === null ? null : log.read(seq);
  if (!step) return fail(code === 'undo' ? 'nothing-to-undo' : 'nothing-to-redo', { path });
  const changes = invertAll(step.changes);
  const label = code === 'undo' ? labelOf(step) : String(step.args.label ?? '');
  return ok({
    code,
    args: { label },
    undoes: step.seq,
    sourceId: null,
    changes,
    moved: live.apply(changes),
    commands: [],
    author,
  });
}
